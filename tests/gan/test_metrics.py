"""The distances against scipy's and closed forms, and their floors against theory."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial import distance

from cases import examples
from gan_playground.gan.metrics.distances import (
    best_discriminator,
    decision_gap,
    jensen_shannon,
    wasserstein,
)
from gan_playground.gan.metrics.usual import Usual


def random_numbers(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def normal_sample(count: int, mean: float = 0.0, std: float = 1.0, seed: int = 0) -> np.ndarray:
    return np.sort(random_numbers(seed).normal(mean, std, count))


# Wasserstein-1.


@pytest.mark.parametrize("count", [1, 2, 17, 2_000])
def test_wasserstein_is_scipys(count: int) -> None:
    a, b = normal_sample(count, seed=1), np.sort(random_numbers(2).exponential(3.0, count))
    assert wasserstein(a, b) == pytest.approx(stats.wasserstein_distance(a, b), rel=1e-9)


def test_wasserstein_of_a_shift_is_the_shift() -> None:
    a = normal_sample(500)
    assert wasserstein(a, a + 3.7) == pytest.approx(3.7)
    assert wasserstein(a, a - 3.7) == pytest.approx(3.7)
    assert wasserstein(a, a) == 0


def test_wasserstein_of_two_normals_of_one_mean() -> None:
    """Quantiles differ by (s - r) Phi^-1(u), so the distance is |s - r| E|Z| = |s - r| sqrt(2 / pi)."""
    quantiles = stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000)
    assert wasserstein(3 * quantiles, quantiles) == pytest.approx(2 * math.sqrt(2 / math.pi), rel=1e-3)


def test_wasserstein_has_the_datas_unit() -> None:
    a, b = normal_sample(500, seed=1), normal_sample(500, mean=1.0, seed=2)
    assert wasserstein(1000 * a, 1000 * b) == pytest.approx(1000 * wasserstein(a, b))


# Jensen-Shannon.

histograms = st.lists(st.floats(0, 1), min_size=2, max_size=12).filter(lambda p: sum(p) > 1e-3)


@settings(max_examples=examples(100), deadline=None, derandomize=True, database=None)
@given(data=st.data(), p=histograms)
def test_jensen_shannon_is_the_square_of_scipys_distance(data: st.DataObject, p: list[float]) -> None:
    numbers = st.lists(st.floats(0, 1), min_size=len(p), max_size=len(p)).filter(lambda q: sum(q) > 1e-3)
    a, b = (np.array(h) / np.sum(h) for h in (p, data.draw(numbers)))
    # scipy takes the root of a sum that rounding may push just below 0.
    with np.errstate(invalid="ignore"):
        root = float(np.nan_to_num(distance.jensenshannon(a, b)))
    assert jensen_shannon(a, b) == pytest.approx(root * root, abs=1e-9)


def test_jensen_shannon_of_disjoint_histograms_is_log_2() -> None:
    assert jensen_shannon(np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.9, 0.1])) == pytest.approx(math.log(2))


def test_jensen_shannon_of_equal_histograms_is_nil() -> None:
    p = np.array([0.2, 0.0, 0.8])
    assert jensen_shannon(p, p) == pytest.approx(0.0, abs=1e-15)


def test_jensen_shannon_is_symmetric() -> None:
    p, q = np.array([0.2, 0.0, 0.8]), np.array([0.1, 0.6, 0.3])
    assert jensen_shannon(p, q) == pytest.approx(jensen_shannon(q, p))


def test_value_at_the_best_discriminator_is_twice_the_divergence_above_its_least() -> None:
    """V(D*, G) = -log 4 + 2 JSD(p_data, p_g): theorem 1."""
    p, q = np.array([0.2, 0.1, 0.7]), np.array([0.1, 0.6, 0.3])
    best = best_discriminator(p, q)
    value = (p * np.log(best) + q * np.log(1 - best)).sum()
    assert value == pytest.approx(-math.log(4) + 2 * jensen_shannon(p, q))


# Floors.


def expected_wasserstein_floor(law: stats.rv_continuous, count: int) -> float:
    """E W1 of two samples: sqrt(2/n) times a Brownian bridge's mean area, E|B(u)| = sqrt(2/pi) sqrt(u (1-u))."""
    x = np.linspace(*law.ppf([1e-12, 1 - 1e-12]), 200_001)
    area = np.trapezoid(np.sqrt(law.cdf(x) * law.sf(x)), x)
    return math.sqrt(2 / count) * math.sqrt(2 / math.pi) * area


@pytest.mark.parametrize(
    "law", [stats.norm(10, 2), stats.expon(0, 3), stats.uniform(-1, 2)], ids=lambda law: law.dist.name
)
def floor_of(distance_of: Callable[[np.ndarray, np.ndarray], float], rows: np.ndarray) -> float:
    """The usual of 19 real samples against one, on average over many that are the one."""
    batches = rows.reshape(-1, 20, rows.shape[1])
    return float(np.mean([Usual.of([distance_of(row, own) for row in fresh]).mean for own, *fresh in batches]))


@pytest.mark.parametrize(
    "law", [stats.norm(10, 2), stats.expon(0, 3), stats.uniform(-1, 2)], ids=lambda law: law.dist.name
)
def test_wasserstein_floor_is_the_theorys(law: stats.rv_continuous) -> None:
    samples = np.sort(law.rvs((1_000, 2_000), random_state=random_numbers(0)), axis=1)
    assert floor_of(wasserstein, samples) == pytest.approx(expected_wasserstein_floor(law, 2_000), rel=0.1)


def test_jensen_shannon_floor_is_that_of_an_independent_simulation() -> None:
    p = stats.binom.pmf(np.arange(41), 40, 0.4)
    rows = random_numbers(0).multinomial(2_000, p, size=400) / 2_000
    others = random_numbers(1).multinomial(2_000, p, size=(200, 2)) / 2_000
    expected = np.mean([distance.jensenshannon(a, b) ** 2 for a, b in others])
    assert floor_of(jensen_shannon, rows) == pytest.approx(expected, rel=0.1)


# D*.


def test_best_discriminator_is_the_formula() -> None:
    best = best_discriminator(np.array([0.2, 0.0, 0.3, 0.1]), np.array([0.2, 0.1, 0.0, 0.3]))
    np.testing.assert_allclose(best, [0.5, 0.0, 1.0, 0.25])


def test_best_discriminator_is_unknown_where_there_is_nothing() -> None:
    best = best_discriminator(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    np.testing.assert_array_equal(best, [np.nan, 0.5])


def test_best_discriminator_is_unknown_where_there_is_less_than_the_least() -> None:
    best = best_discriminator(np.array([0.0, 0.3, 0.02]), np.array([0.05, 0.7, 0.08]), 0.1)
    np.testing.assert_array_equal(best, [np.nan, 0.3, np.nan])


def test_best_discriminator_survives_numbers_too_small_to_add() -> None:
    tiny = np.array([5e-324])
    assert 0 <= best_discriminator(tiny, tiny)[0] <= 1


def test_decision_gap_of_a_constant_error() -> None:
    x = np.linspace(-5, 5, 101)
    p, q = stats.norm.pdf(x), stats.norm.pdf(x, 1)
    best = best_discriminator(p, q)
    assert decision_gap(best, best, p, q) == 0
    assert decision_gap(best + 0.1, best, p, q) == pytest.approx(0.1)


def test_decision_gap_is_weighted_by_what_d_sees() -> None:
    """Half of what D sees is real, half generated: 0.25 * 0.4 + 0.75 * 0.8 here."""
    p, q = np.array([0.5, 0.5]), np.array([0.0, 1.0])
    assert decision_gap(np.array([0.6, 1.0]), np.array([1.0, 0.2]), p, q) == pytest.approx(0.25 * 0.4 + 0.75 * 0.8)


def test_decision_gap_ignores_where_there_is_nothing() -> None:
    p, q = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    assert decision_gap(np.array([0.9, 0.75]), best_discriminator(p, q), p, q) == pytest.approx(0.25)
