"""A run that another one took the place of comes back, as it was left, when the change is undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cases import one_in
from gan.runs import assert_same
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.run import run as lane
from gan_playground.ui.undo import history as undo_module
from watched import Opener, Watched

control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(shared: Opener) -> Opener:
    """One window for all: the run that was there goes where a lesson begins."""
    return shared


@pytest.fixture(autouse=True)
def lives_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has trained at all is kept."""
    monkeypatch.setattr(lane, "short_life_s", -1.0)
    monkeypatch.setattr(undo_module, "merge_within_s", -1.0)


def trainer_of(watched: Watched) -> Trainer:
    return watched.window.session._worker.runs[0].trainer


def undo(watched: Watched) -> None:
    QTest.keyClick(watched.window, Qt.Key.Key_Z, control)


def redo(watched: Watched) -> None:
    QTest.keyClick(watched.window, Qt.Key.Key_Z, control | shift)


def trained(opened: Opener) -> Watched:
    watched = opened("--lesson", "textbook-curve")
    watched.until(lambda: watched.frames[-1].step > 5)
    watched.pause()
    return watched


def follows(watched: Watched, run: int) -> None:
    """Wait until another run than this one trains, and has been seen to."""
    watched.until(lambda: watched.frames[-1].run != run and watched.frames[-1].step > 2)


def stands_at(watched: Watched, step: int, seed: int) -> None:
    """Wait until a run that was ordered to come back is here, where it was left."""
    session = watched.window.session
    watched.until(lambda: session.run.seed == seed and watched.frames[-1].run == session.run.run == session.ordered_run)
    watched.until(lambda: watched.frames[-1].step == step)
    watched.settle()


def begin_another(watched: Watched, how: str) -> None:
    run = watched.frames[-1].run
    if how == "knob":
        watched.window.history.turn({"generator.width": 16})
        watched.window.session.play()
    else:
        QTest.keyClick(watched.window, how)
    follows(watched, run)


@pytest.mark.parametrize("how", one_in(2, ["N", "R", "knob"]))
def test_undo_brings_the_run_back_that_was_there(opened: Opener, how: str) -> None:
    watched = trained(opened)
    session = watched.window.session
    step, seed, experiment = watched.frames[-1].step, session.run.seed, session.experiment
    state = trainer_of(watched).state()
    begin_another(watched, how)
    other = session.ordered_run
    undo(watched)
    watched.until(lambda: session.run.run > other)
    stands_at(watched, step, seed)
    assert_same(trainer_of(watched).state(), state)
    assert not session.is_playing
    assert session.experiment == experiment
    assert watched.part("seedBox").value() == seed  # type: ignore[attr-defined]
    watched.click("stepBackButton")
    watched.until(lambda: watched.frames[-1].step == step - 1)


def test_what_played_plays_again_and_redo_brings_the_other_back(opened: Opener) -> None:
    watched = trained(opened)
    session, first = watched.window.session, watched.window.session.run.seed
    watched.click("playButton")
    watched.until(lambda: session.is_playing)
    begin_another(watched, "N")
    watched.pause()
    step, second, state = watched.frames[-1].step, session.run.seed, trainer_of(watched).state()
    undo(watched)
    watched.until(lambda: session.run.seed == first and session.is_playing)
    redo(watched)
    stands_at(watched, step, second)
    assert_same(trainer_of(watched).state(), state)
    assert not session.is_playing


def test_two_changes_are_undone_one_after_the_other_without_a_wait(opened: Opener) -> None:
    watched = trained(opened)
    session, rate = watched.window.session, "generator.learning_rate"
    before = session.experiment.knob(rate)
    watched.window.history.turn({rate: 0.002})
    session.move(StepKind.BOTH)
    watched.until(lambda: trainer_of(watched).experiment.knob(rate) == 0.002)
    seed = session.run.seed
    begin_another(watched, "N")
    undo(watched)
    undo(watched)
    watched.until(lambda: session.run.seed == seed and trainer_of(watched).experiment.knob(rate) == before)
    assert session.experiment.knob(rate) == before


def test_undo_before_the_other_run_trains_brings_the_first_one_back_too(opened: Opener) -> None:
    watched = trained(opened)
    step, seed = watched.frames[-1].step, watched.window.session.run.seed
    state = trainer_of(watched).state()
    QTest.keyClick(watched.window, "N")
    undo(watched)
    watched.until(lambda: watched.run > 2)
    stands_at(watched, step, seed)
    assert_same(trainer_of(watched).state(), state)


@pytest.mark.parametrize("how", one_in(2, ["N", "R"]))
def test_a_lesson_that_is_chosen_while_an_undo_waits_is_what_trains(opened: Opener, how: str) -> None:
    watched = trained(opened)
    session = watched.window.session
    QTest.keyClick(watched.window, how)
    undo(watched)  # waits until that run is there
    watched.window.show_lesson("two-knobs")
    chosen = session.ordered_run
    watched.until(lambda: watched.frames[-1].run >= chosen and watched.frames[-1].step > 2)
    assert session.ordered_run == watched.frames[-1].run == chosen
    assert session.lesson == "two-knobs"


def test_what_lived_too_short_begins_anew(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "short_life_s", 1e9)
    watched = trained(opened)
    seed = watched.window.session.run.seed
    begin_another(watched, "N")
    other = watched.frames[-1].run
    undo(watched)
    follows(watched, other)
    assert watched.window.session.run.seed == seed
    assert watched.window.session.is_playing


def test_where_the_file_is_gone_it_begins_anew_and_says_why(opened: Opener) -> None:
    watched = trained(opened)
    seed = watched.window.session.run.seed
    begin_another(watched, "N")
    other = watched.frames[-1].run
    path = Path(watched.window.session.run.replaced)
    assert watched.window.session.run.run == other
    watched.until(path.is_file)
    path.unlink()
    undo(watched)
    follows(watched, other)
    assert watched.window.session.run.seed == seed
    assert f"{path.name} cannot be opened" in watched.window.notice.accessibleName()


def test_what_stood_in_its_past_stands_there_again(opened: Opener) -> None:
    watched = trained(opened)
    tip, seed = watched.frames[-1].step, watched.window.session.run.seed
    watched.click("stepBackButton")
    watched.until(lambda: watched.frames[-1].step == tip - 1)
    state = trainer_of(watched).state()
    begin_another(watched, "N")
    undo(watched)
    stands_at(watched, tip - 1, seed)
    assert_same(trainer_of(watched).state(), state)
    watched.click("presentButton")
    watched.until(lambda: watched.frames[-1].step == tip)
