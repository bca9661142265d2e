"""Hands on the plane: mouse, finger and pen, each turned into the same few gestures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTouchEvent
from shiboken6 import isValid

from gan_playground.ui.stages.plane.editor import PlaneEditor
from gan_playground.ui.stages.plane.plot import PlanePlot
from gan_playground.ui.stages.plane.tools import PlaneTools, Tool

still_px = 4.0  # a press that moves no further is a click
dot_reach_px, mode_reach_px = 14.0, 16.0
key_step_px = 60.0
magnify_a_notch = 1.2


class PlaneHands(QObject):
    """Listens to the plot's events, before the plot does.

    One finger, the pen and the left button do what the tool says; two fingers, the right and the middle button move
    the plane. The wheel and a double click are the plot's own: they do the same in every panel.

    Signals: pinned(int or None) when a dot is to be followed, or no longer.
    """

    pinned = Signal(object)

    def __init__(self, figure: PlanePlot, editor: PlaneEditor, tools: PlaneTools) -> None:
        super().__init__(figure)
        self._figure, self._editor, self._tools = figure, editor, tools
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._mode: int | None = None
        self._moves_plane = self._has_moved = False
        self._pinch: tuple[QPointF, float] | None = None
        tools.tool_chosen.connect(self._show_tool)
        tools.tip.size_slider.valueChanged.connect(self._show_tool)
        for part in (figure, figure.viewport()):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self._figure):  # events still come while a stage is taken down
            return False
        if self._figure.frame is None:
            if self._pressed is not None:  # a run begins while a hand is at work
                self._take_back()
            return False
        if watched is self._figure:
            return isinstance(event, QKeyEvent) and self._key(event)
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if event.type() is QEvent.Type.Leave:
            self._point_at(None)
        return False

    def _point_at(self, point: QPointF | None) -> None:
        """The pointer is here now; with the hand, a mode that could be taken says so."""
        self._figure.pointer = point
        if self._pressed is None:
            self._offer_handle(point)
        self._figure.show_hand_soon()

    def _offer_handle(self, point: QPointF | None) -> None:
        centres, mode = self._editor.centres, None
        if point is not None and self._tools.tool is Tool.HAND and not self._figure.is_empty:
            mode = self._figure.mode_at(point, centres, mode_reach_px)
        self._figure.handle_at(tuple(centres[mode]) if centres is not None and mode is not None else None)

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, point = event.type(), event.position()
        if self._pressed is not None and event.button() not in (self._button, Qt.MouseButton.NoButton):
            return True  # one hand at a time
        if kind is QEvent.Type.MouseButtonPress:
            self._button = event.button()
            self._figure.setFocus(Qt.FocusReason.MouseFocusReason)
            if event.button() in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
                self._take_plane(point)
            elif event.button() is Qt.MouseButton.LeftButton:
                self._press(point)
        elif kind is QEvent.Type.MouseMove:
            self._move(point)
        elif kind is QEvent.Type.MouseButtonRelease:
            self._release(point)
        elif kind is QEvent.Type.MouseButtonDblClick and self._tools.tool is not Tool.HAND:
            self._press(point)
        else:
            return False
        return True

    def _touch(self, event: QTouchEvent) -> bool:
        """One finger is a hand with a tool; two move and magnify the plane."""
        points = event.points()
        if event.type() is QEvent.Type.TouchCancel:
            self._take_back()
            self._pinch = None
        elif self._pinch is not None and event.type() is QEvent.Type.TouchEnd:
            self._pinch = None
        elif len(points) >= 2:
            self._pinch_with(points[0].position(), points[1].position())
        elif self._pinch is not None:
            pass  # one of two fingers has left: the other one is not a hand yet
        elif event.type() is QEvent.Type.TouchBegin:
            self._press(points[0].position())
        elif event.type() is QEvent.Type.TouchUpdate:
            self._move(points[0].position())
        elif event.type() is QEvent.Type.TouchEnd:
            self._release(points[0].position())
            self._point_at(None)
        event.accept()
        return True

    def _pinch_with(self, one: QPointF, other: QPointF) -> None:
        middle, span = (one + other) / 2, max(1.0, QPointF(one - other).manhattanLength())
        if self._pinch is None:
            self._take_back()
        else:
            self._figure.box.move_by(middle - self._pinch[0])
            self._magnify(span / self._pinch[1], middle)
        self._pinch = middle, span

    def _press(self, point: QPointF) -> None:
        self._show_tool()  # whose tip goes by the data that are there now
        self._pressed, self._last, self._has_moved = point, point, False
        self._figure.pointer = point
        self._moves_plane, self._mode = False, None
        if self._tools.tool in (Tool.BRUSH, Tool.ERASER):
            self._figure.stroke = [self._figure.own_place(point)]
        elif self._tools.tool is Tool.HAND:
            self._mode = self._figure.mode_at(point, self._editor.centres, mode_reach_px)
            self._moves_plane = self._mode is None
        self._figure.show_hand()

    def _take_plane(self, point: QPointF) -> None:
        self._pressed, self._last, self._has_moved = point, point, False
        self._moves_plane, self._mode = True, None

    def _move(self, point: QPointF) -> None:
        if self._pressed is not None:
            if not self._has_moved and (point - self._pressed).manhattanLength() > still_px:
                self._has_moved = True
                if self._mode is not None:
                    self._editor.begin()
            if self._has_moved:
                self._drag(point)
            self._last = point
        self._point_at(point)

    def _drag(self, point: QPointF) -> None:
        if self._figure.stroke:
            self._figure.stroke.append(self._figure.own_place(point))
        elif self._mode is not None:
            place = self._figure.own_place(point)
            self._editor.move_mode(self._mode, place)
            self._figure.handle_at(place)
        elif self._moves_plane:
            self._figure.box.move_by(point - self._last)

    def _release(self, point: QPointF) -> None:
        if self._pressed is None:
            return
        stroke, self._figure.stroke = self._figure.stroke, []
        if stroke:
            self._end_stroke(stroke)
        elif self._has_moved and self._mode is not None:
            self._editor.end()
        elif not self._has_moved:
            self._click(point)
        self._let_go()

    def _let_go(self) -> None:
        self._pressed = self._mode = None
        self._moves_plane = self._has_moved = False
        self._figure.handle_at(None)
        self._figure.show_hand()

    def _end_stroke(self, stroke: list[tuple[float, float]]) -> None:
        radius, softness = self._figure.tip_radius, self._tools.tip.softness
        if self._tools.tool is Tool.BRUSH:
            self._editor.paint(stroke, radius, softness)
        else:
            self._editor.rub_out(stroke, radius, softness)

    def _click(self, point: QPointF) -> None:
        if self._tools.tool is Tool.ADD:
            self._editor.add_mode(self._figure.own_place(point))
        elif self._tools.tool is Tool.HAND:
            self.pinned.emit(self._figure.dot_at(point, dot_reach_px))

    def _magnify(self, times: float, about: QPointF) -> None:
        """About a point of the view."""
        box = self._figure.box
        box.magnify(times, box.mapFromScene(about))

    def _take_back(self) -> None:
        """What the hand was at did not happen."""
        self._figure.stroke = []
        if self._mode is not None and self._has_moved:
            self._editor.take_back()
        self._let_go()

    def _key(self, event: QKeyEvent) -> bool:
        """Escape belongs to what a hand is at, and then to the dot that is followed, before it leaves full screen."""
        escape = event.key() == Qt.Key.Key_Escape
        if event.type() is QEvent.Type.ShortcutOverride:
            mine = (escape and self._has_something) or event.key() in _moves
            event.setAccepted(mine)
            return mine
        if event.type() is not QEvent.Type.KeyPress:
            return False
        middle = self._figure.box.mapToScene(self._figure.box.rect().center())
        if escape and self._pressed is not None:
            self._take_back()
        elif escape and self._has_something:
            self.pinned.emit(None)
        elif event.key() in _moves:
            self._figure.box.move_by(QPointF(*_moves[event.key()]) * key_step_px)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._magnify(magnify_a_notch, middle)
        elif event.key() == Qt.Key.Key_Minus:
            self._magnify(1 / magnify_a_notch, middle)
        elif event.key() == Qt.Key.Key_0:
            self._figure.fit_by_hand()
        else:
            return False
        return True

    @property
    def _has_something(self) -> bool:
        picture = self._figure.picture
        return self._pressed is not None or (picture is not None and picture.survey.pinned is not None)

    @Slot()
    def _show_tool(self) -> None:
        """A cursor, and a tip of the right size."""
        tool, picture = self._tools.tool, self._figure.picture
        has_tip = tool in (Tool.BRUSH, Tool.ERASER)
        self._figure.tip_radius = self._tools.tip.share * picture.view.width if has_tip and picture is not None else 0.0
        shapes = {Tool.HAND: Qt.CursorShape.OpenHandCursor, Tool.ADD: Qt.CursorShape.CrossCursor}
        self._figure.viewport().setCursor(shapes.get(tool, Qt.CursorShape.BlankCursor))
        self._figure.show_hand()


_moves = {
    Qt.Key.Key_Left: (1.0, 0.0),
    Qt.Key.Key_Right: (-1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}
