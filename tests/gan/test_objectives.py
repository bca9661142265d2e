"""The losses against the paper's formulas written naively, and against torch's own cross entropy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_playground.gan.objectives import OBJECTIVES, Objective, softplus

BOTH = list(OBJECTIVES.values())
names = pytest.mark.parametrize("name", OBJECTIVES)
objectives = pytest.mark.parametrize("objective", BOTH, ids=list(OBJECTIVES))


def logits(seed: int, *shape: int) -> torch.Tensor:
    return 3 * torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def probability(t: torch.Tensor) -> np.ndarray:
    return 1 / (1 + np.exp(-t.numpy()))


NAIVE_GENERATOR = {"minimax": lambda d: np.log(1 - d), "non-saturating": lambda d: -np.log(d)}
TORCH_GENERATOR = {
    "minimax": lambda b: -binary_cross_entropy_with_logits(b, torch.zeros_like(b), reduction="none"),
    "non-saturating": lambda b: binary_cross_entropy_with_logits(b, torch.ones_like(b), reduction="none"),
}


def test_there_are_two_objectives() -> None:
    assert set(OBJECTIVES) == {"minimax", "non-saturating"}


def test_softplus_is_the_logarithm_of_one_plus_the_exponential() -> None:
    t = torch.linspace(-30, 30, 241, dtype=torch.float64)
    np.testing.assert_allclose(softplus(t), np.log1p(np.exp(t.numpy())), rtol=1e-8)


@objectives
def test_discriminator_loss_is_the_formula(objective: Objective) -> None:
    a, b = logits(1, 64, 1), logits(2, 64, 1)
    naive = -np.log(probability(a)) - np.log(1 - probability(b))
    np.testing.assert_allclose(objective.discriminator(a, b), naive, rtol=1e-9)


@names
def test_generator_loss_is_the_formula(name: str) -> None:
    b = logits(3, 64, 1)
    naive = NAIVE_GENERATOR[name](probability(b))
    np.testing.assert_allclose(OBJECTIVES[name].generator(b), naive, rtol=1e-9)


@objectives
def test_discriminator_loss_is_torchs_cross_entropy(objective: Objective) -> None:
    a, b = logits(4, 8, 5), logits(5, 8, 5)
    on_real = binary_cross_entropy_with_logits(a, torch.ones_like(a), reduction="none")
    on_fake = binary_cross_entropy_with_logits(b, torch.zeros_like(b), reduction="none")
    torch.testing.assert_close(objective.discriminator(a, b), on_real + on_fake)


@names
def test_generator_loss_is_torchs_cross_entropy(name: str) -> None:
    b = logits(6, 8, 5)
    torch.testing.assert_close(OBJECTIVES[name].generator(b), TORCH_GENERATOR[name](b))


@objectives
def test_registered_balance_is_the_loss_at_logit_zero(objective: Objective) -> None:
    zero = torch.zeros(3, dtype=torch.float64)
    np.testing.assert_allclose(objective.discriminator(zero, zero), objective.discriminator_at_balance, rtol=1e-12)
    np.testing.assert_allclose(objective.generator(zero), objective.generator_at_balance, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "discriminator", "generator"),
    [("minimax", math.log(4), -math.log(2)), ("non-saturating", math.log(4), math.log(2))],
)
def test_balance_values_are_those_of_the_paper(name: str, discriminator: float, generator: float) -> None:
    assert OBJECTIVES[name].discriminator_at_balance == pytest.approx(discriminator)
    assert OBJECTIVES[name].generator_at_balance == pytest.approx(generator)


@objectives
def test_discriminators_loss_is_least_where_d_is_best(objective: Objective) -> None:
    """With p_data twice p_g the best logit is log 2 (proposition 1)."""
    logit = torch.linspace(-3, 3, 6001, dtype=torch.float64)
    on_real = objective.discriminator(logit, torch.full_like(logit, -50.0))
    on_fake = objective.discriminator(torch.full_like(logit, 50.0), logit)
    assert float(logit[(2 * on_real + on_fake).argmin()]) == pytest.approx(math.log(2), abs=1e-3)


@objectives
@pytest.mark.parametrize("extreme", [-1e4, 1e4])
def test_losses_and_gradients_are_finite_at_extreme_logits(objective: Objective, extreme: float) -> None:
    a, b = torch.full((2, 4), extreme, requires_grad=True), torch.full((2, 4), -extreme, requires_grad=True)
    total = objective.discriminator(a, b).sum() + objective.discriminator(b, a).sum()
    total = total + objective.generator(a).sum() + objective.generator(b).sum()
    gradients = torch.autograd.grad(total, (a, b))
    assert torch.isfinite(total)
    assert all(torch.isfinite(gradient).all() for gradient in gradients)


@objectives
def test_gradients_are_those_of_the_losses(objective: Objective) -> None:
    a, b = logits(7, 6).requires_grad_(), logits(8, 6).requires_grad_()
    assert torch.autograd.gradcheck(objective.discriminator, (a, b))
    assert torch.autograd.gradcheck(objective.generator, (b,))


@pytest.mark.parametrize(("name", "push"), [("minimax", 0.0), ("non-saturating", -1.0)])
def test_only_minimax_loses_its_gradient_when_d_is_sure(name: str, push: float) -> None:
    b = torch.tensor(-40.0, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(OBJECTIVES[name].generator(b), b)
    assert float(gradient) == pytest.approx(push, abs=1e-12)


@objectives
@pytest.mark.parametrize("shape", [(), (7,), (7, 1), (2, 3, 1)])
def test_one_number_a_sample_whatever_the_shape(objective: Objective, shape: tuple[int, ...]) -> None:
    a, b = logits(9, *shape), logits(10, *shape)
    assert objective.discriminator(a, b).shape == shape
    assert objective.generator(b).shape == shape
