"""What the course of a run says, against the same worked out plainly."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gan.doctor.records import course
from gan_playground.gan.doctor.course import trailing_mean
from gan_playground.gan.doctor.sight import valleys
from gan_playground.gan.experiment.experiment import Edit


@pytest.mark.parametrize("count", [1, 4, 9])
def test_a_trailing_mean_leaves_out_what_is_no_number(count: int) -> None:
    values = np.random.default_rng(0).normal(size=30)
    values[[0, 5, 6, 7, 8, 20]] = np.nan
    by_hand = [values[max(i - count + 1, 0) : i + 1] for i in range(30)]
    with np.errstate(invalid="ignore"):
        expected = [part[np.isfinite(part)].sum() / np.isfinite(part).sum() for part in by_hand]
    np.testing.assert_allclose(trailing_mean(values, count), expected)


def test_a_distance_that_falls_is_a_gain_until_it_stops_falling() -> None:
    falls = np.concatenate((np.geomspace(2.0, 0.5, 30), np.full(30, 0.5)))
    seen = course(pulses=60, distance=falls, recall=0.3)
    assert 28 <= seen.last_gain <= 38  # what is averaged over eight pulses arrives that much later
    assert seen.stalled_steps == (59 - seen.last_gain) * 50


def test_noise_about_one_distance_is_no_gain() -> None:
    noise = 0.5 + 0.03 * np.random.default_rng(1).normal(size=80)
    assert course(pulses=80, distance=noise, recall=0.3).last_gain < 12


def test_finding_more_modes_is_a_gain_at_one_distance() -> None:
    from gan.doctor.records import OF_MODES

    modes = np.repeat([1.0, 2.0, 4.0, 6.0], 20)
    assert course(pulses=80, usual=OF_MODES, distance=0.5, modes=modes, sharp=0.5).last_gain > 60


def test_only_what_came_since_the_data_were_changed_counts() -> None:
    seen = course(pulses=40, edits=(Edit("data.mean", 1.0, 1_000), Edit("objective", "minimax", 1_500)))
    np.testing.assert_array_equal(seen.steps, np.arange(1_050, 2_001, 50))


def test_restlessness_is_how_far_the_middle_moves_from_pulse_to_pulse() -> None:
    angle = np.arange(40) * 0.5
    seen = course(centre_x=np.cos(angle), centre_y=np.sin(angle))
    assert seen.restlessness[-1] == pytest.approx(2 * np.sin(0.25))  # a chord of the circle


def test_one_leap_is_no_way() -> None:
    """A ring's generator leaps to the mode that it stays on, and does not go in circles."""
    assert course(centre_x=np.where(np.arange(40) < 20, 0.0, 1.6)).restlessness.max() == 0


@pytest.mark.parametrize(
    ("bells", "expected"),
    [([0.0], 0), ([-2.0, 2.0], 1), ([-3.0, 0.0, 3.0], 2), ([-0.4, 0.4], 0)],
    ids=["one", "two", "three", "two that are one"],
)
def test_modes_are_what_valleys_part(bells: list[float], expected: int) -> None:
    x = np.linspace(-6, 6, 257)
    density = sum(np.exp(-0.5 * ((x - middle) / 0.5) ** 2) for middle in bells)
    found = x[valleys(np.asarray(density))]
    assert len(found) == expected
    middles = [(a + b) / 2 for a, b in pairwise(bells)][:expected]
    np.testing.assert_allclose(found, middles, atol=0.1)


def test_a_small_bump_is_no_mode() -> None:
    x = np.linspace(-6, 6, 257)
    density = np.exp(-0.5 * x**2) + 0.05 * np.exp(-0.5 * ((x - 5) / 0.2) ** 2)
    assert len(valleys(density)) == 0
