"""Optimizers that look ahead, and what every optimizer says of the step to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
from torch import Tensor

from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.training.optimizers import OPTIMIZERS, Optimizer, OptimizerState

SETTINGS = PlayerConfig(learning_rate=0.1, momentum=0.7, beta1=0.5, beta2=0.9, weight_decay=0.3)
names = pytest.mark.parametrize("name", OPTIMIZERS)

Field = Callable[[np.ndarray], np.ndarray]
"""The gradient of each player's loss at a position (2,)."""


def bilinear(w: np.ndarray) -> np.ndarray:
    """min over theta, max over psi of theta psi."""
    return np.array([w[1], -w[0]])


def quadratic(w: np.ndarray) -> np.ndarray:
    """x'Ax/2, in which both players happen to agree."""
    return np.array([[2.0, 0.5], [0.5, 1.0]]) @ w


games = pytest.mark.parametrize("game", [bilinear, quadratic])


def one(value: float) -> Tensor:
    return torch.tensor([value], dtype=torch.float64)


def two_players(name: str) -> tuple[list[Tensor], list[Optimizer]]:
    weights = [one(1.0), one(-0.5)]
    return weights, [OPTIMIZERS[name].make([weight]) for weight in weights]


def gradients_at(weights: list[Tensor], game: Field) -> list[Tensor]:
    return [one(float(g)) for g in game(np.array([float(weight) for weight in weights]))]


@games
def test_extragradient_goes_by_the_gradient_one_step_ahead(game: Field) -> None:
    """w' = w - h g(w), w -= h g(w'), both players at once."""
    weights, optimizers = two_players("extragradient")
    expected = np.array([1.0, -0.5])
    for _ in range(50):
        for optimizer, g in zip(optimizers, gradients_at(weights, game), strict=True):
            optimizer.look_ahead([g], SETTINGS)
        ahead = expected - 0.1 * game(expected)
        np.testing.assert_allclose([float(weight) for weight in weights], ahead, rtol=1e-12, atol=1e-12)
        for optimizer, g in zip(optimizers, gradients_at(weights, game), strict=True):
            optimizer.step([g], SETTINGS)
        expected = expected - 0.1 * game(ahead)
        np.testing.assert_allclose([float(weight) for weight in weights], expected, rtol=1e-12, atol=1e-12)


@games
def test_optimistic_takes_twice_this_gradient_less_the_last(game: Field) -> None:
    """w -= 2 h g_t - h g_(t-1), with nothing before the first."""
    weights, optimizers = two_players("optimistic")
    expected, last = np.array([1.0, -0.5]), np.zeros(2)
    for _ in range(50):
        for optimizer, g in zip(optimizers, gradients_at(weights, game), strict=True):
            optimizer.step([g], SETTINGS)
        g = game(expected)
        expected, last = expected - 2 * 0.1 * g + 0.1 * last, g
        np.testing.assert_allclose([float(weight) for weight in weights], expected, rtol=1e-12, atol=1e-12)


def radius_after(name: str, steps: int) -> float:
    weights, optimizers = two_players(name)
    for _ in range(steps):
        for optimizer, g in zip(optimizers, gradients_at(weights, bilinear), strict=True):
            optimizer.look_ahead([g], SETTINGS)
        for optimizer, g in zip(optimizers, gradients_at(weights, bilinear), strict=True):
            optimizer.step([g], SETTINGS)
    return float(torch.cat(weights).norm())


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("sgd", np.sqrt(1 + 0.1**2)),  # |1 + ih|
        ("extragradient", np.sqrt((1 - 0.1**2) ** 2 + 0.1**2)),  # |1 + ih - h^2|
        ("optimistic", np.abs(np.roots([1, -1 - 0.2j, 0.1j])).max()),  # l^2 = l + 2ihl - ih
    ],
)
def test_the_bilinear_game_grows_or_shrinks_by_its_eigenvalue(name: str, factor: float) -> None:
    growth = (radius_after(name, 500) / radius_after(name, 400)) ** (1 / 100)
    assert growth == pytest.approx(factor, rel=1e-6)
    assert (growth > 1) == (name == "sgd")


def test_only_extragradient_looks_ahead() -> None:
    for name, choice in OPTIMIZERS.items():
        weight = one(1.0)
        optimizer = choice.make([weight])
        optimizer.look_ahead([one(3.0)], SETTINGS)
        assert optimizer.looks_ahead == (name == "extragradient")
        assert float(weight) == pytest.approx(0.7 if optimizer.looks_ahead else 1.0)


def test_without_a_look_extragradient_is_plain_descent() -> None:
    weight = one(1.0)
    optimizer = OPTIMIZERS["extragradient"].make([weight])
    for g in (3.0, -1.0):
        optimizer.step([one(g)], SETTINGS)
    assert float(weight) == pytest.approx(1.0 - 0.3 + 0.1)


# What is said of the step to come.


def random_tensors(seed: int) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=rng) for shape in ((4, 3), (4,), ())]


def after_some_steps(name: str) -> tuple[list[Tensor], Optimizer]:
    weights = random_tensors(0)
    optimizer = OPTIMIZERS[name].make(weights)
    for seed in range(1, 4):
        optimizer.step(random_tensors(seed), SETTINGS)
    return weights, optimizer


def optimizer_state(optimizer: Optimizer, weights: Sequence[Tensor], gradients: Sequence[Tensor]) -> list[Tensor]:
    """The weights that one step would lead to."""
    return list(optimizer.ahead(OptimizerState(weights, optimizer.memory), gradients, SETTINGS).weights)


@names
@pytest.mark.parametrize("earlier", [0, 3])
def test_ahead_is_where_the_next_step_leads(name: str, earlier: int) -> None:
    weights = random_tensors(0)
    optimizer = OPTIMIZERS[name].make(weights)
    for seed in range(1, 1 + earlier):
        optimizer.step(random_tensors(seed), SETTINGS)
    gradients = random_tensors(9)
    ahead = optimizer_state(optimizer, weights, gradients)
    optimizer.step(gradients, SETTINGS)
    torch.testing.assert_close(ahead, weights, rtol=1e-5, atol=1e-6)


@names
def test_ahead_moves_and_remembers_nothing(name: str) -> None:
    weights, optimizer = after_some_steps(name)
    kept = [tensor.clone() for tensor in (*weights, *optimizer.memory)]
    optimizer_state(optimizer, weights, random_tensors(9))
    torch.testing.assert_close([*weights, *optimizer.memory], kept, rtol=0, atol=0)


def slope_by_hand(name: str, g: Tensor, s: Tensor) -> Tensor:
    """The derivative of where a fourth step leads, by its gradient: the size of the step depends on it too."""
    if name == "rmsprop":
        root = (0.9 * s + 0.1 * g**2).sqrt()
        return -0.1 * (1 / (root + 1e-8) - 0.1 * g**2 / root / (root + 1e-8) ** 2)
    return torch.full_like(g, -0.2 if name == "optimistic" else -0.1)


@names
def test_gradients_flow_through_ahead(name: str) -> None:
    weights, optimizer = after_some_steps(name)
    leaves = [weight.clone().requires_grad_() for weight in weights]
    gradients = [g.requires_grad_() for g in random_tensors(9)]
    ahead = optimizer_state(optimizer, leaves, gradients)
    by_weight = torch.autograd.grad([w.sum() for w in ahead], leaves, retain_graph=True)
    kept = 1 - 0.1 * 0.3 if name == "adamw" else 1.0
    torch.testing.assert_close(by_weight, tuple(torch.full_like(weight, kept) for weight in weights))
    if name not in ("adam", "adamw"):
        by_gradient = torch.autograd.grad([w.sum() for w in ahead], gradients)
        memory = optimizer.memory if name == "rmsprop" else weights
        expected = tuple(slope_by_hand(name, g.detach(), s) for g, s in zip(gradients, memory, strict=True))
        torch.testing.assert_close(by_gradient, expected)


@names
def test_gradients_through_ahead_are_those_of_finite_differences(name: str) -> None:
    weights = [one(0.3), one(-1.2)]
    optimizer = OPTIMIZERS[name].make(weights)
    for seed in range(3):
        optimizer.step([one(0.5 + seed), one(-0.2 * seed)], SETTINGS)
    gradients = tuple(one(value).requires_grad_() for value in (0.7, -0.4))
    assert torch.autograd.gradcheck(lambda *g: tuple(optimizer_state(optimizer, weights, g)), gradients)


@names
def test_gradients_of_ahead_are_finite_where_a_gradient_is_nil(name: str) -> None:
    weights = [torch.ones(3)]
    gradients = [torch.zeros(3).requires_grad_()]
    ahead = optimizer_state(OPTIMIZERS[name].make(weights), weights, gradients)
    (slope,) = torch.autograd.grad(ahead[0].sum(), gradients)
    assert torch.isfinite(slope).all()
