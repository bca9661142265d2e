"""A curve that a hand draws over the figure: how the density of what G makes will be."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent

from gan_playground.ui.plot.items.drawn_item import DrawnItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.stages.line.plot import LinePlot

columns = 192
"""So many values has a drawing, evenly over all that is seen of x."""


class CurveSketch(QObject):
    """One value per x: to draw over a part again replaces that part. It hears the hand before the figure does.

    Signals: changed(): something was drawn.
    """

    changed = Signal()

    def __init__(self, figure: LinePlot) -> None:
        super().__init__(figure)
        self._figure, self._item = figure, DrawnItem("your prediction")
        self._x = np.linspace(*figure.scale.view, columns)
        self._heights = np.full(columns, np.nan)
        self._last: tuple[float, float] | None = None
        self._hears = False
        figure.curves.add_over(self._item)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn that has an area."""
        return not np.nansum(self._heights) > 0

    @property
    def curve(self) -> tuple[Array, Array]:
        """x, and the height there, (columns,) each: nil where nothing is drawn."""
        return self._x, np.nan_to_num(self._heights)

    def open(self) -> None:
        """Let a hand draw, on nothing."""
        self.clear()
        self._set_hearing(True)
        self._figure.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def close(self) -> None:
        """What is drawn stays, and nothing more is drawn."""
        self._set_hearing(False)
        self._figure.viewport().unsetCursor()
        self._last = None
        self.renew()

    @Slot()
    def clear(self) -> None:
        """Take back all that was drawn."""
        self._x, self._heights = np.linspace(*self._figure.scale.view, columns), np.full(columns, np.nan)
        self._last = None
        self.renew()
        self.changed.emit()

    @Slot()
    def renew(self) -> None:
        """The figure may have another scale."""
        top = self._figure.scale.density_top
        last = None if self._last is None else (self._last[0], self._last[1] / top)
        self._item.set_data(self._x, self._heights / top, last)

    def _set_hearing(self, hears: bool) -> None:
        if hears != self._hears:
            self._hears = hears
            viewport = self._figure.viewport()
            (viewport.installEventFilter if hears else viewport.removeEventFilter)(self)

    # The hand.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is drawn is not meant for the figure below; its wheel and its other buttons are."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.MouseMove:
            return self._move(event)
        if event.button() is not Qt.MouseButton.LeftButton or not self._is_inside(event.position()):
            return False
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._last = None
            self._draw_to(event.position())
        return True

    def _move(self, event: QMouseEvent) -> bool:
        draws = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if draws:
            self._draw_to(event.position())
        return draws

    def _is_inside(self, place: QPointF) -> bool:
        """In the upper plot, or at its edges, where a line is begun and ended."""
        return self._figure.curves.geometry().contains(self._figure.mapToScene(place.toPoint()))

    def _draw_to(self, place: QPointF) -> None:
        """A straight line from where the hand was."""
        at = self._figure.curves.box.mapSceneToView(self._figure.mapToScene(place.toPoint()))
        top = self._figure.scale.density_top
        here = float(np.clip(at.x(), self._x[0], self._x[-1])), float(np.clip(at.y(), 0.0, 1.0)) * top
        before = here if self._last is None else self._last
        left, right = sorted((before, here))
        step = self._x[1] - self._x[0]
        first, last = (round((one[0] - self._x[0]) / step) for one in (left, right))
        touched = slice(first, last + 1)
        if first == last:
            self._heights[touched] = here[1]
        else:
            self._heights[touched] = np.interp(self._x[touched], (left[0], right[0]), (left[1], right[1]))
        self._last = here
        self.renew()
        self.changed.emit()
