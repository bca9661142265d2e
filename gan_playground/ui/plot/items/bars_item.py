"""Bars of a histogram, and how they look over those of another."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import fill_rectangles, tint
from gan_playground.ui.theme.theme import Theme

bar_share = 0.42  # of the surface that bars cover: less than a line of their colour
far_px = 1e5


class BarsItem(PixelItem):
    """Bars in a role's colour, standing on 0.

    `over`: the role of other bars behind these, of the same edges: where they overlap a third colour is seen.
    """

    clips_itself = True

    def __init__(self, role: str, over: str | None = None) -> None:
        super().__init__()
        self.strength = bar_share
        self._role, self._over_role = role, over
        self._edges, self._heights = np.empty(0), np.empty(0)
        self._behind: Array | None = None
        self._place: tuple[float, ...] = ()
        self._placed_edges, self._placed = self._edges, np.empty((0, 4))

    def set_data(self, edges: Array, heights: Array, behind: Array | None = None) -> None:
        """Edges (K + 1,), heights (K,), and heights (K,) of the bars behind, if they are shown."""
        self._edges, self._heights, self._behind = edges, heights, behind
        self.renew()

    def extent(self) -> QRectF | None:
        standing = np.flatnonzero(self._heights > 0)
        if not self.is_kept or not len(standing):
            return None
        left, right = self._edges[standing[0]], self._edges[standing[-1] + 1]
        return QRectF(left, 0, right - left, float(np.nanmax(self._heights)))

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not len(self._heights):
            return
        alone, together = bar_colors(self.theme, self._role, self._over_role, self.strength)
        bars = self._bars(at)
        self.clip(painter, at, (bars[0, 0], bars[-1, 0] + bars[-1, 2]), (at.top, at.bottom))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._behind is not None:
            behind_top = self._tops(self._behind, at)
            fill_rectangles(painter, _ending_at(bars, np.maximum(bars[:, 1], behind_top)), together)
            bars[:, 3] = np.minimum(bars[:, 3], behind_top - bars[:, 1])
        fill_rectangles(painter, bars, alone)

    def _bars(self, at: ToPixels) -> Array:
        """Left, top, width and height (K, 4), px, with a gap of about a pixel between them."""
        place = (at.x_scale, at.x_shift, at.ratio, self.unit)
        if self._edges is not self._placed_edges or place != self._place:
            self._placed_edges, self._place, self._placed = self._edges, place, self._across(at)
        bars = self._placed.copy()
        bars[:, 1] = self._tops(self._heights, at)
        bars[:, 3] = at.snapped_y(np.array(at.y_shift)) - bars[:, 1]
        return bars

    def _across(self, at: ToPixels) -> Array:
        """Bars (K, 4) of which only the left and the width are known: they seldom change."""
        edges = at.snapped_x(at.x(self._edges).clip(-far_px, far_px))
        bars = np.empty((len(edges) - 1, 4))
        bars[:, 0] = edges[:-1]
        bars[:, 2] = np.diff(edges) - max(1, round(0.8 * self.unit * at.ratio)) / at.ratio
        return bars

    def _tops(self, heights: Array, at: ToPixels) -> Array:
        """Those of bars that are not numbers are none, and such bars are not drawn."""
        return at.snapped_y(np.maximum(at.y(heights), at.top))


def _ending_at(bars: Array, top: Array) -> Array:
    """Bars (K, 4) that end at other heights (K,), px."""
    ended = bars.copy()
    ended[:, 3] += ended[:, 1] - top
    ended[:, 1] = top
    return ended


@lru_cache(maxsize=32)
def bar_colors(theme: Theme, role: str, over: str | None, share: float = bar_share) -> tuple[QColor, QColor]:
    """Of bars over the bare surface, and over bars of another role."""
    behind = tint(theme, over, bar_share) if over else None
    return tint(theme, role, share), tint(theme, role, share, behind)
