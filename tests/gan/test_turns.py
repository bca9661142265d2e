"""Who moves when: every kind of turn against loops of plain torch, on the trainer's own draws."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from gan.runs import Draws, both, make, spy_on, weights
from gan_playground.gan.training.trainer import Trainer

RATES = {"generator": 0.1, "discriminator": 0.2}
PLAIN = {**both(optimizer="sgd"), **{f"{player}__learning_rate": rate for player, rate in RATES.items()}}
turns = pytest.mark.parametrize("turns", ["alternating", "simultaneous"])
counts = pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (3, 1), (1, 2), (2, 0), (0, 2)])

Loss = Callable[[Tensor, Tensor], Tensor]

D_LOSSES: dict[str, Loss] = {
    "non-saturating": lambda a, b: (softplus(-a) + softplus(b)).mean(),
    "least-squares": lambda a, b: ((a - 1) ** 2 + b**2).mean() / 2,
    "wasserstein": lambda a, b: (b - a).mean(),
    "hinge": lambda a, b: ((1 - a).clamp(min=0) + (1 + b).clamp(min=0)).mean(),
    "relativistic": lambda a, b: softplus(b - a).mean(),
}
G_LOSSES: dict[str, Loss] = {
    "non-saturating": lambda a, b: softplus(-b).mean(),
    "least-squares": lambda a, b: ((b - 1) ** 2).mean() / 2,
    "wasserstein": lambda a, b: -b.mean(),
    "hinge": lambda a, b: -b.mean(),
    "relativistic": lambda a, b: softplus(a - b).mean(),
}


def torchs(trainer: Trainer, player: str) -> nn.Sequential:
    """A copy of a player in torch.nn."""
    tensors = list(weights(trainer, player).values())
    layers: list[nn.Module] = []
    for weight, bias in zip(tensors[::2], tensors[1::2], strict=True):
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.load_state_dict({"weight": weight, "bias": bias})
        layers += [linear, nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers[:-1])


def descend(network: nn.Module, gradients: tuple[Tensor, ...], rate: float) -> None:
    with torch.no_grad():
        for weight, gradient in zip(network.parameters(), gradients, strict=True):
            weight -= rate * gradient


class ByHand:
    """Plain descent of both players, with the losses of one objective."""

    def __init__(self, trainer: Trainer, **strengths: float) -> None:
        self.experiment, self.strengths = trainer.experiment, strengths
        self.G, self.D = torchs(trainer, "generator"), torchs(trainer, "discriminator")

    def deal(self, draws: Draws) -> None:
        self.x, self.z = iter(draws.real), iter(draws.latent)

    def d_gradients(self, D: nn.Module, G: nn.Module) -> tuple[Tensor, ...]:
        x, fake = next(self.x), G(next(self.z)).detach()
        loss = D_LOSSES[self.experiment.objective](D(x), D(fake))
        for name, place in (("r1", x), ("r2", fake)):
            if strength := self.strengths.get(name):
                place = place.clone().requires_grad_()
                (slopes,) = torch.autograd.grad(D(place).sum(), place, create_graph=True)
                loss = loss + strength / 2 * (slopes**2).sum(1).mean()
        return torch.autograd.grad(loss, list(D.parameters()))

    def g_gradients(self, D: nn.Module, G: nn.Module) -> tuple[Tensor, ...]:
        objective = self.experiment.objective
        on_fake = D(G(next(self.z)))
        on_real = D(next(self.x)) if objective == "relativistic" else on_fake
        return torch.autograd.grad(G_LOSSES[objective](on_real, on_fake), list(G.parameters()))

    def step(self) -> None:
        before = copy.deepcopy(self.D)
        for _ in range(self.experiment.discriminator.steps):
            descend(self.D, self.d_gradients(self.D, self.G), RATES["discriminator"])
        opponent = before if self.experiment.turns == "simultaneous" else self.D
        for _ in range(self.experiment.generator.steps):
            descend(self.G, self.g_gradients(opponent, self.G), RATES["generator"])

    def extragradient_step(self) -> None:
        """w' = w - h g(w), w -= h g(w'); with alternating turns G answers to the D that has looked, or moved."""
        at_once = self.experiment.turns == "simultaneous"
        D, G = copy.deepcopy(self.D), copy.deepcopy(self.G)
        before = copy.deepcopy(D)
        descend(D, self.d_gradients(D, self.G), RATES["discriminator"])
        descend(G, self.g_gradients(before if at_once else D, self.G), RATES["generator"])
        descend(self.D, self.d_gradients(D, G), RATES["discriminator"])
        descend(self.G, self.g_gradients(D if at_once else self.D, G), RATES["generator"])


def assert_is(trainer: Trainer, by_hand: ByHand, step: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    draws = spy_on(trainer, monkeypatch)
    start = weights(trainer)
    trainer.advance(4)
    by_hand.deal(draws)
    for _ in range(4):
        step()
    assert next(by_hand.x, None) is None
    assert next(by_hand.z, None) is None
    for player, network in (("generator", by_hand.G), ("discriminator", by_hand.D)):
        ours = list(weights(trainer, player).values())
        torch.testing.assert_close(ours, [p.detach() for p in network.parameters()], rtol=1e-4, atol=2e-6)
        moved = not torch.equal(ours[0], start[f"{player}.weights.0"])
        assert moved == (getattr(trainer.experiment, player).steps > 0)


def compare(monkeypatch: pytest.MonkeyPatch, strengths: dict[str, float] | None = None, **knobs: Any) -> None:
    trainer = make(latent__dim=3, **{**PLAIN, **knobs})
    by_hand = ByHand(trainer, **(strengths or {}))
    looks = trainer.experiment.generator.optimizer == "extragradient"
    assert_is(trainer, by_hand, by_hand.extragradient_step if looks else by_hand.step, monkeypatch)


@turns
@counts
@pytest.mark.parametrize("objective", ["non-saturating", "relativistic"])
def test_turns_are_those_of_plain_torch(
    turns: str, d_steps: int, g_steps: int, objective: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare(monkeypatch, turns=turns, discriminator__steps=d_steps, generator__steps=g_steps, objective=objective)


@turns
@pytest.mark.parametrize("objective", D_LOSSES)
def test_objectives_are_those_of_plain_torch(turns: str, objective: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(monkeypatch, turns=turns, objective=objective)


@turns
@pytest.mark.parametrize("objective", ["non-saturating", "relativistic"])
def test_penalised_steps_are_those_of_plain_torch(turns: str, objective: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the relativistic objective and both penalties, this is R3GAN's."""
    compare(monkeypatch, {"r1": 0.7, "r2": 0.3}, turns=turns, objective=objective, penalty__r1=0.7, penalty__r2=0.3)


@turns
@pytest.mark.parametrize("objective", ["non-saturating", "relativistic"])
def test_extragradient_is_that_of_plain_torch(turns: str, objective: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(monkeypatch, turns=turns, objective=objective, **both(optimizer="extragradient"))


def test_at_once_and_in_turn_are_not_the_same() -> None:
    """The first step of D is; G's answer is not."""
    one, other = (make(**PLAIN, turns=turns) for turns in ("alternating", "simultaneous"))
    one.advance()
    other.advance()
    for key, value in weights(one).items():
        assert torch.equal(value, weights(other)[key]) == key.startswith("discriminator")


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "extragradient"])
def test_with_d_held_still_turns_do_not_matter(optimizer: str) -> None:
    knobs = {**both(optimizer=optimizer), "discriminator__steps": 0}
    one, other = (make(**knobs, turns=turns) for turns in ("alternating", "simultaneous"))
    one.advance(5)
    other.advance(5)
    for key, value in weights(one).items():
        assert torch.equal(value, weights(other)[key])


@pytest.mark.parametrize("player", ["generator", "discriminator"])
def test_a_player_that_looks_ahead_beside_one_that_does_not(player: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One look and one step by hand: the other player meets it at w', and it goes on from w."""
    trainer = make(latent__dim=3, **{**PLAIN, f"{player}__optimizer": "extragradient", "turns": "simultaneous"})
    by_hand = ByHand(trainer)
    rate = RATES[player]

    def step() -> None:
        D, G = copy.deepcopy(by_hand.D), copy.deepcopy(by_hand.G)
        if player == "discriminator":
            descend(D, by_hand.d_gradients(D, G), rate)
        else:
            descend(G, by_hand.g_gradients(D, G), rate)
        descend(by_hand.D, by_hand.d_gradients(D, G), RATES["discriminator"])
        descend(by_hand.G, by_hand.g_gradients(D, G), RATES["generator"])

    assert_is(trainer, by_hand, step, monkeypatch)


def test_a_look_ahead_is_no_update() -> None:
    trainer = make(**both(optimizer="extragradient"))
    trainer.advance(7)
    updates = trainer.observe().updates
    assert (updates.generator, updates.discriminator) == (7, 7)
