"""Dots that a hand strews: hollow squares, unlike what is real and what is generated."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.items.captioned import CaptionedItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.sprites import Shape, draw_dots

dot_px = 5.0


class StrewnItem(CaptionedItem):
    """Dots (N, 2) over all else, as far as they lie in the box, and a word above the highest of them."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._places = np.empty((0, 2))

    def set_data(self, places: Array) -> None:
        """Their middles (N, 2)."""
        self._places = places
        self.renew()

    def paint_drawing(self, painter: QPainter, at: ToPixels) -> None:
        points = at.points(self._places)
        (x, y), box = points.T, at.box
        points = points[(box.left() <= x) & (x <= box.right()) & (box.top() <= y) & (y <= box.bottom())]
        if len(points):
            size = dot_px * self.unit**0.5
            draw_dots(painter, points, Shape.SQUARE, self.theme.text, size, self.strength, at.ratio)
            self.write(painter, at, QPointF(*points[int(np.argmin(points[:, 1]))]))
