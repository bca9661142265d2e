"""Unrolled steps of D (Metz et al. 2017), against D's own steps and against unrolling by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import torch
from msgspec import structs
from torch import Tensor
from torch.nn.functional import softplus

from cases import each_of
from gan.runs import PLAYERS, both, differ, make, small, spy_on, weights
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.networks import Network
from gan_playground.gan.networks.norms import Statistics
from gan_playground.gan.training.game import Game
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.optimizers import OPTIMIZERS, Optimizer, OptimizerState
from gan_playground.gan.training.trainer import Trainer

RATE = 0.3
SETTINGS = {"learning_rate": RATE, "momentum": 0.6, "beta1": 0.5, "beta2": 0.9, "weight_decay": 0.2}
looks = each_of("unroll", [1, 2, 3])
by_gradient = each_of("optimizer", OPTIMIZERS)


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def numbers(seed: int, *shape: int) -> Tensor:
    return torch.randn(shape, generator=rng(seed), dtype=torch.float64)


def judge(weights: Sequence[Tensor], x: Tensor) -> Tensor:
    """A small D, written as a function."""
    return torch.tanh(x @ weights[0].T + weights[1]) @ weights[2].T


class Small(Network):
    def __init__(self) -> None:
        super().__init__([numbers(6, 3, 2), numbers(7, 3), numbers(8, 1, 3)])

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        return judge(weights, x)


class Unrolled:
    """A D that has made some steps already, and the game that G sees."""

    def __init__(self, optimizer: str, unroll: int, objective: str = "non-saturating", **knobs: Any) -> None:
        experiment = small(
            objective=objective,
            stabilise__unroll=unroll,
            discriminator__optimizer=optimizer,
            **{f"discriminator__{name}": value for name, value in SETTINGS.items()},
            **knobs,
        )
        self.game, self.settings, self.unroll = Game(experiment), experiment.discriminator, unroll
        self.clip = experiment.penalty.clip
        self.x, self.z, self.theta = numbers(1, 6, 2), numbers(2, 6, 2), numbers(3, 2, 2)
        self.D = Small()
        self.optimizer: Optimizer = OPTIMIZERS[optimizer].make(self.D.values)
        for seed in range(3):
            self.optimizer.step([numbers(10 * seed + i, *v.shape) for i, v in enumerate(self.D.values)], self.settings)

    def generate(self, theta: Tensor) -> Tensor:
        return self.z @ theta.T + theta[0]

    def loss(self, theta: Tensor) -> Tensor:
        """G's, from the program."""
        return self.play(self.generate(theta))[0]

    def play(self, fake: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        opponent = OptimizerState(self.D.values, self.optimizer.memory)
        return self.game.generator_loss(self.D, opponent, self.x, fake, rng(), self.optimizer)

    def step_of_d(self, fake: Tensor) -> None:
        """One real step of D on this batch."""
        loss, _ = self.game.discriminator_loss(self.D, self.D, self.x, fake, rng())
        self.optimizer.step(torch.autograd.grad(loss, self.D.parameters), self.settings)
        if self.clip:
            for value in self.D.values:
                value.clamp_(-self.clip, self.clip)


@looks
@each_of("optimizer", OPTIMIZERS)
def test_g_answers_to_the_d_of_some_steps_later(optimizer: str, unroll: int) -> None:
    """On one batch, D's logits after its own next steps, whichever its optimizer and what that remembers."""
    seen = Unrolled(optimizer, unroll)
    fake = seen.generate(seen.theta)
    _, _, on_fake = seen.play(fake)
    for _ in range(unroll):
        seen.step_of_d(fake)
    torch.testing.assert_close(on_fake.detach(), judge(seen.D.values, fake), rtol=1e-6, atol=1e-8)


@looks
@each_of(
    "knobs",
    [{"penalty__r1": 0.5}, {"penalty__r2": 0.5}, {"penalty__clip": 0.4}, {"stabilise__label_smoothing": 0.2}],
)
def test_the_steps_foreseen_are_penalised_clipped_and_smoothed(knobs: dict[str, float], unroll: int) -> None:
    seen = Unrolled("sgd", unroll, **knobs)
    fake = seen.generate(seen.theta)
    _, _, on_fake = seen.play(fake)
    for _ in range(unroll):
        seen.step_of_d(fake)
    torch.testing.assert_close(on_fake.detach(), judge(seen.D.values, fake), rtol=1e-6, atol=1e-8)


@looks
@by_gradient
@each_of("objective", ["minimax", "non-saturating", "least-squares", "relativistic"])
def test_gs_gradient_is_that_of_the_unrolled_loss(optimizer: str, unroll: int, objective: str) -> None:
    """By finite differences: D's answer to what G does counts in it."""
    seen = Unrolled(optimizer, unroll, objective)
    assert torch.autograd.gradcheck(seen.loss, (seen.theta.requires_grad_(),))


@looks
@each_of("knobs", [{"penalty__r1": 0.5}, {"penalty__r2": 0.5}, {"penalty__wgan_gp": 0.5}])
def test_gs_gradient_goes_through_ds_penalties(unroll: int, knobs: dict[str, float]) -> None:
    seen = Unrolled("sgd", unroll, **knobs)
    assert torch.autograd.gradcheck(seen.loss, (seen.theta.requires_grad_(),))


def sgd_by_hand(seen: Unrolled, fake: Tensor) -> list[Tensor]:
    weights = [value.clone().requires_grad_() for value in seen.D.values]
    for _ in range(seen.unroll):
        loss = (softplus(-judge(weights, seen.x)) + softplus(judge(weights, fake))).mean()
        gradients = torch.autograd.grad(loss, weights, create_graph=True)
        weights = [w - RATE * g for w, g in zip(weights, gradients, strict=True)]
    return weights


def adam_by_hand(seen: Unrolled, fake: Tensor) -> list[Tensor]:
    """Adam's own recurrence, three steps old."""
    weights = [value.clone().requires_grad_() for value in seen.D.values]
    memory = [tensor.clone() for tensor in seen.optimizer.memory]
    first, second = memory[:3], memory[3:6]
    for count in range(4, 4 + seen.unroll):
        loss = (softplus(-judge(weights, seen.x)) + softplus(judge(weights, fake))).mean()
        gradients = torch.autograd.grad(loss, weights, create_graph=True)
        first = [0.5 * m + 0.5 * g for m, g in zip(first, gradients, strict=True)]
        second = [0.9 * s + 0.1 * g**2 for s, g in zip(second, gradients, strict=True)]
        weights = [
            w - RATE * (m / (1 - 0.5**count)) / ((s / (1 - 0.9**count)).sqrt() + 1e-8)
            for w, m, s in zip(weights, first, second, strict=True)
        ]
    return weights


@looks
@each_of("optimizer", ["sgd", "adam"])
def test_gs_gradient_is_that_of_unrolling_by_hand(optimizer: str, unroll: int) -> None:
    seen = Unrolled(optimizer, unroll)
    theta = seen.theta.requires_grad_()
    fake = seen.generate(theta)
    weights = (sgd_by_hand if optimizer == "sgd" else adam_by_hand)(seen, fake)
    expected = softplus(-judge(weights, fake)).mean()
    ours = seen.loss(theta)
    torch.testing.assert_close(ours, expected, rtol=1e-6, atol=1e-9)
    torch.testing.assert_close(
        torch.autograd.grad(ours, theta), torch.autograd.grad(expected, theta), rtol=1e-6, atol=1e-9
    )


def test_without_unrolling_ds_answer_does_not_count() -> None:
    seen = Unrolled("sgd", 0)
    theta = seen.theta.requires_grad_()
    expected = softplus(-judge(seen.D.values, seen.generate(theta))).mean()
    torch.testing.assert_close(torch.autograd.grad(seen.loss(theta), theta), torch.autograd.grad(expected, theta))
    assert not seen.game.needs_real


@each_of("optimizer", OPTIMIZERS)
def test_looking_ahead_moves_nothing(optimizer: str) -> None:
    seen = Unrolled(optimizer, 3)
    kept = [tensor.clone() for tensor in (*seen.D.values, *seen.optimizer.memory)]
    (gradient,) = torch.autograd.grad(seen.loss(seen.theta.requires_grad_()), seen.theta)
    assert gradient.any()
    torch.testing.assert_close([*seen.D.values, *seen.optimizer.memory], kept, rtol=0, atol=0)


@looks
@each_of("turns", ["alternating", "simultaneous"])
def test_the_trainers_unrolled_step_is_by_hand(turns: str, unroll: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A linear D and G: D's turn, then G's against the D of some steps later, on the trainer's own draws."""
    knobs = {**both(optimizer="sgd", learning_rate=RATE, depth=0), "stabilise__unroll": unroll, "turns": turns}
    trainer = make(**knobs)
    G, D = ([value.clone() for value in getattr(trainer, player).network.values] for player in PLAYERS)
    draws = spy_on(trainer, monkeypatch)
    trainer.advance(3)
    x, z = iter(draws.real), iter(draws.latent)

    def line(weights: Sequence[Tensor], x: Tensor) -> Tensor:
        return x @ weights[0].T + weights[1]

    def step_of_d(D: Sequence[Tensor], x: Tensor, fake: Tensor) -> list[Tensor]:
        loss = (softplus(-line(D, x)) + softplus(line(D, fake))).mean()
        gradients = torch.autograd.grad(loss, D, create_graph=True)
        return [w - RATE * g for w, g in zip(D, gradients, strict=True)]

    for _ in range(3):
        before = D = [value.detach().requires_grad_() for value in D]
        G = [value.detach().requires_grad_() for value in G]
        D = step_of_d(D, next(x), line(G, next(z)).detach())
        fake = line(G, next(z))
        seen = [value.detach().requires_grad_() for value in (before if turns == "simultaneous" else D)]
        real = next(x)
        for _ in range(unroll):
            seen = step_of_d(seen, real, fake)
        gradients = torch.autograd.grad(softplus(-line(seen, fake)).mean(), G)
        G = [w - RATE * g for w, g in zip(G, gradients, strict=True)]
    assert next(x, None) is None
    for player, expected in zip(PLAYERS, (G, D), strict=True):
        ours = getattr(trainer, player).network.values
        torch.testing.assert_close(ours, [w.detach() for w in expected], rtol=1e-4, atol=2e-6)


def always_the_same_draws(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    x, z = numbers(1, 32, 1).float(), numbers(2, 32, 1).float()
    trainer.real = structs.replace(trainer.real, sample=lambda count, rng: x)
    kind = trainer.experiment.latent.kind
    monkeypatch.setitem(LATENTS, kind, structs.replace(LATENTS[kind], sample=lambda count, dim, rng: z))


@each_of("optimizer", [name for name in OPTIMIZERS if name != "extragradient"])
@each_of("unroll", [0, 1, 2])
def test_at_once_gs_step_does_not_depend_on_ds(optimizer: str, unroll: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both move at once: from one state, G makes the same step whether D moves in it or is held still."""
    knobs = {**both(optimizer=optimizer, learning_rate=0.01), "stabilise__unroll": unroll, "turns": "simultaneous"}
    beside, alone = make(**knobs), make(**knobs)
    for trainer in (beside, alone):
        always_the_same_draws(trainer, monkeypatch)
        trainer.advance(5)
    alone.apply(Edit("discriminator.steps", 0))
    for trainer in (beside, alone):
        trainer.advance()
    assert differ(weights(beside, "discriminator"), weights(alone, "discriminator"))
    ours, expected = (list(weights(trainer, "generator").values()) for trainer in (beside, alone))
    torch.testing.assert_close(ours, expected, rtol=1e-6, atol=1e-7)
