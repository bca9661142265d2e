"""A line through points, solid or in dashes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import LineStyle, dashed, draw_near_strokes, far_px, pen_of, solid

most_out = 10.0  # heights of the box that a line may lie outside it; dashes further out would be without number


class LineItem(PixelItem):
    """A line in a style of the visual language; where its points are not finite it has gaps."""

    clips_itself = True

    def __init__(self, style: LineStyle) -> None:
        super().__init__()
        self.style = style
        self._across, self._up = np.empty(0), np.empty(0)
        self._placed_of = self._placed = self._across
        self._place: tuple[float, ...] = ()

    def set_data(self, x: Array, y: Array) -> None:
        """Points (N,), (N,); x must not fall."""
        self._across, self._up = x, y
        self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        x, y = self._points_px(at)
        if len(x) < 2:
            return
        self.clip(painter, at, (x[0], x[-1]), reach(y))
        unit, style = self.unit, self.style
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(style, self.theme, style.width * unit, self.strength))
        draw_near_strokes(painter, dashed(x, y, style.on * unit, style.off * unit) if style.off else solid(x, y))

    def extent(self) -> QRectF | None:
        known = self._up[np.isfinite(self._up)]
        if not self.is_kept or not len(known):
            return None
        low, high = float(known.min()), float(known.max())
        return QRectF(self._across[0], low, self._across[-1] - self._across[0], high - low)

    def _points_px(self, at: ToPixels) -> tuple[Array, Array]:
        """Those that are seen, and one more on either side."""
        place = (at.x_scale, at.x_shift)
        if self._across is not self._placed_of or place != self._place:
            self._placed_of, self._place, self._placed = self._across, place, at.x(self._across)
        x, y, furthest = self._placed, at.y(self._up), most_out * (at.bottom - at.top)
        y.clip(at.top - furthest, at.bottom + furthest, out=y)
        if not len(x) or (x[0] >= at.left - 1 and x[-1] <= at.right + 1):
            return x, y
        first = max(0, int(np.searchsorted(x, at.left)) - 1)
        last = int(np.searchsorted(x, at.right, side="right")) + 1
        return x[first:last].clip(-far_px, far_px), y[first:last]
