"""Arrows that stand at places of the data and are so many px long: forces, pulls."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.items.strokes_item import heads
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen, tint

least_px = 1.0  # of an arrow that is still seen
hairline_px = 1.0  # of a panel of any size: QPainter draws smooth lines as thin as a pixel three times as fast


class ArrowsItem(PixelItem):
    """Arrows in a role's colour. Their length is in px, and so the same at every magnification."""

    clips_itself = True

    def __init__(self, role: str, width: float = hairline_px, head_px: float = 5.0) -> None:
        """`width`, `head_px`: before they grow with the unit; a hairline does not. The head of a short arrow is half as
        long as it.
        """
        super().__init__()
        self._role, self._width, self._head_px = role, width, head_px
        self._tails, self._along = np.empty((0, 2)), np.empty((0, 2))

    def set_data(self, tails: Array, along: Array) -> None:
        """Tails (N, 2) in the data's units, and where they point (N, 2) in px, before these grow with the unit.

        Upwards is positive, as in the data. Arrows that are not finite, or shorter than can be seen, are left out.
        """
        self._tails, self._along = tails, along
        self.update()

    def strokes_px(self, at: ToPixels) -> Array:
        """What is drawn, without the heads (A, 4)."""
        along = self._along * (self.unit, -self.unit)
        with np.errstate(invalid="ignore"):
            seen = np.hypot(along[:, 0], along[:, 1]) > least_px
        seen &= np.isfinite(along).all(axis=1) & np.isfinite(self._tails).all(axis=1)
        starts = at.points(self._tails[seen])
        return np.hstack((starts, starts + along[seen]))

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        strokes = self.strokes_px(at)
        if not len(strokes):
            return
        self.clip(painter, at, reach(strokes[:, ::2]), reach(strokes[:, 1::2]))
        length = np.hypot(strokes[:, 2] - strokes[:, 0], strokes[:, 3] - strokes[:, 1])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._width * self.unit if self._width > hairline_px else hairline_px
        painter.setPen(flat_pen(tint(self.theme, self._role, self.strength), width))
        tips = heads(strokes, np.minimum(self._head_px * self.unit, 0.5 * length))
        draw_strokes(painter, np.concatenate((strokes, tips)))
