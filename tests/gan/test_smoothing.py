"""Densities estimated on a line, against scipy's, against closed forms, and where a generator is perfect."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy import stats
from torch import Tensor

from cases import each_of
from gan.judging import make
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.metrics.smoothing import (
    blurred,
    chosen_bandwidth,
    least_density,
    smoothed_density,
    unrounded,
    usual_bandwidth,
)
from gan_playground.gan.networks.network import Network
from gan_playground.gan.training.trainer import Trainer

X = np.linspace(-8, 8, 257)
CELL = X[1] - X[0]


def normal_sample(count: int, mean: float = 0.0, std: float = 1.0, seed: int = 0) -> np.ndarray:
    return np.sort(np.random.default_rng(seed).normal(mean, std, count))


@pytest.mark.parametrize("bandwidth", [0.1, 0.2, 0.5])
def test_smoothed_density_is_scipys(bandwidth: float) -> None:
    sample = normal_sample(2_000)
    oracle = stats.gaussian_kde(sample, bw_method=bandwidth / sample.std(ddof=1))(X)
    assert np.trapezoid(np.abs(smoothed_density(sample, X, bandwidth) - oracle), X) < 0.01


@each_of("std", [0.001, 0.01, 0.3, 1.0])
@each_of("place", [0.0, 0.013, 1.5])
def test_smoothed_density_integrates_to_one(std: float, place: float) -> None:
    density = smoothed_density(normal_sample(2_000, place, std), X, 0.2)
    assert (density >= 0).all()
    assert np.trapezoid(density, X) == pytest.approx(1.0, abs=0.01)
    assert np.trapezoid(X * density, X) == pytest.approx(place, abs=0.06)


def test_one_point_many_times_is_as_narrow_as_the_grid_can_show() -> None:
    density = smoothed_density(np.full(500, 1.0), X, 0.0)
    assert np.trapezoid(density, X) == pytest.approx(1.0, abs=0.01)
    assert X[density.argmax()] == pytest.approx(1.0)
    assert density.max() == pytest.approx(1 / (0.75 * CELL * math.sqrt(2 * math.pi)), rel=0.01)


def test_samples_beyond_the_grid_or_not_finite_count() -> None:
    sample = np.concatenate((normal_sample(1_000), np.full(500, 1e6), np.full(300, np.nan), np.full(200, -np.inf)))
    assert np.trapezoid(smoothed_density(np.sort(sample), X, 0.2), X) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("value", [1e300, np.nan, np.inf, -np.inf])
def test_nothing_on_the_grid_is_a_density_of_nil(value: float) -> None:
    np.testing.assert_array_equal(smoothed_density(np.full(100, value), X, 0.2), np.zeros(257))


def test_smoothed_density_is_per_unit() -> None:
    sample = normal_sample(2_000)
    in_thousands = smoothed_density(1000 * sample, 1000 * X, 200.0) * 1000
    np.testing.assert_allclose(in_thousands, smoothed_density(sample, X, 0.2), atol=1e-6)


def test_blurring_is_adding_normal_noise() -> None:
    expected = stats.norm.pdf(X, 1.0, math.hypot(0.8, 0.6))
    np.testing.assert_allclose(blurred(stats.norm.pdf(X, 1.0, 0.8), X, 0.6), expected, atol=1e-4)


# How wide.


def mean_squared_error(bandwidth: float, count: int, means: np.ndarray, std: float) -> float:
    """Exact, of a kernel estimate of a mixture of equal bells (Marron and Wand 1992, theorem 2.1), less a constant."""
    apart = means[:, None] - means

    def overlap(kernels: int) -> float:
        return float(stats.norm.pdf(apart, 0, math.sqrt(2 * std**2 + kernels * bandwidth**2)).mean())

    of_kernel = 1 / (2 * math.sqrt(math.pi) * count * bandwidth)
    return of_kernel + (1 - 1 / count) * overlap(2) - 2 * overlap(1)


@pytest.mark.parametrize(("modes", "std"), [(1, 1.0), (2, 0.4), (5, 0.3), (8, 0.3)])
def test_the_bandwidth_is_nearly_as_good_as_the_best(modes: int, std: float) -> None:
    """Within a tenth of the least error that a kernel estimate can have of these bells."""
    means = 1.5 * (np.arange(modes) - (modes - 1) / 2)
    rng = np.random.default_rng(3)
    samples = rng.choice(means, (16, 2_000)) + rng.normal(0, std, (16, 2_000))
    tried = np.geomspace(0.02, 2, 200)
    errors = [mean_squared_error(width, 2_000, means, std) for width in tried]
    shift = float(stats.norm.pdf(means[:, None] - means, 0, math.sqrt(2) * std).mean())  # the constant left out
    chosen = mean_squared_error(chosen_bandwidth(samples, X), 2_000, means, std) + shift
    assert 0 < chosen < 1.1 * (min(errors) + shift)


@pytest.mark.parametrize("std", [0.3, 1.0])
def test_the_usual_bandwidth_is_silvermans(std: float) -> None:
    """0.9 A n^-1/5: scipy's factor is of (3/4)^-1/5, 1.06."""
    sample = normal_sample(2_000, 0.3, std)
    expected = 0.9 / 1.06 * stats.gaussian_kde(sample, bw_method="silverman").factor * std
    assert usual_bandwidth(sample, X) == pytest.approx(expected, rel=0.05)
    assert usual_bandwidth(np.full(10, 99.0), X) == 0.75 * CELL


def test_a_scale_of_the_data_is_one_of_the_bandwidth() -> None:
    samples = np.stack([normal_sample(2_000, seed=seed) for seed in range(4)])
    assert chosen_bandwidth(1000 * samples, 1000 * X) == pytest.approx(1000 * chosen_bandwidth(samples, X))


def test_rounded_values_are_resolved_as_those_that_were_not() -> None:
    """A column of whole numbers is not a row of spikes."""
    exact = np.concatenate((normal_sample(400, 120, 6), normal_sample(400, 175, 9, seed=1)))
    grid = np.linspace(60, 240, 257)
    widths = [chosen_bandwidth(unrounded(values, 16), grid) for values in (exact, exact.round())]
    assert widths[0] == pytest.approx(widths[1], rel=0.2)
    assert chosen_bandwidth(exact.round()[None], grid) < 0.5 * widths[0]  # as it would be without


def test_unrounding_moves_by_half_a_gap_at_most() -> None:
    values = np.array([1.0, 1.1, 1.1, 1.2, 3.0])
    copies = unrounded(values, 50)
    assert copies.shape == (50, 5)
    assert 0.04 < np.abs(copies - values).max() <= 0.05 + 1e-12
    np.testing.assert_array_equal(unrounded(np.full(5, 2.0), 3), np.full((3, 5), 2.0))


def test_an_estimate_of_the_least_density_errs_by_a_third() -> None:
    """As many samples as it rests on, 8, have a deviation of 1/sqrt(8) of themselves."""
    rng, least = np.random.default_rng(0), least_density(2_000, 0.5)
    half = 2_000 / least / 2_000 / 2  # a uniform density of just that
    grid = np.linspace(-2, 2, 65)
    estimates = [smoothed_density(np.sort(rng.uniform(-half, half, 2_000)), grid, 0.5)[32] for _ in range(400)]
    assert np.std(estimates) / np.mean(estimates) == pytest.approx(1 / math.sqrt(8), rel=0.15)


# A generator that returns real samples.


class Perfect(Network):
    """Draws anew from the real data, whatever z is."""

    def __init__(self, draw: Any) -> None:
        super().__init__([torch.zeros(1)])
        self._draw, self._rng = draw, torch.Generator().manual_seed(99)

    def apply(self, weights: Any, x: Tensor, statistics: Any, trace: Any = None) -> Tensor:
        return self._draw(len(x), self._rng)


IRISES = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
LINES: list[dict[str, Any]] = [
    *({"data__kind": kind} for kind, family in FAMILIES.items() if family.stage == "line"),
    *({"data__kind": "mixture", "data__modes": modes} for modes in range(3, 9)),
    *({"data__kind": "column", "data__column": name} for name in IRISES),
]


def perfect(**knobs: Any) -> Trainer:
    """A run whose generator returns real samples."""
    trainer = make(**knobs)
    trainer.replace_networks(Perfect(trainer.real.sample), trainer.discriminator.network)
    return trainer


@pytest.mark.parametrize("knobs", LINES, ids=lambda knobs: "-".join(str(value) for value in knobs.values()))
def test_a_perfect_generator_is_drawn_as_one(knobs: dict[str, Any]) -> None:
    assert_drawn_as_perfect(perfect(**knobs))


def test_so_is_one_of_two_groups_in_a_file(tmp_path: Path) -> None:
    """Of whole numbers, as heights are written down."""
    rng = np.random.default_rng(0)
    heights = np.concatenate((rng.normal(120, 6, 400), rng.normal(175, 9, 400))).round()
    (tmp_path / "heights.csv").write_text("height\n" + "\n".join(f"{height:.0f}" for height in heights))
    assert_drawn_as_perfect(perfect(data__kind="column", data__path=str(tmp_path / "heights.csv")))


def assert_drawn_as_perfect(trainer: Trainer) -> None:
    """p_g lies on p_data as near as another real sample would, and the best D says 1/2 wherever it says anything."""
    seen = [trainer.observe().picture for _ in range(2)]
    one, other = (picture.generated_density for picture in seen)
    real, spacing = seen[0].real_density, seen[0].x[1] - seen[0].x[0]
    of_two_samples = np.abs(one - other).sum() * spacing / 2
    assert np.abs(one - real).sum() * spacing / 2 < 1.5 * of_two_samples < 0.13
    best = seen[0].best_decision
    known = ~np.isnan(best)
    assert real[known].sum() * spacing > 0.97
    assert np.average(np.abs(best[known] - 0.5), weights=real[known]) < 0.03
    assert np.abs(best[known] - 0.5).max() < 0.25
    assert one.max() == pytest.approx(real.max(), rel=0.3)
