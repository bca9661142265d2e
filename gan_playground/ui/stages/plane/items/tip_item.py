"""The tool in hand: how large its tip is, and what it is doing before it is done."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels

stroke_opacity = 0.35


class TipItem(PixelItem):
    """A circle under the pointer, and the stroke that it has drawn since it was pressed."""

    clips_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._pointer: QPointF | None = None
        self._radius, self._stroke = 0.0, np.empty((0, 2))

    def set_data(self, pointer: QPointF | None, radius: float, stroke: Array) -> None:
        """Where the pointer is, px; the tip's radius along x, and the stroke's places (N, 2), in the data's units."""
        self._pointer, self._radius, self._stroke = pointer, radius, stroke
        self.setVisible(bool(radius) and pointer is not None)
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not self._radius or self._pointer is None:
            return
        radius = self._radius * at.x_scale
        around = np.add((self._pointer.x(), self._pointer.y()), ((-radius, -radius), (radius, radius)))
        self.clip(painter, at, reach(around[:, 0]), reach(around[:, 1]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._stroke):
            self._paint_stroke(painter, at.points(self._stroke), radius)
        painter.setPen(QPen(self.theme.color("text"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self._pointer, radius, radius)

    def _paint_stroke(self, painter: QPainter, points: Array, radius: float) -> None:
        color = self.theme.color("real", stroke_opacity)
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(color, 2 * radius, Qt.PenStyle.SolidLine, round_cap, round_join))
        line = points if len(points) > 1 else np.repeat(points, 2, axis=0)
        painter.drawPolyline([QPointF(x, y) for x, y in line.tolist()])
