"""Straight strokes, any number of them, with or without heads."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen, joined_pen, tint

slenderness = 0.36  # half the width of a head, of its length


def heads(strokes: Array, length: float | Array) -> Array:
    """Two strokes for the head of each arrow (A, 4), at its second end; `length` is one for all, or (A,).

    Called for every frame, so it is written in few calls rather than short ones.
    """
    count = len(strokes)
    tip_x, tip_y = strokes[:, 2], strokes[:, 3]
    along_x, along_y = tip_x - strokes[:, 0], tip_y - strokes[:, 1]
    share = length / np.maximum(np.hypot(along_x, along_y), 1e-9)
    back_x, back_y = tip_x - along_x * share, tip_y - along_y * share
    side_x, side_y = along_y * (slenderness * share), along_x * (-slenderness * share)
    both = np.empty((2 * count, 4))
    both[:count, :2] = both[count:, :2] = strokes[:, 2:]
    both[:count, 2], both[:count, 3] = back_x + side_x, back_y + side_y
    both[count:, 2], both[count:, 3] = back_x - side_x, back_y - side_y
    return both


class StrokesItem(PixelItem):
    """Strokes from place to place in a role's colour; the heads of arrows are as large at every magnification."""

    clips_itself = True

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
        self.clip(painter, at, reach(strokes[:, ::2]), reach(strokes[:, 1::2]))
        pen = joined_pen if self._joined else flat_pen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(tint(self.theme, self._role, self.strength), self._width * self.unit))
        draw_strokes(painter, strokes)
        if self._head_px:
            draw_strokes(painter, heads(strokes, self._head_px * self.unit))
