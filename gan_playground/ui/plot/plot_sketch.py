"""A hand that draws over a plot: mouse, pen, finger, or the keyboard's pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTouchEvent
from shiboken6 import isValid

from gan_playground.ui.plot.items.captioned_item import CaptionedItem
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.sketch import Sketch
from gan_playground.ui.plot.view import PlotView

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame

key_share, shift_share = 1 / 40, 1 / 10  # of the box, a press of an arrow, and one with Shift
Place = tuple[float, float]


class PlotSketch(Sketch):
    """It hears the hand before the view does; the wheel, other buttons and a second finger are the view's own.

    A subclass draws to places in the units of the plot's box. By the keyboard, arrows move a pen, the space bar puts it
    down and lifts it, and Backspace takes all back.
    """

    def __init__(self, view: PlotView, plot: Plot, item: CaptionedItem) -> None:
        super().__init__(view)
        self._view, self._plot, self._item = view, plot, item
        self._hears = self._draws = self._is_down = False
        self._pen: Place | None = None
        self._before = view.focusPolicy(), view.viewport().cursor()
        plot.add_over(item)

    def draw_to(self, place: Place, begins: bool) -> None:
        """The hand is here, and has come from where it was unless it begins."""
        raise NotImplementedError

    def renew(self) -> None:
        """Draw it to the scale that the plot has now."""
        raise NotImplementedError

    def show_frame(self, frame: Frame) -> None:
        self.renew()

    def open(self) -> None:
        self.clear()
        if not self._hears:
            self._hears, self._before = True, (self._view.focusPolicy(), self._view.viewport().cursor())
            for part in (self._view, self._view.viewport()):
                part.installEventFilter(self)
            self._view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def close(self) -> None:
        if self._hears:
            self._hears = self._draws = False
            for part in (self._view, self._view.viewport()):
                part.removeEventFilter(self)
            self._view.setFocusPolicy(self._before[0])
            self._view.viewport().setCursor(self._before[1])
        self._lift_pen()
        self.renew()

    def _lift_pen(self) -> None:
        self._pen, self._is_down = None, False
        self._item.show_pen(None)

    # The hand.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self._view):
            return False
        if watched is self._view:
            return self._hear_keyboard(event)
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return isinstance(event, QMouseEvent) and self._mouse(event)

    def _mouse(self, event: QMouseEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove:
            if self._draws:
                self._go_to(event.position(), begins=False)
            return self._draws
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return self._begin(event.position())
        had, self._draws = self._draws, False
        return had

    def _touch(self, event: QTouchEvent) -> bool:
        """One finger draws; what two do is the view's."""
        points, kind = event.points(), event.type()
        if len(points) != 1 or kind is QEvent.Type.TouchCancel:
            self._draws = False
            return False
        if kind is QEvent.Type.TouchBegin and not self._begin(points[0].position()):
            return False
        if kind is QEvent.Type.TouchUpdate and self._draws:
            self._go_to(points[0].position(), begins=False)
        had, self._draws = self._draws, self._draws and kind is not QEvent.Type.TouchEnd
        event.setAccepted(had)
        return had

    def _begin(self, at: QPointF) -> bool:
        self._draws = self.is_inside(at)
        if self._draws:
            self._lift_pen()
            self._go_to(at, begins=True)
        return self._draws

    def is_inside(self, at: QPointF) -> bool:
        """In the plot, or at its edges, where a line is begun and ended."""
        return self._plot.geometry().contains(self._view.mapToScene(at.toPoint()))

    def _go_to(self, at: QPointF, begins: bool) -> None:
        place = self._plot.box.mapSceneToView(self._view.mapToScene(at.toPoint()))
        self.draw_to((place.x(), place.y()), begins)

    # The keyboard.

    def _hear_keyboard(self, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self._follow_focus(event)
        if not isinstance(event, QKeyEvent) or event.key() not in _keys:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # before the keys of the window
        elif event.type() is QEvent.Type.KeyPress:
            self._press(event)
        return True

    def _follow_focus(self, event: QFocusEvent) -> None:
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if event.gotFocus() and by_key and self._pen is None:
            self._move_pen(0.0, 0.0)
        elif event.lostFocus():
            self._lift_pen()

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in _moves:
            share = shift_share if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else key_share
            across, up = _moves[Qt.Key(event.key())]
            self._move_pen(across * share, up * share)
        elif event.key() == Qt.Key.Key_Space:
            self._is_down = not self._is_down
            self._move_pen(0.0, 0.0)
        else:
            self._is_down = False
            self.clear()

    def _move_pen(self, across: float, up: float) -> None:
        """By shares of the box."""
        begins = not across and not up
        (left, right), (bottom, top) = self.room
        x, y = self._pen or ((left + right) / 2, (bottom + top) / 2)
        x, y = x + across * (right - left), y + up * (top - bottom)
        self._pen = min(max(x, left), right), min(max(y, bottom), top)
        self._item.show_pen(self._pen)
        if self._is_down:
            self.draw_to(self._pen, begins)

    @property
    def room(self) -> tuple[Place, Place]:
        """From where to where one can draw, across and up, in the box's units."""
        across, up = self._plot.box.viewRange()
        return (across[0], across[1]), (up[0], up[1])


_moves = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}
_keys = {*_moves, Qt.Key.Key_Space, Qt.Key.Key_Backspace}
