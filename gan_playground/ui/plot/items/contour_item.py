"""Lines of equal height on a grid of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from contourpy import FillType, LineType, SerialContourGenerator, ZInterp
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import LineStyle, dashed, draw_strokes, pen_of, solid

_no_lines = np.empty((0, 2))
_gap = np.full((1, 2), np.nan)


@lru_cache(maxsize=8)
def _middles(rows: int, columns: int) -> tuple[Array, Array]:
    """x and y of the middles of a grid's cells (R, C), as shares of all of it."""
    x, y = np.meshgrid((np.arange(columns) + 0.5) / columns, (np.arange(rows) + 0.5) / rows)
    return x, y


def contours(values: Array, place: QRectF, levels: Sequence[float]) -> Array:
    """Where a grid (R, C) over a rectangle crosses these levels: places (N, 2), with a gap of NaN after each line."""
    # contourpy's own contour_generator() would first look for what is not a number, which takes longer than the lines.
    finder = SerialContourGenerator(
        *_middles(*values.shape),
        values,
        None,
        corner_mask=False,
        line_type=LineType.ChunkCombinedNan,
        fill_type=FillType.OuterCode,
        quad_as_tri=False,
        z_interp=ZInterp.Linear,
    )
    found = [part for level in levels if (part := finder.lines(level)[0][0]) is not None]
    if not found:
        return _no_lines
    shares: Array = np.concatenate([part for line in found for part in (line, _gap)])
    return shares * (place.width(), place.height()) + (place.left(), place.top())


class ContourItem(PixelItem):
    """Lines in a style of the visual language, found when they are first drawn: while hidden they cost nothing."""

    clips_itself = True

    def __init__(self, style: LineStyle) -> None:
        super().__init__()
        self.style = style
        self._grid: tuple[Array, QRectF, Sequence[float]] | None = None
        self._lines: Array | None = _no_lines

    def set_data(self, values: Array, place: QRectF, levels: Sequence[float]) -> None:
        """Values (R, C), the first row at the bottom, over a rectangle of the data; they must be finite. The same array
        again is nothing new.
        """
        grid = self._grid
        if grid is None or grid[0] is not values or grid[1:] != (place, levels):
            self._grid, self._lines = (values, place, levels), None
            self.renew()

    def clear(self) -> None:
        """Draw nothing."""
        if self._grid is not None:
            self._grid, self._lines = None, _no_lines
            self.renew()

    def extent(self) -> QRectF | None:
        return self._grid[1] if self._grid is not None else None

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if self._grid is None:
            return
        if self._lines is None:
            self._lines = contours(*self._grid)
        if not len(self._lines):
            return
        place = at.rectangle(self._grid[1])  # no line leaves it
        self.clip(painter, at, (place.left(), place.right()), (place.top(), place.bottom()))
        x, y = at.x(self._lines[:, 0]), at.y(self._lines[:, 1])
        unit, style = self.unit, self.style
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(style, self.theme, style.width * unit, self.strength))
        draw_strokes(painter, dashed(x, y, style.on * unit, style.off * unit) if style.off else solid(x, y))
