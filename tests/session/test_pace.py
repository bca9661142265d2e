"""How many steps are due, by a clock that the test winds."""

from __future__ import annotations

import math
import time

import pytest

from gan_playground.session.pace import Pace, longest_wait_ms


class Clock:
    """Seconds that pass when somebody says so."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s

    def pass_by(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "perf_counter", clock)
    monkeypatch.setattr(time, "monotonic", clock)
    return clock


def run(pace: Pace, clock: Clock, seconds: float, tick_s: float = 0.01) -> int:
    """Take every step as soon as it is due, for a while; gives how many."""
    made = 0
    for _ in range(round(seconds / tick_s)):
        clock.pass_by(tick_s)
        while pace.due() >= 1:
            pace.count(1)
            made += 1
    return made


@pytest.mark.parametrize("rate", [0.5, 1.0, 7.0, 60.0, 1_000.0])
def test_as_many_steps_as_the_speed_says(clock: Clock, rate: float) -> None:
    pace = Pace(rate)
    run(pace, clock, 2.0)
    assert run(pace, clock, 20.0) == pytest.approx(20 * rate, abs=1)


@pytest.mark.parametrize("rate", [0.5, 60.0])
def test_the_first_step_is_due_at_once_and_only_one(clock: Clock, rate: float) -> None:
    pace = Pace(rate)
    assert 1 <= pace.due() < 2
    pace.count(1)
    assert pace.due() < 1


def test_one_step_in_two_seconds(clock: Clock) -> None:
    pace = Pace(0.5)
    pace.count(1)
    clock.pass_by(1.99)
    assert pace.due() < 1
    clock.pass_by(0.02)
    assert pace.due() >= 1


def test_as_fast_as_it_goes_is_always_due(clock: Clock) -> None:
    pace = Pace()
    for _ in range(3):
        assert pace.due() == math.inf
        pace.count(1_000_000)
    assert pace.wait_ms == 0


def test_a_pause_is_not_made_up_for(clock: Clock) -> None:
    pace = Pace(10.0)
    run(pace, clock, 1.0)
    clock.pass_by(3_600.0)
    pace.restart()
    assert pace.due() < 2


@pytest.mark.parametrize("rate", [0.5, 10.0, 1_000.0, math.inf])
def test_waits_are_short_and_never_negative(clock: Clock, rate: float) -> None:
    pace = Pace(rate)
    for _ in range(200):
        assert 0 <= pace.wait_ms <= longest_wait_ms
        assert isinstance(pace.wait_ms, int)
        clock.pass_by(0.003)
        pace.count(1)


def test_a_slow_start_can_be_followed_by_eye_and_ends_in_full_speed(clock: Clock) -> None:
    pace = Pace(slow_start=True)
    first, second = run(pace, clock, 0.5), run(pace, clock, 0.5)
    assert 5 < first < second < 200
    ticks = 0
    while (due := pace.due()) < math.inf:
        pace.count(int(due))
        clock.pass_by(0.01)
        ticks += 1
    assert 3 < ticks * 0.01 < 15


@pytest.mark.parametrize("hours", [0.1, 8.0])
def test_a_computer_that_slept_through_the_slow_start_goes_on(clock: Clock, hours: float) -> None:
    pace = Pace(slow_start=True)
    clock.pass_by(3_600 * hours)
    assert pace.due() >= 1
    assert pace.due() == math.inf


def test_a_chosen_speed_has_no_slow_start(clock: Clock) -> None:
    pace = Pace(500.0, slow_start=True)
    assert run(pace, clock, 1.0) <= 501
