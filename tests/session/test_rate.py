"""Steps a second, over the last while."""

from __future__ import annotations

import pytest

from gan_playground.session import rate
from gan_playground.session.rate import StepRate


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What time it is, in seconds."""
    now_s = [100.0]
    monkeypatch.setattr(rate.time, "perf_counter", lambda: now_s[0])
    return now_s


def test_it_is_told_once_a_while_and_counts_from_the_last_time(clock: list[float]) -> None:
    steps = StepRate()
    told = []
    for step, at_s in ((0, 100.0), (30, 100.25), (50, 100.5), (60, 100.75), (150, 101.5)):
        clock[0] = at_s
        told.append(steps.measure(step))
    assert told == [None, None, 100.0, None, 100.0]


def test_what_was_before_a_restart_counts_for_nothing(clock: list[float]) -> None:
    steps = StepRate()
    steps.measure(5_000)
    clock[0] += 10
    steps.restart()
    assert steps.measure(0) is None
    clock[0] += 2
    assert steps.measure(40) == 20.0
