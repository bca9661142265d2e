"""What the window shows, what the session says and what trains are one and the same, whatever is ordered, and when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QSlider

from agreement import Trains, Witness, still_without_hands_s
from cases import one_in
from gan.runs import assert_same
from gan_playground import Edit, Trainer, load_lesson
from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.session.events import Failure
from gan_playground.session.run import run as lane
from ui.pasts import Past
from watched import Opener, Watched

rate = "generator.learning_rate"
not_here = "cifar-convolutional"  # its photographs are not downloaded


@pytest.fixture(autouse=True)
def nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "data"))


class Seen(Watched):
    """A window, and somebody in its training thread."""

    def __init__(self, opened: Opener, lesson: str) -> None:
        watched = opened("--lesson", lesson)
        super().__init__(watched.window, watched.qtbot)
        self.frames = watched.frames
        self.witness = Witness(self.window, still_without_hands_s)
        self.failures: list[Failure] = []
        self.window.session.failed.connect(self.failures.append)

    def begin_anew(self) -> None:
        """The textbook's curve from its first step, playing."""
        self.window.show_lesson("textbook-curve")
        self.settle()

    def slide(self, knob: str) -> None:
        """Turn a knob somewhere else, through its slider."""
        slider = self.part(knob, QSlider)
        assert isinstance(slider, QSlider)
        slider.setValue(slider.value() + (5 if slider.value() < slider.maximum() // 2 else -5))

    def trains(self) -> Trains:
        """What trains, at rest."""
        trains = self.witness.rest()
        assert trains is not None
        return trains

    def go_back(self) -> None:
        """From a lesson that could not begin, if there is one, to the run that is there."""
        self.trains()
        if self.window.session.refused is not None:
            assert self.witness.differences() == []
            self.click("stateBack")
        self.settle()

    def trained_until(self, step: int) -> Trains:
        """Paused, at this step or a little later."""
        self.until(lambda: self.frames[-1].step >= step)
        trains = self.witness.pause()
        assert trains is not None
        return trains

    def compare(self, knob: str, value: object = None) -> None:
        """Through the sheet; a value of one's own only where it is one of a list."""
        self.click("compareButton")
        choose(self, "rivalKnob", knob)
        if value is not None:
            choose(self, f"rival.{knob}", value)
        else:
            self.slide(f"rival.{knob}")
        self.click("compareStart")


def choose(seen: Watched, name: str, value: object) -> None:
    box = seen.part(name, QComboBox)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))


def no_difference(seen: Seen) -> None:
    assert seen.witness.differences() == []


# An order that fails while an earlier one is unheard.


def a_swap(seen: Seen) -> None:
    seen.click("swapSides")


def a_keep(seen: Seen) -> None:
    seen.click("keepRival")


def begin_what_is_not_here(seen: Seen) -> None:
    seen.window.show_lesson(not_here)


def turn_to_what_is_not_here(seen: Seen) -> None:
    seen.window.history.turn({"data.kind": "mnist"})


@pytest.mark.parametrize(
    ("order", "fails"), one_in(2, [(a_swap, turn_to_what_is_not_here), (a_keep, begin_what_is_not_here)])
)
def test_an_order_that_fails_leaves_the_knobs_to_the_one_before_it(
    opened: Opener, order: Callable[[Seen], None], fails: Callable[[Seen], None]
) -> None:
    """Of two runs that change places; of a run by itself, see the end of this file."""
    seen = Seen(opened, "textbook-curve")
    seen.compare("discriminator.learning_rate")
    seen.until(seen.part("swapSides").isVisible)
    order(seen)
    fails(seen)
    seen.until(lambda: bool(seen.failures))
    seen.go_back()
    seen.slide(rate)
    assert seen.trains().experiment.knob(rate) == seen.window.session.experiment.knob(rate)
    no_difference(seen)


# A comparison that cannot be.


def test_a_comparison_that_cannot_be_leaves_the_run_alone(opened: Opener) -> None:
    """A goes on where it was, and what B lacks is offered."""
    seen = Seen(opened, "digits")
    before = seen.trained_until(5)
    seen.compare("data.kind", "fashion-mnist")
    seen.until(lambda: bool(seen.failures))
    after = seen.trains()
    assert (after.run, after.step, after.run_b_step) == (before.run, before.step, None)
    button = seen.part("noticeAction", QPushButton)
    assert isinstance(button, QPushButton)
    assert button.text().startswith("Download")
    assert button.isVisible()
    no_difference(seen)


# A turn right after two runs changed places.


@pytest.mark.parametrize("order", [a_swap, a_keep])
def test_a_knob_turned_right_after_the_runs_changed_places_is_turned(
    opened: Opener, order: Callable[[Seen], None]
) -> None:
    seen = Seen(opened, "textbook-curve")
    seen.compare("discriminator.learning_rate")
    seen.until(lambda: seen.part("swapSides").isVisible())
    seen.trained_until(5)
    order(seen)
    seen.slide(rate)
    wanted = seen.window.session.experiment.knob(rate)
    assert wanted != load_lesson("textbook-curve").experiment.knob(rate)
    assert seen.trains().experiment.knob(rate) == wanted
    no_difference(seen)


# An undo that fails.


def test_a_restart_that_cannot_be_undone_leaves_the_paused_run_paused(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run that it took the place of is gone: nothing was undone, so nothing is offered to be redone."""
    monkeypatch.setattr(lane, "short_life_s", -1.0)
    seen = Seen(opened, "textbook-curve")
    first = seen.trained_until(5)
    seen.click("restartButton")
    seen.until(lambda: seen.frames[-1].run != first.run)
    paused = seen.trains()
    seen.click("playButton")
    seen.until(lambda: not seen.window.session.is_playing)
    paused = seen.trained_until(0)
    assert seen.window.session.run is not None
    assert seen.window.session.run.run == paused.run
    path = Path(seen.window.session.run.replaced)
    seen.until(path.is_file)
    path.unlink()
    QTest.keyClick(seen.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seen.until(lambda: "cannot be opened" in seen.window.notice.accessibleName())
    assert seen.trains() == paused
    assert seen.window.history.way_back.undo == "Restart"
    assert seen.window.history.way_back.redo == ""


# D trained to its best in the past.


def test_training_d_to_its_best_in_the_past_is_a_branch_that_is_shown(opened: Opener) -> None:
    seen = Seen(opened, "textbook-curve")
    tip = seen.trained_until(20)
    seen.click("stepBackButton")
    assert seen.trains().step == tip.step - 1
    seen.click("trainDiscriminatorButton")
    assert seen.trains().branches == 2
    no_difference(seen)


# Knobs that a kind of data cannot have.

without_drift = ("textbook-curve", "tug-of-war", "palette", "digits")


@pytest.mark.parametrize("lesson", without_drift)
def test_data_that_cannot_drift_are_not_set_adrift(lesson: str) -> None:
    trainer = Trainer(load_lesson(lesson).experiment, seed=0)
    with pytest.raises(PlaygroundError, match=r"data\.drift"):
        trainer.apply(Edit("data.drift", 0.5))
    with pytest.raises(PlaygroundError, match=r"data\.drift"):
        trainer.experiment.with_knobs({"data.drift": 0.5})
    trainer.advance(2)
    assert trainer.step == 2


def test_the_window_refuses_to_set_adrift_what_cannot_drift(opened: Opener) -> None:
    seen = Seen(opened, "digits")
    before = seen.trains()
    seen.window.session.turn({"data.drift": 0.5})
    seen.until(lambda: bool(seen.failures))
    assert [failure.details for failure in seen.failures] == [""]
    assert seen.trains().experiment == before.experiment
    no_difference(seen)


@pytest.mark.parametrize("lesson", without_drift)
def test_a_run_file_cannot_turn_data_that_cannot_drift(lesson: str, tmp_path: Path) -> None:
    """The angle by which a plane's data have drifted, in a file of another kind: refused, or of no account."""
    trainer = Trainer(load_lesson(lesson).experiment, seed=0)
    past = Timeline(trainer)
    trainer.advance(3)
    trainer.angle = 0.5
    path = tmp_path / "turned.ganrun"
    runfile.save(path, runfile.saved_run(trainer, past, lesson))
    try:
        opened = runfile.load(path)
    except PlaygroundError:
        return
    opened.advance(2)
    assert opened.step == 5


def test_a_kind_of_data_that_there_is_not_is_refused_in_a_sentence(opened: Opener) -> None:
    seen = Seen(opened, "textbook-curve")
    before = seen.trains()
    seen.window.session.turn({"data.kind": "no such kind"})
    assert [failure.details for failure in seen.failures] == [""]
    assert seen.trains().experiment == before.experiment
    no_difference(seen)


# The past.


def test_where_a_branch_ends_is_the_present_whichever_way_one_came() -> None:
    """By a slider that is dragged to its end, or on a journey that was cut short: nothing more is to come."""
    past = Past().train(30)
    tip = past.trainer.state()
    past.timeline.show(past.trainer, 3)
    journey = past.timeline.go_to(past.trainer, 29)
    assert next(left for left in journey if left == 0) == 0
    journey.close()
    assert past.timeline.is_past
    past.timeline.show(past.trainer, 28)
    assert past.trainer.step == 30, "the nearest that was kept"
    assert not past.timeline.is_past
    past.timeline.fork(past.trainer)
    assert len(past.timeline.branches) == 1
    assert_same(past.trainer.state(), tip)


def test_a_branch_that_is_gone_ends_nothing(opened: Opener) -> None:
    """What is on its way comes to its own end, and whoever asked for the branch is told that there is none."""
    seen = Seen(opened, "textbook-curve")
    seen.trained_until(5)
    told: list[str] = []
    seen.window.session.told.connect(told.append)
    seen.click("trainDiscriminatorButton")
    switch_to(seen, 99)
    seen.until(lambda: bool(seen.failures))
    seen.trains()
    assert told, "D was trained to its end, which is told"


def switch_to(seen: Seen, branch: int) -> None:
    """As a click on its row does."""
    seen.window.session.past.switch(branch)


# At rest.

Order = Callable[[Seen], None]


def a_lesson(seen: Seen) -> None:
    seen.window.show_lesson("ring")


def a_restart(seen: Seen) -> None:
    seen.click("restartButton")


def a_seed(seen: Seen) -> None:
    QTest.keyClick(seen.window, "N")


def a_width(seen: Seen) -> None:
    seen.window.history.turn({"generator.width": 16})


@pytest.mark.parametrize("fails", one_in(2, [begin_what_is_not_here, turn_to_what_is_not_here]))
def test_after_two_orders_at_once_and_a_turn_all_accounts_agree(opened: Opener, fails: Order) -> None:
    """Of two orders the second one fails; then a knob is turned, and all comes to rest."""
    seen = Seen(opened, "textbook-curve")
    wrong = []
    for order in (a_lesson, a_restart, a_seed, a_width):
        seen.begin_anew()
        order(seen)
        fails(seen)
        seen.go_back()
        for knob in ("batch_size", rate):
            seen.slide(knob)
        wrong += [f"{order.__name__}: {line}" for line in seen.witness.differences()]
    assert wrong == []
