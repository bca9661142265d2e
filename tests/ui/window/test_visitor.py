"""A visitor who clicks, drags, types and presses at random: nothing may break, and nothing may be left behind.

Exceptions, Qt warnings and left-overs fail the test by themselves. For a longer visit:
VISITOR_SECONDS=300 pytest tests/ui/test_visitor.py -o faulthandler_timeout=600
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from cases import one_in
from gan_playground.ui.stages.plane.stage import PlaneStage
from gan_playground.ui.window.main_window import MainWindow
from ui.planes import Fingers
from watched import Opener, Watched

seconds = float(os.environ.get("VISITOR_SECONDS", "4"))
keys = [
    *(Qt.Key(ord(letter)) for letter in "DGBRNTHAPE[]?0123456789.+-"),
    *(Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Backspace),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F11),
]
left = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who is asked for a file names none, or one of a few that a visitor may have at hand."""
    (tmp_path / "broken.json").write_text("{")
    rng = random.Random(0)
    for question, names in (("getOpenFileName", ("mine.json", "broken.json")), ("getSaveFileName", ("mine.json",))):
        answers = ["", *(str(tmp_path / name) for name in names)]
        monkeypatch.setattr(QFileDialog, question, lambda *_, answers=answers, **__: (rng.choice(answers), ""))


@pytest.mark.parametrize(
    ("seed", "lesson"), one_in(2, [(1, "two-knobs"), (2, "two-knobs"), (3, "draw-your-own"), (4, "chase")])
)
def test_a_visitor_breaks_nothing(opened: Opener, seed: int, lesson: str) -> None:
    watched = opened("--lesson", lesson)
    visitor = Visitor(watched.window, random.Random(seed))
    until = time.monotonic() + seconds / 2
    while time.monotonic() < until:
        visitor.do_something()
        watched.qtbot.wait(visitor.rng.choice([0, 0, 1, 30]))
    watched.window.sheets.close()
    watched.window.show_lesson("two-knobs")
    ordered = watched.window.session.ordered_run
    watched.until(lambda: watched.frames[-1].run == ordered and watched.frames[-1].step > 3)
    everything_agrees(watched)


def everything_agrees(watched: Watched) -> None:
    """Title, knobs, speed and seed on screen are those of the run that trains."""
    window, session = watched.window, watched.window.session
    trainer = session._worker.trainer
    assert trainer.experiment == session.experiment
    assert trainer.seed == session.run.seed == watched.part("seedBox").value()
    assert window.gallery.chosen == window.lesson.id
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
        if self._plane() is not None:
            self._habits += [self.touch_the_plane] * 4

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

    def _plane(self) -> PlaneStage | None:
        stage = self.window.run_view.stage
        return stage if isinstance(stage, PlaneStage) else None

    def touch_the_plane(self) -> None:
        """A stroke, a drag, a pinch or a tap, with a tool or an action first."""
        stage = self._plane()
        if stage is None or not stage.isVisible() or QApplication.activePopupWidget() is not None:
            return
        plane, tools = stage.figure.viewport(), stage.tools.findChildren(QAbstractButton)
        QTest.mouseClick(self.rng.choice(tools), left)
        start = QPoint(self.rng.randrange(plane.width()), self.rng.randrange(plane.height()))
        way = [start + QPoint(self.rng.randrange(-90, 90), self.rng.randrange(-90, 90)) for _ in range(4)]
        for touch in self._touches(plane, start, way):
            if not isValid(plane):  # its stage went while a hand was on it
                break
            touch()

    def _touches(self, plane: QWidget, start: QPoint, way: list[QPoint]) -> list[Callable[[], None]]:
        """With a button, with a finger, or with two."""
        screen, kind = Fingers(plane), self.rng.randrange(3)
        button = self.rng.choice([left, Qt.MouseButton.RightButton])
        if kind == 0:
            moves = [partial(QTest.mouseMove, plane, place) for place in way]
            end = partial(QTest.mouseRelease, plane, button, pos=way[-1])
            return [partial(QTest.mousePress, plane, button, pos=start), *moves, end]
        if kind == 1:
            moves = [partial(screen.move, place) for place in way]
            return [partial(screen.press, start), *moves, partial(screen.release, way[-1])]
        moves = [partial(screen.move, one, other) for one, other in pairwise(way)]
        return [partial(screen.press, start, way[0]), *moves, partial(screen.release, *way[-2:])]

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
