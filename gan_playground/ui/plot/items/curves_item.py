"""Lines through many points: of points that share a column of pixels the mean is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.items.line_item import most_out
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import LineStyle, dashed, draw_strokes, pen_of, solid

column_px = 1.5


class Curve(Struct, frozen=True, eq=False):
    """Points (N,), (N,), with a gap wherever one is not finite. strength: how much of its colour covers the surface.

    keeps_end: it ends at its last value, as a number beside it says, and not at the mean of those in the last column.
    """

    style: LineStyle
    x: Array
    y: Array
    strength: float = 1.0
    keeps_end: bool = False


class CurvesItem(PixelItem):
    """Any number of lines, the first ones behind. Several in one look are drawn fastest as one, with gaps between."""

    clips_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._curves: Sequence[Curve] = ()

    def set_data(self, curves: Sequence[Curve]) -> None:
        """Within a curve x must not fall from one gap to the next. The same object again is nothing new."""
        if curves is not self._curves:
            self._curves = curves
            self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for curve in self._curves:
            self._draw(painter, curve, at)

    def _draw(self, painter: QPainter, curve: Curve, at: ToPixels) -> None:
        x, y = thinned(*_seen(at.x(curve.x), curve.y, at), column_px * self.unit, keeps_end=curve.keeps_end)
        furthest = most_out * (at.bottom - at.top)
        y = np.clip(at.y(y), at.top - furthest, at.bottom + furthest)
        self.clip(painter, at, reach(x), reach(y))
        style, unit = curve.style, self.unit
        painter.setPen(pen_of(style, self.theme, style.width * unit, curve.strength * self.strength))
        draw_strokes(painter, dashed(x, y, style.on * unit, style.off * unit) if style.off else solid(x, y))


def _seen(x: Array, y: Array, at: ToPixels) -> tuple[Array, Array]:
    """Those points (N,), px, that are seen, and their neighbours."""
    if len(x) and x[0] >= at.box.left() - 1 and x[-1] <= at.box.right() + 1:
        return x, y  # nearly always
    inside = ~((x < at.box.left() - 1) | (x > at.box.right() + 1))  # a gap is inside
    if inside.all():
        return x, y
    kept = inside.copy()
    kept[1:] |= inside[:-1]
    kept[:-1] |= inside[1:]
    return x[kept], y[kept]


def thinned(x: Array, y: Array, column: float, *, keeps_end: bool = False) -> tuple[Array, Array]:
    """Points (N,), (N,) at most one a column: the mean of those in it that are finite. A column of none is a gap.

    keeps_end: in the last column it is the last value.
    """
    y = np.where(np.isfinite(y), y, np.nan)
    columns = np.floor(x / column)
    firsts = np.ones(len(x) + 1, bool)  # the end counts as one more
    np.not_equal(columns[1:], columns[:-1], out=firsts[1:-1])
    edges = np.flatnonzero(firsts)
    if len(edges) > len(x):
        return x, y
    starts, counts = edges[:-1], edges[1:] - edges[:-1]
    known = np.isfinite(y)
    with np.errstate(invalid="ignore"):
        means = np.add.reduceat(np.where(known, y, 0.0), starts) / np.add.reduceat(known.astype(float), starts)
    if keeps_end:
        means[-1] = y[-1]
    return np.add.reduceat(x, starts) / counts, means
