"""A game of two numbers, whose orbits have closed forms (Mescheder et al. 2018)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gan.runs import duel
from gan_playground.gan.doctor.dirac import orbit_of
from gan_playground.gan.doctor.doctor import diagnose, record_of


def found(steps: int, **knobs: object) -> list[str]:
    trainer = duel(objective="minimax", **knobs)
    trainer.advance(steps)
    return [finding.id for finding in diagnose(record_of(trainer))]


@pytest.mark.parametrize("factor", [0.99, 1.0, 1.002])
def test_the_growth_of_a_spiral_is_that_of_one_turn(factor: float) -> None:
    angle = 0.05 * np.arange(400)
    radius = factor ** (angle / 0.05)
    orbit = orbit_of(np.column_stack((radius * np.cos(angle), radius * np.sin(angle))))
    assert orbit.turns == pytest.approx(0.05 * 399 / (2 * math.pi))
    assert orbit.growth == pytest.approx(factor ** (2 * math.pi / 0.05), rel=factor**2 - 1 + 0.12)


def test_simultaneous_steps_run_away() -> None:
    """Each multiplies the radius by more than 1, near 0 by the root of 1 + h²/4."""
    assert found(300, turns="simultaneous") == ["diverging"]


def test_alternating_steps_go_round() -> None:
    assert found(300, turns="alternating") == ["circling"]


def test_with_r1_it_comes_to_rest() -> None:
    assert found(60, turns="alternating", penalty__r1=0.3) == ["learning"]
    assert found(500, turns="alternating", penalty__r1=0.3) == ["settled"]


def test_before_it_went_round_once_nobody_knows() -> None:
    assert found(10, turns="alternating") == ["unknown"]
    assert found(30, turns="alternating") == ["learning"]


@pytest.mark.parametrize("factor", [0.99, 1.004])
def test_what_an_orbit_is_it_is_since_it_began(factor: float) -> None:
    """Round and round for five turns; then it shrinks, or grows, by a factor a step."""
    angle = 0.05 * np.arange(1500)
    radius = factor ** np.maximum(np.arange(1500) - 628, 0)
    places = np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
    began = [orbit_of(places[:known]).began for known in (900, 1100, 1400, 1500)]
    rests = math.ceil(628 + math.log(0.05) / math.log(factor)) if factor < 1 else 628
    assert began[0] == pytest.approx(628 - 126, abs=126)
    assert began[1:] == [began[0]] * 3 if factor > 1 else began[1:] == [rests] * 3
