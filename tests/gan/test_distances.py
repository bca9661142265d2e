"""Distances of densities on the line, against closed forms and against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gan_playground.gan.metrics.distances import mean_and_deviation, wasserstein_of_densities

x = np.linspace(-12.0, 12.0, 481)


def test_bells_that_are_shifted_are_as_far_apart_as_they_were_shifted() -> None:
    for shift in (0.0, 0.3, 7.1):
        shifted = stats.norm.pdf(x, -3 + shift, 0.8)
        assert wasserstein_of_densities(x, stats.norm.pdf(x, -3, 0.8), shifted) == pytest.approx(shift, abs=1e-3)


def test_of_bells_around_one_mean_it_is_the_difference_of_their_mean_sizes() -> None:
    """W1 of centred normals is |a - b| E|z|, with E|z| = sqrt(2 / pi)."""
    found = wasserstein_of_densities(x, stats.norm.pdf(x, 0, 0.5), stats.norm.pdf(x, 0, 2.0))
    assert found == pytest.approx(1.5 * np.sqrt(2 / np.pi), abs=1e-3)


def test_what_a_hand_draws_is_made_a_density() -> None:
    """scipy's, of masses at the places of the grid: whatever the heights are multiplied with."""
    rng = np.random.default_rng(1)
    p, q = rng.random(len(x)), rng.random(len(x)) * (x > 2)
    p[[0, -1]] = q[[0, -1]] = 0.0
    expected = stats.wasserstein_distance(x, x, p, q)
    for factor in (1.0, 0.02, 30.0):
        assert wasserstein_of_densities(x, factor * p, q) == pytest.approx(expected, rel=1e-2)


def test_mean_and_deviation_are_those_of_the_bell() -> None:
    assert mean_and_deviation(x, 5 * stats.norm.pdf(x, 1.5, 0.7)) == pytest.approx((1.5, 0.7), abs=1e-3)
