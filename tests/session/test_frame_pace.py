"""The share of the interpreter that the window may take while a run trains."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session import frame_pace
from gan_playground.session.frame_pace import FramePace, most_left_s, most_share
from gan_playground.session.session import Session
from quiet import quiet


def test_the_next_frame_waits_until_the_window_has_taken_no_more_than_its_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed, worked = 100.0, 7.0
    clock = SimpleNamespace(perf_counter=lambda: passed, thread_time=lambda: worked)
    monkeypatch.setattr(frame_pace, "time", clock)
    pace = FramePace()
    assert pace.wait_ms == 0
    passed, worked = 100.016, 7.012  # three quarters of the time
    assert pace.wait_ms == pytest.approx(1000 * (0.012 / most_share - 0.016), abs=1)
    passed += pace.wait_ms / 1000
    assert pace.wait_ms == 0
    for _ in range(3):
        pace.restart()
        passed, worked = passed + 0.016, worked + 0.016 * most_share / 2
        assert pace.wait_ms == 0, "who leaves time enough is never asked to wait"
    pace.restart()
    passed, worked = passed + 0.016, worked + 0.016 * most_share * 2
    assert pace.wait_ms == 0, "one that took long after those that did not"
    pace.restart()
    passed, worked = passed + 3600, worked + 0.1
    pace.restart()
    passed, worked = passed + 0.1, worked + 0.1 + most_left_s
    assert pace.wait_ms == pytest.approx(1000 * (0.1 / most_share - 0.1), abs=1), "no more is left from an hour"


def test_a_busy_window_shows_no_frame_while_it_trains_and_all_once_it_is_paused(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, seen = Session(), []
    session.frame_ready.connect(seen.append)
    session.open()
    session.start(Experiment(), seed=0, playing=False)
    qtbot.waitUntil(lambda: bool(seen), timeout=60_000)
    monkeypatch.setattr(FramePace, "wait_ms", 3)
    session.play()
    qtbot.waitUntil(lambda: session.is_playing, timeout=60_000)
    session._mailbox.clear()
    shown = len(seen)
    qtbot.waitUntil(lambda: bool(session._mailbox._frames) and session._worker.trainer.step > 5, timeout=60_000)
    assert len(seen) == shown
    session.pause()
    quiet(session, lambda until: qtbot.waitUntil(until, timeout=60_000))
    assert seen[-1].step == session.state.step > 5
    session.close()
