"""Straight strokes, any number of them, with or without heads."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen, joined_pen, tint

slenderness = 0.36  # half the width of a head, of its length


def heads(strokes: Array, length: float | Array) -> Array:
    """Two strokes for the head of each arrow (A, 4), at its second end; `length` is one for all, or (A,)."""
    tips, direction = strokes[:, 2:], strokes[:, 2:] - strokes[:, :2]
    size = np.maximum(np.hypot(direction[:, 0], direction[:, 1]), 1e-9)
    back = -direction * (length / size)[:, None]
    across = np.column_stack((-back[:, 1], back[:, 0])) * slenderness
    return np.concatenate([np.column_stack((tips, tips + back + side)) for side in (across, -across)])


class StrokesItem(PixelItem):
    """Strokes from place to place in a role's colour; the heads of arrows are as large at every magnification."""

    def __init__(self, role: str, width: float, head_px: float = 0.0, *, joined: bool = False) -> None:
        """`width`, `head_px`: before they grow with the unit. `joined`: the strokes follow one another."""
        super().__init__()
        self._role, self._width, self._head_px, self._joined = role, width, head_px, joined
        self._ends = np.empty((0, 4))

    def set_data(self, ends: Array) -> None:
        """From x, y to x, y of each (N, 4); those that are not finite are left out."""
        self._ends = ends
        self.update()

    def strokes_px(self, at: ToPixels) -> Array:
        """What is drawn, without the heads (N, 4)."""
        return at.strokes(self._ends[np.isfinite(self._ends).all(axis=1)])

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        strokes = self.strokes_px(at)
        if not len(strokes):
            return
        self.clip(painter, at, strokes[:, ::2], strokes[:, 1::2])
        pen = joined_pen if self._joined else flat_pen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(tint(self.theme, self._role, self.strength), self._width * self.unit))
        draw_strokes(painter, strokes)
        if self._head_px:
            draw_strokes(painter, heads(strokes, self._head_px * self.unit))
