"""Learning or settled: what has to be so, and what is said to be missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gan.doctor.records import OF_MODES, record, said
from gan_playground.gan.doctor.doctor import diagnose
from gan_playground.gan.doctor.finding import State

ALL_MODES = {"usual": OF_MODES, "modes": 8.0, "reached": 8.0, "sharp": 0.97, "distance": 0.06}


def test_a_balanced_run_has_settled() -> None:
    (finding,) = diagnose(record())
    assert (finding.id, finding.state) == ("settled", State.SETTLED)
    assert "The distance is 1.0 times the usual one" in finding.evidence


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({"distance": 0.5, "accuracy": 0.7}, "the distance (6.2 times the usual one)"),
        ({"recall": 0.5}, "variety (50% of real samples are near generated ones; usual 95%)"),
        ({"d_real": 0.8, "d_fake": 0.2}, "D still tells them apart (80% and 20%)"),
        ({"d_fake": np.where(np.arange(40) % 2, 0.05, 0.95)}, "D’s verdict swings by 45 points in a hundred"),
        ({"gradient_generator": np.geomspace(1.0, 400.0, 40)}, "G’s gradient grows"),
        ({**ALL_MODES, "modes": 5.0}, "5 of 8 modes by now"),
        ({**ALL_MODES, "sharp": 0.84}, "all 8 modes, 84% of high quality on average (usual 99.0%)"),
        ({"pulses": 12}, "1,000 steps to judge it by"),
    ],
)
def test_what_is_missing_is_said(columns: dict[str, Any], missing: str) -> None:
    found = said(**columns)
    assert list(found) == ["learning"]
    assert missing in found["learning"]


def test_all_modes_sharp_and_near_is_settled() -> None:
    assert list(said(**ALL_MODES)) == ["settled"]


def test_a_run_that_gets_nowhere_without_a_trouble_says_since_when() -> None:
    (finding,) = diagnose(record(pulses=60, distance=0.25, recall=0.9, accuracy=0.7))
    assert (finding.title, finding.state) == ("No nearer lately", State.LEARNING)
    assert finding.since < 600


@pytest.mark.parametrize("pulses", [6, 12, 19, 40])
def test_modes_that_are_missing_are_counted_from_the_first_word_on(pulses: int) -> None:
    """Before there is enough to judge by, and for as long as a collapse has to last to be called one."""
    (finding,) = diagnose(record(pulses=pulses, **{**ALL_MODES, "modes": 1.0, "sharp": 0.9, "distance": 0.065}))
    words = "1 of 8 modes so far" if pulses < 30 else "1 of 8 modes, no nearer lately"
    assert (finding.title, finding.state) == (words, State.LEARNING)
    first = max(1, pulses - 9) * 50
    assert f"Steps {first:,} to {pulses * 50:,}: " in finding.evidence
    assert "1 of 8 modes by now" in finding.evidence


@pytest.mark.parametrize("trouble", [False, True])
def test_what_is_told_of_modes_says_of_which_steps(trouble: bool) -> None:
    """The plane counts those of one step."""
    columns = {**ALL_MODES, "modes": 1.0, "reached": 1.0, "distance": 1.0 if trouble else 0.065}
    finding = next(found for found in diagnose(record(**columns)) if found.id in ("mode-collapse", "learning"))
    assert (finding.id == "mode-collapse") is trouble
    assert f"Steps {2000 - 50 * (3 if trouble else 9):,} to 2,000: " in finding.evidence


def test_modes_that_are_found_just_now_are_counted_as_they_are() -> None:
    """One mode for four pulses, or all of them: the mean of ten would say otherwise."""
    lately = np.arange(12) >= 8
    (finding,) = diagnose(record(pulses=12, **{**ALL_MODES, "modes": np.where(lately, 1.0, 0.0)}))
    assert finding.title == "1 of 8 modes so far"
    (finding,) = diagnose(record(pulses=12, **{**ALL_MODES, "modes": np.where(lately, 8.0, 5.0)}))
    assert (finding.title, "all 8 modes by now" in finding.evidence) == ("Still learning", True)


def test_what_is_settled_is_so_since_it_began() -> None:
    """Far for twenty pulses, near ever since: judged again and again, it is always the same step."""
    distance = np.where(np.arange(90) < 20, 1.0, 0.08)
    found = {n: diagnose(record(pulses=n, distance=distance[:n]))[0] for n in range(30, 91, 4)}
    settled = {n: one.since for n, one in found.items() if one.state is State.SETTLED}
    assert len(set(settled.values())) == 1
    assert list(settled) == list(range(min(settled), 91, 4))
    assert 20 * 50 < settled[90] <= 30 * 50


def test_a_pause_in_it_is_the_end_of_it() -> None:
    distance = np.where((np.arange(90) >= 40) & (np.arange(90) < 50), 1.0, 0.08)
    (finding,) = diagnose(record(pulses=90, distance=distance))
    assert (finding.state, finding.since > 2500) == (State.SETTLED, True)
