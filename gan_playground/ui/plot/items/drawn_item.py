"""A line that a hand draws: thick, with a round handle where the hand is."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gan_playground.ui.plot.items.captioned_item import CaptionedItem, rim_px
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, solid

width_px = 4.0


class DrawnItem(CaptionedItem):
    """It lies over all lines, so each stroke has a rim of the surface."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._across, self._up = np.empty(0), np.empty(0)
        self._handle: tuple[float, float] | None = None

    def set_data(self, x: Array, y: Array, handle: tuple[float, float] | None = None) -> None:
        """Points (N,), (N,), with a gap wherever one is not finite; x must not fall. handle: where the hand is."""
        self._across, self._up, self._handle = x, y, handle
        self.renew()

    def paint_drawing(self, painter: QPainter, at: ToPixels) -> None:
        if not np.isfinite(self._up).any():
            return
        strokes = solid(at.x(self._across), at.y(self._up))
        for role, width in (("surface", width_px + 2 * rim_px), ("text", width_px)):
            painter.setPen(_round_pen(self.theme.color(role), width * self.unit))
            draw_strokes(painter, strokes)
        if self._handle is not None:
            self.paint_handle(painter, at.point(*self._handle))
        highest = int(np.nanargmax(self._up))
        self.write(painter, at, at.point(float(self._across[highest]), float(self._up[highest])))


def _round_pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
