"""Every live knob turned through its own control, in any order, while the run trains at full speed.

Exceptions and Qt warnings fail the test by themselves. It ends when each was turned; for a longer trial:
KNOB_SECONDS=120 pytest tests/ui/test_every_knob.py -s -o faulthandler_timeout=600
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QSlider, QWidget

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.observe.frame import Frame
from gan_playground.session.events import Failure
from gan_playground.ui.knobs.controls import ChoiceControl, Control, NumberControl, StageControl, SwitchControl
from gan_playground.ui.knobs.scale import nearest, stops
from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.stages.plane.tools import Tool
from gan_playground.ui.theme.wording import written
from ui.planes import drag, plane_of
from watched import Opener, Watched

seconds = float(os.environ.get("KNOB_SECONDS", "0"))
long_patience_ms = 120_000  # a step of 20 updates a player, each unrolled 10 times over 4,096 samples, takes a while
left = Qt.MouseButton.LeftButton

LIVE = tuple(path for path, knob in KNOBS.items() if knob.live and not knob.trained)
"""Those that training moves are turned by dials, and no panel shows where they are."""

LESSONS = ("textbook-curve", "tug-of-war", "ring")
"""One for each kind of stage."""

ALONE = {"tug-of-war": {"stabilise.spectral_norm"}}
"""A slope has no spectral norm."""

GENTLE_RATE = 1e-3
HEAVY = {"batch_size", "generator.steps", "discriminator.steps", "stabilise.unroll"}
"""What makes a step long: mostly kept in the lower third, so that there is training between two turns."""

OF_OPTIMIZERS = {"momentum": "momentum", "beta1": "adamw", "beta2": "adamw", "weight_decay": "adamw"}
FIRST: dict[str, tuple[str, Any]] = {
    "stabilise.instance_noise_half_life": ("stabilise.instance_noise", 0.5),
    "stabilise.average_shown": ("stabilise.average_half_life", 1000.0),
    "stabilise.label_smoothing": ("objective", "minimax"),
    "penalty.clip": ("stabilise.spectral_norm", False),
    **{f"generator.{name}": ("generator.optimizer", optimizer) for name, optimizer in OF_OPTIMIZERS.items()},
    **{f"discriminator.{name}": ("discriminator.optimizer", optimizer) for name, optimizer in OF_OPTIMIZERS.items()},
}
"""What has to be turned before a knob is there to be turned, where it is not."""


def out_of_reach(lesson: str, kind: str) -> set[str]:
    """Live knobs of other kinds of data than the lesson's: a bell cannot be painted on."""
    of_data = {path for path in LIVE if path.startswith("data.")}
    return {path for path in of_data if path.partition(".")[2] not in FAMILIES[kind].knobs} | ALONE.get(lesson, set())


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_live_knob_can_be_turned_at_any_moment(opened: Opener, lesson: str) -> None:
    watched = opened("--lesson", lesson)
    watched.window.knob_panel.all_button.click()
    full_speed(watched)
    hand = Hand(watched, random.Random(f"{lesson} {seconds}"))
    until_s = time.monotonic() + seconds / len(LESSONS)
    while hand.unturned(lesson) or time.monotonic() < until_s:
        hand.turn_something()
        watched.qtbot.wait(hand.rng.choice([0, 0, 1, 5, 20]))
        hand.look_after_the_run()
    hand.everything_agrees()
    assert hand.steps > 0  # a step of the costliest games takes a second
    print(f"\n{lesson}: {hand.turned.total()} turns, {hand.steps:,} steps, {hand.diverged} times run off to infinity")


def test_each_knob_has_one_control_in_the_window(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    window = watched.window
    watched.until(lambda: set(window.knob_panel.controls.made) == set(KNOBS))  # the hidden ones come later
    for path in KNOBS:
        assert len(window.findChildren(QWidget, path)) == 1, path
    assert set(window.knob_panel.controls) == set(KNOBS)


def full_speed(watched: Watched) -> None:
    slider = watched.part("speedSlider", QSlider)
    assert isinstance(slider, QSlider)
    slider.setValue(slider.maximum())


class Hand:
    """Turns knobs, and restarts what ran off to infinity, as a person would."""

    def __init__(self, watched: Watched, rng: random.Random) -> None:
        self.watched, self.rng = watched, rng
        self.window, self.session = watched.window, watched.window.session
        self.turned: Counter[str] = Counter()
        self.diverged = 0
        self._run = self.session.run.run
        self._deck: list[str] = []
        self._failures: list[Failure] = []
        self.session.failed.connect(self._failures.append)
        self._furthest: dict[int, int] = {}
        self.session.frame_ready.connect(self._note_step)

    def _note_step(self, frame: Frame) -> None:
        self._furthest[frame.run] = frame.step

    @property
    def steps(self) -> int:
        """How many were seen to be made, over all runs."""
        return sum(self._furthest.values())

    @property
    def newest(self) -> Frame:
        return self.watched.frames[-1]

    def unturned(self, lesson: str) -> set[str]:
        return set(LIVE) - out_of_reach(lesson, self.session.experiment.data.kind) - set(self.turned)

    def turn_something(self) -> None:
        """The next knob of the deck, or now and then a recipe."""
        if self.rng.random() < 0.04:
            self._follow_a_recipe()
            return
        if not self._deck:
            self._deck = self.rng.sample(LIVE, len(LIVE))
        path = self._deck.pop()
        self._bring_within_reach(path)
        if self._is_within_reach(path):
            self._turn(path)

    def _control(self, path: str) -> Control:
        return self.window.knob_panel.controls[path]

    def _is_within_reach(self, path: str) -> bool:
        return self._control(path).isVisible() and self._control(path).isEnabled()

    def _bring_within_reach(self, path: str) -> None:
        if not self._is_within_reach(path) and path in FIRST:
            before, value = FIRST[path]
            if self._is_within_reach(before):
                self._set(before, value)

    def _turn(self, path: str) -> None:
        """Somewhere else, by the hand's own means; never both players' steps to nil, which is refused."""
        control = self._control(path)
        if isinstance(control, SwitchControl):
            QTest.mouseClick(control.switch, left)
        elif isinstance(control, ChoiceControl):
            control.combo.setCurrentIndex(self.rng.randrange(control.combo.count()))
        elif isinstance(control, StageControl):
            self._turn_on_the_stage(control)
        else:
            assert isinstance(control, NumberControl)
            self._move(control, first=1 if path.endswith(".steps") else 0)
        self.turned[path] += 1
        assert control.value == self.session.experiment.knob(path), path

    def _turn_on_the_stage(self, control: StageControl) -> None:
        """A mode more, or a stroke; what was changed by hand goes back by its dot."""
        stage = plane_of(self.window)
        if control.value and control.title.dot.isVisible():
            QTest.mouseClick(control.title.dot, left)
            return
        self.watched.until(lambda: stage.figure.frame is not None)
        x, y = self.rng.uniform(-2, 2), self.rng.uniform(-2, 2)
        if control.knob.path == "data.centres":
            stage.tools.buttons[Tool.ADD].click()
            drag(stage, (x, y))
        else:
            stage.tools.buttons[Tool.BRUSH].click()
            drag(stage, (x, y), (-y, x))
        assert control.value, control.knob.path

    def _move(self, control: NumberControl, first: int) -> None:
        """Click, drag, type or press keys."""
        heavy = control.knob.path in HEAVY and self.rng.random() < 0.9
        position = self.rng.randint(first, control.slider.maximum() // (3 if heavy else 1))
        way = 1 + self.rng.randrange(3) if heavy else self.rng.randrange(4)
        if way == 0 and first == 0:
            self._drag(control.slider)
        elif way == 1:
            control.field.selectAll()
            QTest.keyClicks(control.field, written(stops(control.knob)[position]))
            QTest.keyClick(control.field, Qt.Key.Key_Return)
        elif way == 2 and first == 0:
            QTest.keyClick(control.slider, self.rng.choice([Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Right]))
        else:
            control.slider.setValue(position)

    def _drag(self, slider: QSlider) -> None:
        places = [QPoint(self.rng.randrange(slider.width()), slider.height() // 2) for _ in range(4)]
        QTest.mousePress(slider, left, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(slider, place)
        QTest.mouseRelease(slider, left, pos=places[-1])

    def _set(self, path: str, value: Any) -> None:
        """One knob to one value, through its control."""
        control = self._control(path)
        if isinstance(control, ChoiceControl):
            control.combo.setCurrentIndex(control.combo.findData(value))
        elif isinstance(control, NumberControl):
            control.slider.setValue(nearest(stops(control.knob), value))
        elif control.value != value:
            QTest.mouseClick(control.turned_part, left)
        assert self.session.experiment.knob(path) == pytest.approx(value), path

    def _follow_a_recipe(self) -> None:
        combo = self.watched.part("recipe", QComboBox)
        assert isinstance(combo, QComboBox)
        combo.setFocus()
        QTest.keyClick(combo, self.rng.choice([Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End]))
        if self.rng.random() < 0.5 and self.watched.part("recipeUndo").isVisible():
            self.watched.click("recipeUndo")

    def look_after_the_run(self) -> None:
        """No error but a loss that is no longer finite, and then a restart, with gentler rates, from the notice."""
        if not self._failures:
            assert self.session.ordered_run == self._run, "a live knob restarted the run"
            return
        assert all("no longer a finite number" in failure.sentence for failure in self._failures), self._failures
        assert self.window.notice.kind is NoticeKind.ERROR
        self.diverged += 1
        self._failures.clear()
        for player in ("generator", "discriminator"):
            self._set(f"{player}.learning_rate", GENTLE_RATE)
        button = next(b for b in self.window.notice.findChildren(QPushButton) if b.text() == "Restart")
        QTest.mouseClick(button, left)
        self._run += 1
        self.watched.qtbot.waitUntil(lambda: self.session.run.run == self._run, timeout=long_patience_ms)
        self._failures.clear()  # what the old run still had to say

    def everything_agrees(self) -> None:
        """What trains is what the session says and what the controls show, and it does train."""
        session, trainer = self.session, lambda: self.session._worker.trainer
        self.watched.qtbot.waitUntil(lambda: trainer().experiment == session.experiment, timeout=long_patience_ms)
        self.watched.settle()
        for path, control in self.window.knob_panel.controls.items():
            assert control.value == session.experiment.knob(path), path
            self._looks_like_its_value(control)
        step = self.newest.step
        self.watched.qtbot.waitUntil(lambda: self.newest.step > step or bool(self._failures), timeout=long_patience_ms)
        self.look_after_the_run()

    def _looks_like_its_value(self, control: Control) -> None:
        """What is seen of a control is its value."""
        if isinstance(control, SwitchControl):
            assert control.switch.isChecked() == control.value
        elif isinstance(control, ChoiceControl):
            assert control.combo.currentData() == control.value
        elif isinstance(control, StageControl):
            assert control.knob.trained or control.label.text() == ("changed by hand" if control.value else "as it was")
        elif isinstance(control, NumberControl):
            assert control.knob.parse(control.field.text()) == pytest.approx(control.value, rel=1e-5)
