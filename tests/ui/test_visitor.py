"""A visitor who clicks, drags, types and presses at random: nothing may break, and nothing may be left behind.

Exceptions, Qt warnings and left-overs fail the test by themselves. For a longer visit:
VISITOR_SECONDS=300 pytest tests/ui/test_visitor.py -o faulthandler_timeout=600
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget, QWidget

from gan_playground.ui.main_window import MainWindow
from watched import Opener, Watched

seconds = float(os.environ.get("VISITOR_SECONDS", "8"))
keys = [
    *(Qt.Key(ord(letter)) for letter in "DGBRNT[]?0123456789.E-"),
    *(Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Backspace),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F11),
]
left = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("seed", [1, 2])
def test_a_visitor_breaks_nothing(opened: Opener, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: ("", ""))
    watched = opened()
    visitor = Visitor(watched.window, random.Random(seed))
    until = time.monotonic() + seconds / 2
    while time.monotonic() < until:
        visitor.do_something()
        watched.qtbot.wait(visitor.rng.choice([0, 0, 1, 30]))
    watched.window.keys_sheet.close_sheet()
    watched.window.show_lesson("two-knobs")
    ordered = watched.window.session._wanted.run
    watched.until(lambda: watched.frames[-1].run == ordered and watched.frames[-1].step > 3)
    everything_agrees(watched)


def everything_agrees(watched: Watched) -> None:
    """Title, knobs, speed and seed on screen are those of the run that trains."""
    window, session = watched.window, watched.window.session
    trainer = session._worker._trainer
    assert trainer.experiment == session.experiment
    assert trainer.seed == session.run.seed == watched.part("seedBox").value()
    assert window.gallery.findChild(QListWidget).currentItem().data(Qt.ItemDataRole.UserRole) == window.lesson.id
    for path, control in window.knob_panel.controls.items():
        assert control.value == session.experiment.knob(path), path
    assert session._worker._pace.steps_per_second == window.transport.speed
    watched.pause()
    assert watched.part("rateLabel").text() == ""


class Visitor:
    """Hands that know nothing of the program."""

    def __init__(self, window: MainWindow, rng: random.Random) -> None:
        self.window, self.rng = window, rng
        self._habits: list[Callable[[], None]] = [self.click, self.click, self.press, self.drag, self.turn_wheel]

    def do_something(self) -> None:
        if self.rng.random() < 0.01:
            self.window.resize(self.rng.randrange(900, 2000), self.rng.randrange(500, 1200))
        self.rng.choice(self._habits)()

    def click(self) -> None:
        target, place = self.somewhere()
        modifier = self.rng.choice([Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
        act = QTest.mouseDClick if self.rng.random() < 0.1 else QTest.mouseClick
        act(target, left, modifier, place)

    def press(self) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        QTest.keyClick(target, self.rng.choice(keys))

    def drag(self) -> None:
        target, place = self.somewhere()
        QTest.mousePress(target, left, pos=place)
        for _ in range(4):
            place += QPoint(self.rng.randrange(-60, 60), self.rng.randrange(-20, 20))
            QTest.mouseMove(target, place)
        QTest.mouseRelease(target, left, pos=place)

    def turn_wheel(self) -> None:
        target, place = self.somewhere()
        turn = QPoint(0, self.rng.choice([-120, 120]))
        everywhere = QPointF(target.mapToGlobal(place))
        none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(QPointF(place), everywhere, QPoint(), turn, Qt.MouseButton.NoButton, none, phase, False)
        QApplication.sendEvent(target, event)

    def somewhere(self) -> tuple[QWidget, QPoint]:
        """A widget that lies under a random point, and the point in its own coordinates."""
        # Kept: when PySide lets go of what Qt made, it lets go of everything inside.
        root = self._root = QApplication.activePopupWidget() or self.window
        place = QPoint(self.rng.randrange(max(1, root.width())), self.rng.randrange(max(1, root.height())))
        target = root.childAt(place) or root
        return target, target.mapFrom(root, place)
