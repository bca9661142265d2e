"""A line that a hand draws: thick, with a round handle where the hand is, and a word that says whose it is."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gan_playground.ui.plot.free_places import free_place
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.strokes import draw_strokes, solid

width_px, rim_px, handle_px, text_px, air_px = 4.0, 2.0, 7.0, 12.5, 10.0


class DrawnItem(PixelItem):
    """It lies over all lines, so each stroke has a rim of the surface."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._across, self._up = np.empty(0), np.empty(0)
        self._handle: tuple[float, float] | None = None
        self._caption = words

    def set_data(self, x: Array, y: Array, handle: tuple[float, float] | None = None) -> None:
        """Points (N,), (N,), with a gap wherever one is not finite; x must not fall. handle: where the hand is."""
        self._across, self._up, self._handle = x, y, handle
        self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not np.isfinite(self._up).any():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strokes = solid(at.x(self._across), at.y(self._up))
        for role, width in (("surface", width_px + 2 * rim_px), ("text", width_px)):
            painter.setPen(_round_pen(self.theme.color(role), width * self.unit))
            draw_strokes(painter, strokes)
        if self._handle is not None:
            painter.setPen(QPen(self.theme.color("surface"), rim_px * self.unit))
            painter.setBrush(self.theme.color("text"))
            painter.drawEllipse(at.point(*self._handle), handle_px * self.unit, handle_px * self.unit)
        self._write(painter, at)

    def _write(self, painter: QPainter, at: ToPixels) -> None:
        """Near its highest point, where nothing else is written."""
        plot = self.parentItem()
        assert isinstance(plot, Plot)
        place = free_place(self._wanted(at), [*plot.written(at)], at.box, self.unit)
        painter.setFont(self._font())
        painter.fillRect(place, self.theme.color("surface"))
        painter.setPen(self.theme.color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._caption)

    def _wanted(self, at: ToPixels) -> QRectF:
        highest = int(np.nanargmax(self._up))
        top = at.point(float(self._across[highest]), float(self._up[highest]))
        metrics, air = QFontMetricsF(self._font()), air_px * self.unit
        width, height = metrics.horizontalAdvance(self._caption) + air, metrics.height()
        return QRectF(top - QPointF(width / 2, height + air), top + QPointF(width / 2, -air))

    def _font(self) -> QFont:
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        return font


def _round_pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
