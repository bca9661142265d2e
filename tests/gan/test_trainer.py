"""The step against plain torch, whose turn it is, and how a run ends."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from scipy import stats
from torch import Tensor, nn

from cases import one_in
from gan.runs import assert_same, differ, make, spy_on, weights
from gan_playground.gan.training.best import train_discriminator_to_best
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson

# One step, by hand.


class ByHand:
    """Algorithm 1 of the paper as a tutorial writes it."""

    def __init__(self, trainer: Trainer) -> None:
        self.experiment = trainer.experiment
        self.G, self.D = self.mlp(trainer, "generator"), self.mlp(trainer, "discriminator")
        self.G_optimizer, self.D_optimizer = (
            self.optimizer(self.G, "generator"),
            self.optimizer(self.D, "discriminator"),
        )
        self.loss = nn.BCEWithLogitsLoss()

    def mlp(self, trainer: Trainer, player: str) -> nn.Sequential:
        tensors = list(weights(trainer, player).values())
        layers: list[nn.Module] = []
        for weight, bias in zip(tensors[::2], tensors[1::2], strict=True):
            linear = nn.Linear(weight.shape[1], weight.shape[0])
            linear.load_state_dict({"weight": weight, "bias": bias})
            layers += [linear, nn.LeakyReLU(0.2)]
        return nn.Sequential(*layers[:-1])

    def optimizer(self, network: nn.Module, player: str) -> torch.optim.Optimizer:
        settings = getattr(self.experiment, player)
        if settings.optimizer == "sgd":
            return torch.optim.SGD(network.parameters(), lr=settings.learning_rate)
        return torch.optim.Adam(network.parameters(), lr=settings.learning_rate, betas=(0.5, 0.999))

    def step_discriminator(self, x: Tensor, z: Tensor) -> None:
        on_real, on_fake = self.D(x), self.D(self.G(z).detach())
        loss = self.loss(on_real, torch.ones_like(on_real)) + self.loss(on_fake, torch.zeros_like(on_fake))
        self.D_optimizer.zero_grad()
        loss.backward()
        self.D_optimizer.step()

    def step_generator(self, z: Tensor) -> None:
        on_fake = self.D(self.G(z))
        if self.experiment.objective == "minimax":
            loss = -self.loss(on_fake, torch.zeros_like(on_fake))
        else:
            loss = self.loss(on_fake, torch.ones_like(on_fake))
        self.G_optimizer.zero_grad()
        loss.backward()
        self.G_optimizer.step()

    def turn(self, x: Iterator[Tensor], z: Iterator[Tensor]) -> None:
        for _ in range(self.experiment.discriminator.steps):
            self.step_discriminator(next(x), next(z))
        for _ in range(self.experiment.generator.steps):
            self.step_generator(next(z))


@pytest.mark.parametrize("objective", ["minimax", "non-saturating"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (3, 1), (1, 2), (2, 0), (0, 2)])
def test_steps_are_those_of_plain_torch(
    objective: str, optimizer: str, d_steps: int, g_steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = make(
        objective=objective,
        latent__kind="uniform",
        latent__dim=3,
        generator__optimizer=optimizer,
        discriminator__optimizer=optimizer,
        generator__learning_rate=0.01,
        discriminator__learning_rate=0.02,
        generator__steps=g_steps,
        discriminator__steps=d_steps,
    )
    start = weights(trainer)
    by_hand, draws = ByHand(trainer), spy_on(trainer, monkeypatch)
    trainer.advance(4)
    assert {len(batch) for batch in (*draws.real, *draws.latent)} == {32}
    x, z = iter(draws.real), iter(draws.latent)
    for _ in range(4):
        by_hand.turn(x, z)
    assert next(x, None) is None
    assert next(z, None) is None
    for player, network, steps in (("generator", by_hand.G, g_steps), ("discriminator", by_hand.D, d_steps)):
        ours = list(weights(trainer, player).values())
        torch.testing.assert_close(ours, [p.detach() for p in network.parameters()], rtol=1e-4, atol=2e-6)
        moved = not torch.equal(ours[0], start[f"{player}.weights.0"])
        assert moved == (steps > 0)


@pytest.mark.parametrize("objective", ["minimax", "non-saturating"])
def test_two_knobs_steps_are_those_of_plain_torch(objective: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The knobs are in the data's units, and D sees standardised numbers: (x - mean) / std."""
    trainer = make(
        objective=objective,
        generator__kind="two-knobs",
        generator__learning_rate=0.05,
        data__mean=10.0,
        data__std=2.0,
        discriminator__depth=0,
    )
    move, stretch = (torch.tensor(value, requires_grad=True) for value in (3.0, 1.0))
    w, c = (value.requires_grad_() for value in weights(trainer, "discriminator").values())
    draws = spy_on(trainer, monkeypatch)
    trainer.advance(5)

    def loss_of(logit: Tensor, sign: int) -> Tensor:
        return torch.log1p(torch.exp(-sign * logit)).mean()

    def D(x: Tensor) -> Tensor:
        return (x - 10) / 2 * w.squeeze() + c

    of_g = torch.optim.Adam([move, stretch], lr=0.05, betas=(0.5, 0.999))
    of_d = torch.optim.Adam([w, c], lr=trainer.experiment.discriminator.learning_rate, betas=(0.5, 0.999))
    latents = iter(draws.latent)
    for real in draws.real:
        of_d.zero_grad()
        fake = ((next(latents) + move) * stretch).detach()
        (loss_of(D(real * 2 + 10), 1) + loss_of(D(fake), -1)).backward()
        of_d.step()
        of_g.zero_grad()
        on_fake = D((next(latents) + move) * stretch)
        (loss_of(on_fake, 1) if objective == "non-saturating" else -loss_of(on_fake, -1)).backward()
        of_g.step()
    ours = torch.stack(list(weights(trainer, "generator").values()))
    torch.testing.assert_close(ours, torch.stack((move, stretch)).detach(), rtol=1e-4, atol=1e-5)


def test_gradient_norm_of_plain_descent_is_how_far_it_went() -> None:
    knobs = {"generator__optimizer": "sgd", "discriminator__optimizer": "sgd"}
    trainer = make(**knobs, generator__learning_rate=0.1, discriminator__learning_rate=0.1)
    trainer.advance(3)
    before = weights(trainer)
    trainer.advance(1)
    after, norms = weights(trainer), trainer.observe().gradient_norms
    for player in ("generator", "discriminator"):
        moved = [(after[key] - before[key]).double().square().sum() for key in after if key.startswith(player)]
        assert getattr(norms, player) == pytest.approx(math.sqrt(sum(moved)) / 0.1, rel=1e-3)


# Whose turn it is.


@pytest.mark.parametrize(("mover", "other"), [("generator", "discriminator"), ("discriminator", "generator")])
def test_only_the_player_whose_turn_it_is_moves(mover: str, other: str) -> None:
    trainer = make(generator__steps=3, discriminator__steps=2)
    trainer.advance(5)
    before = trainer.state()
    updates = trainer.observe().updates
    getattr(trainer, f"step_{mover}")()
    after = trainer.state()
    for key in after:
        if key.startswith(other):
            assert torch.equal(before[key], after[key])
    assert differ(
        {key: before[key] for key in weights(trainer, mover)}, {key: after[key] for key in weights(trainer, mover)}
    )
    frame = trainer.observe()
    assert frame.step == trainer.step == 6
    assert getattr(frame.updates, mover) == getattr(updates, mover) + 1
    assert getattr(frame.updates, other) == getattr(updates, other)


def test_updates_are_counted() -> None:
    trainer = make(generator__steps=3, discriminator__steps=2)
    trainer.advance(5)
    updates = trainer.observe().updates
    assert (trainer.step, updates.generator, updates.discriminator) == (5, 15, 10)


def test_no_gradients_are_left_lying_about() -> None:
    """Gradients of the other player would be work for nothing."""
    trainer = make()
    trainer.advance(3)
    for player in (trainer.generator, trainer.discriminator):
        assert all(parameter.grad is None for parameter in player.network.parameters)


# When it runs off.


def poison(trainer: Trainer, player: str, value: float) -> None:
    for tensor in getattr(trainer, player).network.values:
        tensor.fill_(value)


@pytest.mark.parametrize("player", ["generator", "discriminator"])
@pytest.mark.parametrize("value", [math.nan, math.inf, 1e38])
def test_a_run_that_is_no_longer_finite_stops_and_can_be_looked_at(player: str, value: float) -> None:
    trainer = make()
    trainer.advance(20)
    assert trainer.diverged_at is None
    poison(trainer, player, value)
    trainer.advance(2_000)
    assert trainer.diverged_at == 21
    assert trainer.step < 500
    frame = trainer.observe()
    assert "divergence" in {finding.id for finding in frame.diagnosis}
    stopped = trainer.step
    trainer.advance(100)
    assert trainer.step == stopped


def test_rates_as_high_as_they_go_end_in_a_sentence() -> None:
    players = ("generator", "discriminator")
    knobs = {
        f"{player}__{key}": value for player in players for key, value in (("optimizer", "sgd"), ("learning_rate", 1.0))
    }
    trainer = make(generator__kind="two-knobs", data__mean=10.0, data__std=2.0, objective="minimax", **knobs)
    trainer.advance(2_000)
    assert trainer.diverged_at is not None
    assert trainer.diverged_at <= trainer.step < trainer.diverged_at + 500
    findings = trainer.observe().diagnosis
    assert findings[0].id == "divergence"
    assert findings[0].since == trainer.diverged_at
    assert f"After step {trainer.diverged_at - 1:,} the losses" in findings[0].evidence


def test_a_run_that_is_finite_never_says_it_diverged() -> None:
    trainer = make()
    trainer.advance(300)
    trainer.flush()
    assert (trainer.step, trainer.diverged_at) == (300, None)


# D at its best.


@pytest.mark.parametrize("steps", one_in(2, [60, 0]))
def test_d_at_its_best_is_the_formula(steps: int) -> None:
    """|D - D*| over what D sees, with p_g estimated here from samples of our own."""
    trainer = Trainer(load_lesson("textbook-curve").experiment, seed=1)
    trainer.advance(steps)
    before = weights(trainer, "generator")
    frames = list(train_discriminator_to_best(trainer))
    assert_same(before, weights(trainer, "generator"))
    assert frames[-1].step == trainer.step > steps
    x = torch.linspace(-5, 5, 401)
    with torch.no_grad():
        z = 2 * torch.rand(20_000, 1, generator=torch.Generator().manual_seed(0)) - 1
        generated = trainer.generator.network(z)[:, 0].double().numpy()
        decision = torch.sigmoid(trainer.discriminator.network(x[:, None]))[:, 0].double().numpy()
    p_data, p_g = stats.norm.pdf(x.numpy()), stats.gaussian_kde(generated, 0.05)(x.numpy())
    gap = np.abs(decision - p_data / (p_data + p_g))
    assert np.average(gap, weights=p_data + p_g) < 0.05


def test_d_at_its_best_is_judged_against_the_g_it_fights() -> None:
    """Not against the average that may be shown: here that is still where G was at first."""
    experiment = load_lesson("textbook-curve").experiment
    plain = Trainer(experiment, seed=1)
    averaged = Trainer(experiment.with_knobs({"stabilise.average_half_life": 1e7}), seed=1)
    ends = []
    for trainer in (plain, averaged):
        trainer.advance(300)
        ends.append([frame.step if frame else None for frame in train_discriminator_to_best(trainer)])
    assert ends[0] == ends[1]
    assert_same(weights(plain), weights(averaged))
