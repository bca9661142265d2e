"""Items of a pyqtgraph plot that paint in device pixels, for the benchmarks of drawing: what such a plot costs at best.

What makes a plot dear is a thick or dashed cosmetic pen under a transformation. These hand QPainter one array of
straight strokes, or of rectangles, that numpy has brought to the pixels of the device.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from shiboken6 import wrapInstance

Array = NDArray[np.float64]


class DeviceItem(pg.GraphicsObject):
    """Covers all that its plot shows, and paints in pixels of the device; nothing before it has data."""

    def __init__(self, color: QColor, view: QRectF) -> None:
        super().__init__()
        self._color, self._view = color, view

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._view

    def paint(self, painter: QPainter, *_: object) -> None:
        to_device = painter.transform()
        painter.resetTransform()
        self.paint_pixels(painter, to_device)
        painter.setTransform(to_device)

    def paint_pixels(self, painter: QPainter, to_device: QTransform) -> None:
        raise NotImplementedError


class CurveItem(DeviceItem):
    """A line through points; dashes are `on` px long and `off` px apart, `off` = 0 is none.

    pairs: each two points are a stroke of their own.
    """

    def __init__(
        self, color: QColor, view: QRectF, width: float, on: float = 0, off: float = 0, pairs: bool = False
    ) -> None:
        super().__init__(color, view)
        cap = Qt.PenCapStyle.FlatCap if off or pairs else Qt.PenCapStyle.SquareCap
        self._pen = QPen(color, width, Qt.PenStyle.SolidLine, cap)
        self._on, self._off, self._pairs = on, off, pairs
        self._points = np.empty((0, 2))

    def set_points(self, x: Array, y: Array) -> None:
        """In data units, (N,) each; what is not finite is left out."""
        points = np.column_stack((x, y))
        self._points = points[np.isfinite(points).all(axis=1)]
        self.update()

    def paint_pixels(self, painter: QPainter, to_device: QTransform) -> None:
        if len(self._points) < 2:
            return
        scale, offset = (to_device.m11(), to_device.m22()), (to_device.dx(), to_device.dy())
        strokes = self._strokes(self._points * scale + offset)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        if len(strokes):
            painter.drawLines(wrapInstance(strokes.ctypes.data, QLineF), len(strokes))

    def _strokes(self, points: Array) -> Array:
        """(M, 4) of x1, y1, x2, y2."""
        if self._pairs:
            return np.ascontiguousarray(points.reshape(-1, 4))
        if not self._off:
            return np.ascontiguousarray(np.hstack((points[:-1], points[1:])))
        along = np.concatenate(((0.0,), np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
        starts = np.arange(0.0, along[-1], self._on + self._off)
        ends = (np.interp(at, along, side) for at in (starts, starts + self._on) for side in points.T)
        return np.ascontiguousarray(np.column_stack(list(ends)))


class BarsItem(DeviceItem):
    """Bars that stand on 0."""

    def __init__(self, color: QColor, view: QRectF) -> None:
        super().__init__(color, view)
        self._edges, self._heights = np.empty(0), np.empty(0)

    def set_bars(self, edges: Array, heights: Array) -> None:
        """In data units: (N + 1,) and (N,)."""
        self._edges, self._heights = edges, heights
        self.update()

    def paint_pixels(self, painter: QPainter, to_device: QTransform) -> None:
        if not len(self._heights):
            return
        x, ground = self._edges * to_device.m11() + to_device.dx(), to_device.dy()
        heights = self._heights * to_device.m22()
        bars = np.column_stack((x[:-1], np.full(len(heights), ground), np.diff(x) - 1, heights))
        bars = np.ascontiguousarray(bars[heights != 0])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        if len(bars):
            painter.drawRects(wrapInstance(bars.ctypes.data, QRectF), len(bars))


def bare_plot(plot: pg.PlotItem, view: QRectF) -> pg.PlotItem:
    """A plot with a fixed range and none of pyqtgraph's buttons and menus."""
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setRange(view, padding=0, disableAutoRange=True)
    return plot
