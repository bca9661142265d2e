"""The visitors of an exhibit, much faster than any could be: what they do, and what has to hold all the while."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gan_playground.ui.exhibit.visits import VisitPhase
from gan_playground.ui.exhibit.window import ExhibitState, ExhibitWindow

Key, Modifier, Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
buttons = (Button.LeftButton,) * 6 + (Button.RightButton, Button.MiddleButton)
keys = (
    *(Key(Key.Key_A + i) for i in range(26)), *(Key(Key.Key_0 + i) for i in range(10)),
    *(Key(Key.Key_F1 + i) for i in range(12)),
    Key.Key_Escape, Key.Key_Tab, Key.Key_Backtab, Key.Key_Space, Key.Key_Return, Key.Key_Left, Key.Key_Right,
    Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_End, Key.Key_Delete,
    Key.Key_Menu, Key.Key_Print,
)  # fmt: skip
modifiers = (
    *(Modifier.NoModifier,) * 3,
    *(Modifier.ShiftModifier, Modifier.ControlModifier, Modifier.AltModifier, Modifier.MetaModifier),
    Modifier.ControlModifier | Modifier.AltModifier,
    Modifier.ControlModifier | Modifier.ShiftModifier,
)
combinations = (
    (Key.Key_F4, Modifier.AltModifier), (Key.Key_Q, Modifier.ControlModifier), (Key.Key_W, Modifier.ControlModifier),
    (Key.Key_Escape, Modifier.NoModifier), (Key.Key_F11, Modifier.NoModifier), (Key.Key_Tab, Modifier.AltModifier),
    *((arrow, Modifier.ControlModifier | Modifier.AltModifier)
      for arrow in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
)  # fmt: skip
most_fingers = 5


class Crowd:
    """Hands on a window, which know nothing of the program. device: of touch; Qt keeps each that there ever was."""

    device: QPointingDevice | None = None

    def __init__(self, window: ExhibitWindow, rng: Random) -> None:
        self.window, self.rng = window, rng
        Crowd.device = Crowd.device or QTest.createTouchDevice()
        self.habits: tuple[Callable[[], None], ...] = (
            *(self.tap,) * 4, self.tap_a_button, self.tap_a_button, self.drag, self.type, self.combine, self.touch,
            self.touch, self.turn_wheel, self.ask_of_the_window,
        )  # fmt: skip

    def act(self) -> None:
        """Anything at all."""
        self.rng.choice(self.habits)()

    def place(self) -> QPoint:
        size = self.window.windowHandle().size()
        return QPoint(self.rng.randrange(size.width()), self.rng.randrange(size.height()))

    def tap(self) -> None:
        act = QTest.mouseDClick if self.rng.random() < 0.2 else QTest.mouseClick
        act(self.window.windowHandle(), self.rng.choice(buttons), Modifier.NoModifier, self.place())

    def tap_a_button(self) -> None:
        screen, asked = self.window.screen_of_visitors, self.window.still_there
        parts = (asked.go_on, asked.start_over) if asked.isVisible() else (screen.act, screen.other, screen.larger)
        part = self.rng.choice(parts)
        QTest.mouseClick(
            self.window.windowHandle(), Button.LeftButton, pos=part.mapTo(self.window, part.rect().center())
        )

    def drag(self) -> None:
        handle, place, button = self.window.windowHandle(), self.place(), self.rng.choice(buttons)
        QTest.mousePress(handle, button, pos=place)
        for _ in range(self.rng.randrange(5)):
            place = self._near(place)
            QTest.mouseMove(handle, place)
        QTest.mouseRelease(handle, button, pos=place)

    def _near(self, place: QPoint) -> QPoint:
        """Not far from there, and on the screen."""
        step = place + QPoint(self.rng.randrange(-90, 90), self.rng.randrange(-90, 90))
        size = self.window.windowHandle().size()
        return QPoint(min(max(step.x(), 0), size.width() - 1), min(max(step.y(), 0), size.height() - 1))

    def type(self) -> None:
        QTest.keyClick(self.window.windowHandle(), self.rng.choice(keys), self.rng.choice(modifiers))

    def combine(self) -> None:
        QTest.keyClick(self.window.windowHandle(), *self.rng.choice(combinations))

    def touch(self) -> None:
        """Some fingers come, move and go, not always together."""
        handle, places = self.window.windowHandle(), [self.place() for _ in range(self.rng.randint(1, most_fingers))]
        sequence = QTest.touchEvent(handle, Crowd.device, False)
        for finger, place in enumerate(places):
            sequence.press(finger, place, handle)
            if self.rng.random() < 0.3:
                sequence.commit(False)
        sequence.commit(False)
        for _ in range(self.rng.randrange(4)):
            for finger in range(len(places)):
                sequence.move(finger, self._near(places[finger]), handle)
            sequence.commit(False)
        for finger, place in enumerate(places):
            sequence.release(finger, place, handle)
        sequence.commit(False)

    def turn_wheel(self) -> None:
        place = self.place()
        turn, phase = QPoint(0, self.rng.choice((-240, -120, 120, 240))), Qt.ScrollPhase.NoScrollPhase
        everywhere = QPointF(self.window.mapToGlobal(place))
        event = QWheelEvent(
            QPointF(place), everywhere, QPoint(), turn, Button.NoButton, self.rng.choice(modifiers), phase, False
        )
        QApplication.sendEvent(self.window.childAt(place) or self.window, event)

    def ask_of_the_window(self) -> None:
        """What a window manager may want of it."""
        window = self.window
        wishes = (window.close, window.showMinimized, window.showNormal, window.showMaximized, self._close, self._menu)
        self.rng.choice(wishes)()

    def _close(self) -> None:
        QApplication.sendEvent(self.window, QCloseEvent())

    def _menu(self) -> None:
        place, mouse = self.place(), QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(
            self.window.childAt(place) or self.window, QContextMenuEvent(mouse, place, self.window.mapToGlobal(place))
        )


class Floor:
    """An exhibit with a crowd before it. visits: how many came. start: how it was before anybody did."""

    def __init__(self, window: ExhibitWindow, rng: Random) -> None:
        self.window, self.rng, self.crowd = window, rng, Crowd(window, rng)
        self.visits = 0
        self.faults: list[str] = []
        self.start: ExhibitState = window.state
        self._statuses: list[int] = []
        window.ended.connect(self._statuses.append)

    def visit(self, deeds: int) -> None:
        """Somebody comes, does so many things, and goes without a word."""
        self.crowd.tap()
        for _ in range(deeds):
            self.crowd.act()
            self.let_run(self.rng.choice((0, 1, 5, 20)))
        self.leave()
        self.visits += 1
        self.look()
        if self.window.state != self.start:
            self.faults.append(f"visit {self.visits} ended with {self.window.state}, and not {self.start}")

    def leave(self) -> None:
        """The time goes by that nobody is there: the question comes, counts down, and all begins again."""
        visits = self.window.visits
        while visits.phase is not VisitPhase.ALONE:
            timer = visits._count if visits.phase is VisitPhase.ASKED else visits._idle
            timer.timeout.emit()

    def let_run(self, ms: int) -> None:
        QTest.qWait(ms)

    def look(self) -> None:
        """It is there, alone, and nobody has got out."""
        seen = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        if (
            seen != [self.window]
            or self._statuses
            or QApplication.activePopupWidget()
            or QApplication.activeModalWidget()
        ):
            self.faults.append(f"after visit {self.visits} there are {seen}, {self._statuses}")
