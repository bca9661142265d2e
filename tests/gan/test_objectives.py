"""The losses against their formulas written naively, against torch's own, and their values at balance."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    margin_ranking_loss,
    mse_loss,
    soft_margin_loss,
)

from cases import each_of
from gan_playground.gan.training.objectives import OBJECTIVES, Objective, share_right, softplus

names = each_of("name", OBJECTIVES)
objectives = each_of("objective", list(OBJECTIVES.values()))
WITH_LABELS = ("minimax", "non-saturating", "least-squares")
SMOOTHINGS = (0.0, 0.1, 0.3, 0.5)
with_labels = each_of("name", WITH_LABELS)
smoothings = each_of("smoothing", SMOOTHINGS)


def logits(seed: int, *shape: int) -> Tensor:
    return 3 * torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def probability(t: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-t))


# By name: D's loss of a, b and a smoothing, and G's of a and b, from the table of shared/REFERENCE.md.
Naive = tuple[Callable[..., np.ndarray], Callable[..., np.ndarray]]


def naive_cross_entropy(a: np.ndarray, b: np.ndarray, s: float) -> np.ndarray:
    on_real = (1 - s) * np.log(probability(a)) + s * np.log(1 - probability(a))
    return -on_real - np.log(1 - probability(b))


NAIVE: dict[str, Naive] = {
    "minimax": (naive_cross_entropy, lambda a, b: np.log(1 - probability(b))),
    "non-saturating": (naive_cross_entropy, lambda a, b: -np.log(probability(b))),
    "least-squares": (
        lambda a, b, s: 0.5 * (a - (1 - s)) ** 2 + 0.5 * b**2,
        lambda a, b: 0.5 * (b - 1) ** 2,
    ),
    "wasserstein": (lambda a, b, s: b - a, lambda a, b: -b),
    "hinge": (lambda a, b, s: np.maximum(1 - a, 0) + np.maximum(1 + b, 0), lambda a, b: -b),
    "relativistic": (
        lambda a, b, s: np.log(1 + np.exp(-(a - b))),
        lambda a, b: np.log(1 + np.exp(-(b - a))),
    ),
}


def bce(t: Tensor, label: float) -> Tensor:
    return binary_cross_entropy_with_logits(t, torch.full_like(t, label), reduction="none")


def squares(t: Tensor, label: float) -> Tensor:
    return mse_loss(t, torch.full_like(t, label), reduction="none") / 2


def margin(t: Tensor, sign: int) -> Tensor:
    """torch's max(0, margin - y (x1 - x2)), with x2 = 0."""
    return margin_ranking_loss(t, torch.zeros_like(t), torch.full_like(t, sign), margin=1.0, reduction="none")


def logistic(t: Tensor) -> Tensor:
    return soft_margin_loss(t, torch.ones_like(t), reduction="none")


TORCHS: dict[str, tuple[Callable[..., Tensor], Callable[..., Tensor]]] = {
    "minimax": (lambda a, b, s: bce(a, 1 - s) + bce(b, 0), lambda a, b: -bce(b, 0)),
    "non-saturating": (lambda a, b, s: bce(a, 1 - s) + bce(b, 0), lambda a, b: bce(b, 1)),
    "least-squares": (lambda a, b, s: squares(a, 1 - s) + squares(b, 0), lambda a, b: squares(b, 1)),
    "wasserstein": (lambda a, b, s: b - a, lambda a, b: -b),
    "hinge": (lambda a, b, s: margin(a, 1) + margin(b, -1), lambda a, b: -b),
    "relativistic": (lambda a, b, s: logistic(a - b), lambda a, b: logistic(b - a)),
}


def test_every_objective_has_its_oracles() -> None:
    assert set(OBJECTIVES) == set(NAIVE) == set(TORCHS)
    assert {name for name, objective in OBJECTIVES.items() if objective.smoothed} == set(WITH_LABELS)


def test_softplus_is_the_logarithm_of_one_plus_the_exponential() -> None:
    t = torch.linspace(-30, 30, 241, dtype=torch.float64)
    np.testing.assert_allclose(softplus(t), np.log1p(np.exp(t.numpy())), rtol=1e-8)


@names
def test_discriminator_loss_is_the_formula(name: str) -> None:
    a, b = logits(1, 64, 1), logits(2, 64, 1)
    naive = NAIVE[name][0](a.numpy(), b.numpy(), 0.0)
    np.testing.assert_allclose(OBJECTIVES[name].discriminator(a, b), naive, rtol=1e-9)
    np.testing.assert_allclose(OBJECTIVES[name].of_discriminator(a, b, 0.0), naive, rtol=1e-9)


@names
def test_generator_loss_is_the_formula(name: str) -> None:
    a, b = logits(11, 64, 1), logits(3, 64, 1)
    naive = NAIVE[name][1](a.numpy(), b.numpy())
    np.testing.assert_allclose(OBJECTIVES[name].generator(a, b), naive, rtol=1e-9)


@with_labels
@smoothings
def test_smoothed_loss_is_the_formula(name: str, smoothing: float) -> None:
    a, b = logits(1, 64, 1), logits(2, 64, 1)
    naive = NAIVE[name][0](a.numpy(), b.numpy(), smoothing)
    np.testing.assert_allclose(OBJECTIVES[name].of_discriminator(a, b, smoothing), naive, rtol=1e-9)


@names
def test_discriminator_loss_is_torchs(name: str) -> None:
    a, b = logits(4, 8, 5), logits(5, 8, 5)
    torch.testing.assert_close(OBJECTIVES[name].discriminator(a, b), TORCHS[name][0](a, b, 0.0))


@names
def test_generator_loss_is_torchs(name: str) -> None:
    a, b = logits(12, 8, 5), logits(6, 8, 5)
    torch.testing.assert_close(OBJECTIVES[name].generator(a, b), TORCHS[name][1](a, b))


@with_labels
@smoothings
def test_smoothed_loss_is_torchs_with_the_label_lowered(name: str, smoothing: float) -> None:
    a, b = logits(4, 8, 5), logits(5, 8, 5)
    ours = OBJECTIVES[name].of_discriminator(a, b, smoothing)
    torch.testing.assert_close(ours, TORCHS[name][0](a, b, smoothing))


@objectives
def test_the_generator_reads_real_logits_only_where_it_says_so(objective: Objective) -> None:
    b = logits(6, 8)
    same = torch.equal(objective.generator(logits(7, 8), b), objective.generator(logits(8, 8), b))
    assert same != objective.sees_real


@names
def test_balance_is_the_loss_where_d_is_at_its_best(name: str) -> None:
    """With a = b, the logit that makes D's loss least, found on a grid."""
    objective = OBJECTIVES[name]
    logit = torch.linspace(-3, 3, 60_001, dtype=torch.float64)
    of_d = objective.discriminator(logit, logit)
    balance, best = objective.balance(0.0), of_d.argmin()
    assert balance.discriminator == pytest.approx(float(of_d.min()), abs=1e-7)
    if name not in ("wasserstein", "hinge"):  # whose best is a whole range of logits; theirs is 0
        assert balance.generator == pytest.approx(float(objective.generator(logit, logit)[best]), abs=1e-4)


@each_of(
    "name, discriminator, generator",
    [
        ("minimax", math.log(4), -math.log(2)),
        ("non-saturating", math.log(4), math.log(2)),
        ("least-squares", 0.25, 0.125),
        ("wasserstein", 0.0, 0.0),
        ("hinge", 2.0, 0.0),
        ("relativistic", math.log(2), math.log(2)),
    ],
)
def test_balance_values_are_those_of_the_papers(name: str, discriminator: float, generator: float) -> None:
    balance = OBJECTIVES[name].balance(0.0)
    assert balance.discriminator == pytest.approx(discriminator)
    assert balance.generator == pytest.approx(generator)


def best_logit(name: str, smoothing: float) -> float:
    """D's answer where p_g = p_data, by hand: it says (1 - s) / 2 of everything."""
    says = (1 - smoothing) / 2
    return says if name == "least-squares" else math.log(says / (1 - says))


@with_labels
@smoothings
def test_the_balance_with_smoothed_labels_is_a_stationary_point_of_ds_loss(name: str, smoothing: float) -> None:
    objective, balance = OBJECTIVES[name], OBJECTIVES[name].balance(smoothing)
    logit = torch.tensor(best_logit(name, smoothing), dtype=torch.float64, requires_grad=True)
    loss = objective.of_discriminator(logit, logit, smoothing)
    (slope,) = torch.autograd.grad(loss, logit)
    assert float(slope) == pytest.approx(0.0, abs=1e-12)
    assert balance.discriminator == pytest.approx(loss.item())
    assert balance.generator == pytest.approx(objective.generator(logit, logit).item())


@each_of("name", [name for name in OBJECTIVES if OBJECTIVES[name].has_best])
def test_discriminators_loss_is_least_where_d_is_best(name: str) -> None:
    """With p_data twice p_g the best D says 2/3 (proposition 1), whatever the other sample's logit is."""
    objective = OBJECTIVES[name]
    logit = torch.linspace(-3, 3, 6001, dtype=torch.float64)
    elsewhere = torch.zeros_like(logit)
    on_real, on_fake = objective.discriminator(logit, elsewhere), objective.discriminator(elsewhere, logit)
    best = logit[(2 * on_real + on_fake).argmin()]
    assert float(objective.verdict(best, best[None], best[None])) == pytest.approx(2 / 3, abs=1e-3)


def test_which_objectives_have_a_best_d_by_formula() -> None:
    assert {name for name, objective in OBJECTIVES.items() if objective.has_best} == set(WITH_LABELS)


@objectives
@each_of("extreme", [-1e4, 1e4])
def test_losses_and_gradients_are_finite_at_extreme_logits(objective: Objective, extreme: float) -> None:
    a, b = torch.full((2, 4), extreme, requires_grad=True), torch.full((2, 4), -extreme, requires_grad=True)
    total = objective.discriminator(a, b).sum() + objective.discriminator(b, a).sum()
    total = total + objective.generator(b, a).sum() + objective.generator(a, b).sum()
    total = total + objective.of_discriminator(a, b, 0.1).sum()
    gradients = torch.autograd.grad(total, (a, b))
    assert torch.isfinite(total)
    assert all(torch.isfinite(gradient).all() for gradient in gradients)


@names
@each_of("pair", [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)])
def test_a_loss_of_one_sample_is_finite_for_logits_as_large_as_is_said(name: str, pair: tuple[float, float]) -> None:
    """Up to 1e38 in single precision; where they are squared up to 1e19, and no longer for 1e20."""
    objective, largest = OBJECTIVES[name], 1e19 if name == "least-squares" else 1e38
    a, b = (torch.tensor([sign * largest]) for sign in pair)
    losses = objective.discriminator(a, b), objective.of_discriminator(a, b, 0.3), objective.generator(a, b)
    assert all(torch.isfinite(loss).all() for loss in losses)
    beyond = torch.tensor([1e20])
    assert torch.isfinite(objective.discriminator(beyond, beyond)).all() == (name != "least-squares")


@objectives
@smoothings
def test_gradients_are_those_of_the_losses(objective: Objective, smoothing: float) -> None:
    a, b = logits(7, 6).requires_grad_(), logits(8, 6).requires_grad_()
    assert torch.autograd.gradcheck(lambda a, b: objective.of_discriminator(a, b, smoothing), (a, b))
    assert torch.autograd.gradcheck(objective.generator, (a, b))


@each_of(
    "name, push",
    [("minimax", 0.0), ("non-saturating", -1.0), ("wasserstein", -1.0), ("hinge", -1.0), ("relativistic", -1.0)],
)
def test_only_minimax_loses_its_gradient_when_d_is_sure(name: str, push: float) -> None:
    a = torch.tensor(40.0, dtype=torch.float64)
    b = torch.tensor(-40.0, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(OBJECTIVES[name].generator(a, b), b)
    assert float(gradient) == pytest.approx(push, abs=1e-12)


def test_hinge_earns_nothing_beyond_one() -> None:
    a = torch.tensor([1.5, 0.5], dtype=torch.float64, requires_grad=True)
    b = torch.tensor([-1.5, -0.5], dtype=torch.float64, requires_grad=True)
    gradients = torch.autograd.grad(OBJECTIVES["hinge"].discriminator(a, b).sum(), (a, b))
    assert [gradient.tolist() for gradient in gradients] == [[0.0, -1.0], [0.0, 1.0]]


@objectives
@each_of("shape", [(), (7,), (7, 1), (2, 3, 1)])
def test_one_number_a_sample_whatever_the_shape(objective: Objective, shape: tuple[int, ...]) -> None:
    a, b = logits(9, *shape), logits(10, *shape)
    assert objective.discriminator(a, b).shape == shape
    assert objective.of_discriminator(a, b, 0.2).shape == shape
    assert objective.generator(a, b).shape == shape


# What D's logits say of "real".


@each_of("name", ["minimax", "non-saturating", "hinge"])
def test_verdict_is_the_sigmoid(name: str) -> None:
    t = logits(13, 9)
    says = OBJECTIVES[name].verdict(t, logits(14, 20) + 5, logits(15, 20))
    np.testing.assert_allclose(says, probability(t.numpy()), rtol=1e-9)


def test_verdict_of_least_squares_is_the_logit_itself_between_0_and_1() -> None:
    t = torch.tensor([-2.0, 0.0, 0.3, 0.7, 1.0, 4.0])
    says = OBJECTIVES["least-squares"].verdict(t, t, t)
    torch.testing.assert_close(says, torch.tensor([0.0, 0.0, 0.3, 0.7, 1.0, 1.0]))


@each_of("name", ["wasserstein", "relativistic"])
def test_verdict_of_comparing_objectives_counts_from_halfway(name: str) -> None:
    t, a, b = logits(13, 9), logits(14, 20) + 5, logits(15, 20)
    middle = (a.numpy().mean() + b.numpy().mean()) / 2
    says = OBJECTIVES[name].verdict(t, a, b)
    np.testing.assert_allclose(says, probability(t.numpy() - middle), rtol=1e-9)
    torch.testing.assert_close(OBJECTIVES[name].verdict(t + 100, a + 100, b + 100), says)


@each_of("name", ["wasserstein", "relativistic"])
def test_halfway_is_that_of_each_step(name: str) -> None:
    a, b = logits(16, 3, 20), logits(17, 3, 20)
    rows = [OBJECTIVES[name].verdict(a[i], a[i], b[i]) for i in range(3)]
    torch.testing.assert_close(OBJECTIVES[name].verdict(a, a, b), torch.stack(rows))


def test_a_tie_is_half_right() -> None:
    says_real, says_fake = torch.tensor([0.5, 0.9, 0.2, 0.5]), torch.tensor([0.5, 0.1, 0.7, 0.1])
    assert share_right(says_real, says_fake).tolist() == [0.5, 1.0, 0.0, 0.75]


@each_of("name", list(OBJECTIVES))
def test_the_value_is_that_of_the_probabilities_that_are_shown(name: str) -> None:
    """V = E log D(x) + E log(1 - D(G(z))), and -log 4 where D says 1/2."""
    objective, (a, b) = OBJECTIVES[name], (torch.tensor([0.9, 0.2, 0.6]), torch.tensor([0.3, 0.4, 0.1]))
    says_real, says_fake = objective.verdict(a, a, b), objective.verdict(b, a, b)
    expected = np.log(says_real.numpy()) + np.log(1 - says_fake.numpy())
    np.testing.assert_allclose(objective.value(a, b).numpy(), expected, rtol=1e-5)
    half = torch.full((3,), 0.5 if name == "least-squares" else 0.0)
    np.testing.assert_allclose(objective.value(half, half).numpy(), np.full(3, -math.log(4)), rtol=1e-6)


def test_the_value_of_a_d_that_is_quite_wrong_is_finite_as_torchs_is() -> None:
    least_squares, wrong = OBJECTIVES["least-squares"], (torch.tensor([-1.0]), torch.tensor([2.0]))
    says = [least_squares.verdict(logits, *wrong) for logits in wrong]
    expected = -binary_cross_entropy(says[0], torch.ones(1)) - binary_cross_entropy(says[1], torch.zeros(1))
    assert least_squares.value(*wrong).item() == expected.item() == -200
