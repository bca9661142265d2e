"""What comes in from visitors: noted as a sign of life, and let through only where it leads nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.ui.exhibit.corners import Corners

Kind, Key = QEvent.Type, Qt.Key
ways_out = {Kind.ContextMenu, Kind.DragEnter, Kind.DragMove, Kind.Drop, Kind.ToolTip, Kind.WhatsThis, Kind.Shortcut}
"""What opens a menu, takes a file in, or does what a key of the window does."""
key_kinds = {Kind.KeyPress, Kind.KeyRelease, Kind.ShortcutOverride}
presses = {Kind.MouseButtonPress, Kind.MouseButtonDblClick, Kind.TouchBegin, Kind.TabletPress}
releases = {Kind.MouseButtonRelease, Kind.TouchEnd, Kind.TabletRelease}
moves = {Kind.MouseMove, Kind.TouchUpdate, Kind.TabletMove, Kind.Wheel}
noted = ways_out | key_kinds | presses | releases | moves

plain_keys = {Key.Key_Tab, Key.Key_Backtab, Key.Key_Space, Key.Key_Return, Key.Key_Enter}
plain_keys |= {Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down}
digit_keys = {Key(Key.Key_0 + digit) for digit in range(10)} | {Key.Key_Backspace}
harmless = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
still_px = 4  # a mouse that nobody touches trembles
deaf_ms = 350  # after what woke the exhibit: whoever touched it did not mean what came up there


class Gate(QObject):
    """Sees every event of the program.

    takes_digits: whether the pad is up. touches: how often somebody pressed or typed. Signals: came(): somebody did
    something. corners_done(): the operator's gesture.
    """

    came = Signal()
    corners_done = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self.corners = window, Corners()
        self.takes_digits, self.is_asleep, self.touches = False, False, 0
        self._deaf, self._last = QElapsedTimer(), (0, Kind.None_)
        self._pointer = QPointF()
        QApplication.instance().installEventFilter(self)

    def close(self) -> None:
        QApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in noted:
            return False
        if kind in ways_out:
            return True
        if kind in key_kinds:
            return self._key(event)
        if kind in releases:
            return self._is_deaf
        return self._move(event) if kind in moves else self._press(event)

    def _key(self, event: QKeyEvent) -> bool:
        """True: it goes no further. An accepted override is a key that is no shortcut."""
        if event.type() is Kind.KeyPress:
            self._note(event)
        may_pass = event.key() in (plain_keys | digit_keys if self.takes_digits else plain_keys)
        if may_pass and not event.modifiers() & ~harmless and not self._is_deaf:
            return False
        event.accept()
        return True

    def _press(self, event: QMouseEvent | QTouchEvent) -> bool:
        place = self._window.mapFromGlobal(place_of(event))
        goes_on = self.corners.note(QPointF(place), self._window.size())
        self._note(event)
        if self.corners.is_done:
            self.corners_done.emit()
        is_other = isinstance(event, QMouseEvent) and event.button() is not Qt.MouseButton.LeftButton
        return goes_on or is_other or self._is_deaf

    def _move(self, event: QEvent) -> bool:
        if event.type() is not Kind.MouseMove:
            self._tell()
        elif (place_of(event) - self._pointer).manhattanLength() > still_px:
            self._pointer = place_of(event)
            if event.spontaneous():  # windows that open under a resting mouse make events of their own
                self._tell()
        return self._is_deaf

    def _note(self, event: QEvent) -> None:
        """Once, for the same press comes to the window and then to what lies under it."""
        self._tell()
        one = event.timestamp(), event.type()
        if one != self._last and not self._is_deaf:  # what woke it is none
            self._last = one
            self.touches += 1

    def _tell(self) -> None:
        """A finger on glass is told as a move first: whatever wakes it, what comes right behind is not meant."""
        if self.is_asleep:
            self.is_asleep = False
            self._deaf.start()
        self.came.emit()

    @property
    def _is_deaf(self) -> bool:
        return self._deaf.isValid() and self._deaf.elapsed() < deaf_ms


def place_of(event: QMouseEvent | QTouchEvent) -> QPointF:
    """On the screen; of several fingers the first."""
    if isinstance(event, QTouchEvent):
        return event.points()[0].globalPosition() if event.points() else QPointF()
    return event.globalPosition()
