"""Thousands of dots: one small picture, stamped wherever there is one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, extent_of, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.sprites import Shape, draw_dots


class DotsItem(PixelItem):
    """Dots of one shape in a role's colour; `strength` is their opacity, for they cover one another."""

    clips_itself = True

    def __init__(self, shape: Shape, role: str, size_px: float) -> None:
        """`size_px`: before it grows with the root of the unit."""
        super().__init__()
        self._form, self._role, self._size_px = shape, role, size_px
        self.places = np.empty((0, 2))

    def set_data(self, places: Array) -> None:
        """Middles (N, 2); those that are not finite are left out. The same array again is nothing new."""
        if places is not self.places:
            self.places = places
            self.renew()

    def set_size(self, size_px: float) -> None:
        if size_px != self._size_px:
            self._size_px = size_px
            self.renew()

    def extent(self) -> QRectF | None:
        return extent_of(self.places)

    def set_shade(self, shade: float) -> None:
        """Many lie on one another, and are less faint together."""
        super().set_shade(shade**2)

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if len(self.places):
            points = at.points(self.places)
            self.clip(painter, at, reach(points[:, 0]), reach(points[:, 1]))
            size, color = self._size_px * self.unit**0.5, getattr(self.theme, self._role)
            draw_dots(painter, points, self._form, color, size, self.strength, at.ratio)
