"""Lines of equal height on a grid of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import contourpy
import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import LineStyle, dashed, draw_strokes, pen_of, solid

_no_lines = np.empty((0, 2))


def contours(values: Array, place: QRectF, levels: Sequence[float]) -> Array:
    """Where a grid (R, C) over a rectangle crosses these levels: places (N, 2), with a gap of NaN after each line."""
    rows, columns = values.shape
    x = place.left() + (np.arange(columns) + 0.5) / columns * place.width()
    y = place.top() + (np.arange(rows) + 0.5) / rows * place.height()
    generator = contourpy.contour_generator(x, y, values)
    gap = np.full((1, 2), np.nan)
    return np.concatenate(
        [part for level in levels for line in generator.lines(level) for part in (line, gap)] or [_no_lines]
    )


class ContourItem(PixelItem):
    """Lines in a style of the visual language, found when they are first drawn: while hidden they cost nothing."""

    clips_itself = True

    def __init__(self, style: LineStyle) -> None:
        super().__init__()
        self.style = style
        self._grid: tuple[Array, QRectF, Sequence[float]] | None = None
        self._lines: Array | None = _no_lines

    def set_data(self, values: Array, place: QRectF, levels: Sequence[float]) -> None:
        """Values (R, C), the first row at the bottom, over a rectangle of the data; they must be finite."""
        self._grid, self._lines = (values, place, levels), None
        self.update()

    def clear(self) -> None:
        """Draw nothing."""
        self._grid, self._lines = None, _no_lines
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if self._lines is None and self._grid is not None:
            self._lines = contours(*self._grid)
        if self._lines is None or not len(self._lines):
            return
        x, y = at.points(self._lines).T
        self.clip(painter, at, reach(x), reach(y))
        unit, style = self.unit, self.style
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(style, self.theme, style.width * unit, self.strength))
        draw_strokes(painter, dashed(x, y, style.on * unit, style.off * unit) if style.off else solid(x, y))
