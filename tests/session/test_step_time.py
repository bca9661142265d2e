"""Steps that take long are told of before they begin, and so is that something waits for one."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gan_playground import Experiment
from gan_playground.gan.experiment.lighter import shape_unread
from gan_playground.gan.training.work import step_work
from gan_playground.session import patience
from gan_playground.session.events import StepForeseen
from gan_playground.session.patience import Patience
from gan_playground.session.run import step_time
from gan_playground.session.session import Session
from listener import Listener

slow_rate = 1e6  # multiply-adds a second of a computer on which steps of networks this small take seconds


def work_of(experiment: Experiment) -> int:
    return step_work(experiment.knob, shape_unread(experiment.knob))


def test_a_long_step_is_told_before_the_run_is_made_and_until_it_is_long_no_more(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step_time, "slowest_rate", 1.0)
    monkeypatch.setattr(step_time, "measured_rate", lambda _device, _threads: slow_rate)
    session = Session()
    heard, told = Listener(session, qtbot), list[tuple[StepForeseen, int]]()
    session.hear(StepForeseen, lambda event: told.append((event, session.state.begun)))
    session.open()
    experiment = Experiment().with_knobs({"batch_size": 512})
    session.start(experiment, seed=0, playing=False)
    heard.until(lambda: len(told) == 2)
    (before, runs_then), (begun, runs_now) = told
    assert (runs_then, runs_now) == (0, 1), "before it is made, and as it begins"
    assert (before.run, before.lighter) == (begun.run, begun.lighter)
    assert before.seconds == pytest.approx(begun.seconds, rel=0.1)
    assert begun.is_long
    assert begun.seconds == pytest.approx(work_of(experiment) / slow_rate, rel=0.1)
    assert begun.lighter_s <= step_time.light_s < begun.seconds
    session.turn(begun.lighter)
    heard.until(lambda: len(told) == 3)
    assert not told[-1][0].is_long
    assert work_of(heard.trainer.experiment) / slow_rate == pytest.approx(begun.lighter_s, rel=0.1)
    session.turn({"generator.learning_rate": 0.01})
    heard.rest()
    assert len(told) == 3, "what is short is not told again"
    session.close()


def test_a_rate_is_measured_where_the_processor_computes() -> None:
    """No computer is slower than what most runs need no measure for, and none is a million times as fast."""
    assert step_time.slowest_rate / 10 < step_time.measured_rate("cpu", 1) < 1e15


def test_who_waits_for_long_is_told_and_who_waits_no_more(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "patience_ms", 1)
    session, said = Session(), list[bool]()
    waiting = Patience(said.append, session)
    waiting.show_waiting(True)
    waiting.show_waiting(False)
    assert said == [], "it came in time"
    waiting.show_waiting(True)
    qtbot.waitUntil(lambda: bool(said))
    waiting.show_waiting(True)
    assert said == [True], "once"
    waiting.show_waiting(False)
    assert said == [True, False]
