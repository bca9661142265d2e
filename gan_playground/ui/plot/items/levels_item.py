"""What a plot is measured against: lines from edge to edge at certain heights, and bands between two of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.strokes import LineStyle, dashed, draw_strokes, pen_of, tint


class Level(Struct, frozen=True):
    """A line at a height. strength: how much of its colour covers the surface."""

    style: LineStyle
    y: float
    strength: float = 1.0


class Band(Struct, frozen=True):
    """All that lies between two heights."""

    role: str
    low: float
    high: float
    strength: float


class LevelsItem(PixelItem):
    """Bands, and lines before them. A line without gaps is a hair as fine as the screen's pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._bands: tuple[Band, ...] = ()
        self._levels: tuple[Level, ...] = ()
        self._seen: tuple[float, float] = (0.0, 0.0)

    def set_data(self, levels: Sequence[Level], bands: Sequence[Band] = ()) -> None:
        """The first ones behind."""
        if (tuple(bands), tuple(levels)) != (self._bands, self._levels):
            self._bands, self._levels = tuple(bands), tuple(levels)
            self.update()

    def viewRangeChanged(self) -> None:
        """What moves from side to side is nothing to it: so it can be kept painted while time goes on."""
        low, high = self._box.viewRange()[1] if self._is_over and self._box is not None else self._seen
        if not self._is_over or (low, high) != self._seen:
            self._seen = low, high
            super().viewRangeChanged()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        for band in self._bands:
            top, bottom = self._row(band.high, at), self._row(band.low, at)
            room = QRectF(at.box.left(), top, at.box.width(), bottom - top)
            painter.fillRect(room, tint(self.theme, band.role, band.strength))
        for level in self._levels:
            (self._draw_dotted if level.style.off else self._draw_hair)(painter, level, at)

    def _row(self, y: float, at: ToPixels) -> float:
        """Inside the box, px."""
        return float(np.clip(at.y(np.array(y)), at.box.top(), at.box.bottom()))

    def _draw_hair(self, painter: QPainter, level: Level, at: ToPixels) -> None:
        y = float(np.floor(at.y(np.array(level.y)))) + 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(tint(self.theme, level.style.role, level.strength), level.style.width))
        painter.drawLine(QLineF(at.box.left(), y, at.box.right(), y))

    def _draw_dotted(self, painter: QPainter, level: Level, at: ToPixels) -> None:
        style, unit = level.style, self.unit
        y = np.full(2, float(at.y(np.array(level.y))))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(style, self.theme, style.width * unit, level.strength))
        ends = np.array([at.box.left(), at.box.right()])
        draw_strokes(painter, dashed(ends, y, style.on * unit, style.off * unit))
