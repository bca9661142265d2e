"""The rough hand itself: events on all widgets of a real window, faster than anybody could mean them."""

from __future__ import annotations

import json
import time
from collections import Counter
from random import Random

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from gan_playground.app import create_window, end_in_time
from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.catalogue import lessons

buttons = (Qt.MouseButton.LeftButton,) * 6 + (Qt.MouseButton.RightButton,)
keys = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab,
    Qt.Key.Key_D, Qt.Key.Key_G, Qt.Key.Key_Period, Qt.Key.Key_Comma, Qt.Key.Key_B, Qt.Key.Key_C, Qt.Key.Key_K,
    Qt.Key.Key_X, Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_T, Qt.Key.Key_BracketLeft,
    Qt.Key.Key_BracketRight, Qt.Key.Key_1, Qt.Key.Key_Delete,
)  # fmt: skip
events_at_once = 25
longest_start_s, few_steps = 60.0, 2
plain_hand = Qt.KeyboardModifier.NoModifier


class Hand:
    """Opens a window and acts on it; `told` is what it prints before it closes."""

    def __init__(self, seed: int) -> None:
        _answer_dialogs()
        self._rng = Random(seed)
        self.count = 0
        self.kinds: Counter[str] = Counter()
        self.told: dict[str, object] = {}
        self._run, self._step = 0, -1
        self.window = create_window(["--lesson", "textbook-curve", "--device", "cpu"])
        self._watchdog = end_in_time(self.window)
        self.window.session.frame_ready.connect(self._on_frame)
        self.window.resize(1440, 860)
        self.window.show()
        self._wait_for_another_run(0)

    def _on_frame(self, frame: Frame) -> None:
        self._run, self._step = frame.run, frame.step

    def lesson_ids(self) -> list[str]:
        return list(lessons())

    def begin(self, lesson: str) -> None:
        """Begin a lesson, and wait until it trains."""
        before = self._run
        self.window.show_lesson(lesson)
        self._wait_for_another_run(before)

    def _wait_for_another_run(self, run: int) -> None:
        until_s = time.monotonic() + longest_start_s
        while (self._run == run or self._step < few_steps) and time.monotonic() < until_s:
            QTest.qWait(20)

    def wait(self, seconds: float) -> None:
        QTest.qWait(round(1000 * seconds))

    def act_until(self, count: int, until_s: float) -> None:
        """So many events altogether, evenly until then; what the clock has no time for is left out."""
        began_s, first = time.monotonic(), self.count
        while self.count < count and time.monotonic() < until_s:
            passed = (time.monotonic() - began_s) / max(until_s - began_s, 1e-3)
            while self.count - first < passed * (count - first) and time.monotonic() < until_s:
                self._act_on_some(self._able(), until_s)
            QTest.qWait(1)

    def _able(self) -> list[QWidget]:
        """All that a hand could reach now."""
        top = QApplication.activePopupWidget() or self.window
        found = [w for w in top.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.width() and w.height()]
        return found or [top]

    def _act_on_some(self, able: list[QWidget], until_s: float) -> None:
        until = self.count + events_at_once
        while self.count < until and time.monotonic() < until_s:
            self._act(self._rng.choice(able))
        QApplication.processEvents()

    def _act(self, widget: QWidget) -> None:
        act = self._rng.choice((self._click, self._drag, self._drag, self._wheel, self._key, self._hold_key))
        act(widget)
        self.kinds[act.__name__] += 1

    def _place(self, widget: QWidget) -> QPoint:
        if not isValid(widget):  # what came before has ended it
            return QPoint()
        return QPoint(self._rng.randrange(max(widget.width(), 1)), self._rng.randrange(max(widget.height(), 1)))

    def _click(self, widget: QWidget) -> None:
        button, place = self._rng.choice(buttons), self._place(widget)
        self._mouse(widget, QEvent.Type.MouseButtonPress, place, button, button)
        self._mouse(widget, QEvent.Type.MouseButtonRelease, place, button, Qt.MouseButton.NoButton)

    def _drag(self, widget: QWidget) -> None:
        button = Qt.MouseButton.LeftButton
        self._mouse(widget, QEvent.Type.MouseButtonPress, self._place(widget), button, button)
        for _ in range(self._rng.randint(1, 12)):
            self._mouse(widget, QEvent.Type.MouseMove, self._place(widget), Qt.MouseButton.NoButton, button)
        self._mouse(widget, QEvent.Type.MouseButtonRelease, self._place(widget), button, Qt.MouseButton.NoButton)

    def _wheel(self, widget: QWidget) -> None:
        if not isValid(widget):
            return
        place, turn = QPointF(self._place(widget)), QPoint(0, self._rng.choice((-120, 120)))
        whole = widget.mapToGlobal(place)
        phase = Qt.ScrollPhase.NoScrollPhase
        self._send(widget, QWheelEvent(place, whole, QPoint(), turn, Qt.MouseButton.NoButton, plain_hand, phase, False))

    def _key(self, widget: QWidget) -> None:
        key = self._rng.choice(keys)
        self._press(widget, key, held=False)
        self._send(widget, QKeyEvent(QEvent.Type.KeyRelease, key, plain_hand))

    def _hold_key(self, widget: QWidget) -> None:
        key = self._rng.choice(keys)
        for turn in range(self._rng.randint(2, 15)):
            self._press(widget, key, held=turn > 0)
        self._send(widget, QKeyEvent(QEvent.Type.KeyRelease, key, plain_hand))

    def _press(self, widget: QWidget, key: Qt.Key, held: bool) -> None:
        self._send(widget, QKeyEvent(QEvent.Type.KeyPress, key, plain_hand, _text_of(key), held))

    def _mouse(
        self, widget: QWidget, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> None:
        if not isValid(widget):
            return
        here = QPointF(place)
        self._send(widget, QMouseEvent(kind, here, widget.mapToGlobal(here), button, held, plain_hand))

    def _send(self, widget: QWidget, event: QEvent) -> None:
        """To a widget that what came before may have ended."""
        self.count += 1
        if isValid(widget):
            QApplication.sendEvent(widget, event)

    def seconds_of_a_step(self) -> float:
        """The longest of a few, by the frames that come; it returns as one begins."""
        taken: list[float] = []
        until_s = time.monotonic() + 40
        while len(taken) < 3 and time.monotonic() < until_s:
            before, began_s = self._step, time.monotonic()
            while self._step == before and time.monotonic() < until_s:
                QTest.qWait(5)
            taken.append((time.monotonic() - began_s) / max(abs(self._step - before), 1))
        return max(taken, default=0.0)

    def close(self, began_s: float) -> int:
        """Say what was done, and close the window; the process ends with it."""
        self.told |= {
            "events": self.count,
            "seconds": round(time.monotonic() - began_s, 1),
            "step": self._step,
            **self.kinds,
        }
        print(json.dumps(self.told), flush=True)
        if popup := QApplication.activePopupWidget():
            popup.close()
        self.window.close()
        return 0


def _text_of(key: Qt.Key) -> str:
    return chr(key).lower() if key < 128 else ""


def _no_file(*_arguments: object, **_options: object) -> tuple[str, str]:
    return "", ""


def _no_folder(*_arguments: object, **_options: object) -> str:
    return ""


def _nothing(*_arguments: object) -> bool:
    return True


def _answer_dialogs() -> None:
    """Nobody is there to answer them, and no other program is to come up."""
    QFileDialog.getOpenFileName = staticmethod(_no_file)
    QFileDialog.getSaveFileName = staticmethod(_no_file)
    QFileDialog.getExistingDirectory = staticmethod(_no_folder)
    QDesktopServices.openUrl = staticmethod(_nothing)
