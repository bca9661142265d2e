"""Single points that stand out, such as those under a pointer."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from msgspec import Struct
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

radius_px, rim_px = 3.2, 1.5


class PointMark(Struct, frozen=True):
    """A place in the data's units, in a colour of the theme."""

    x: float
    y: float
    role: str


class PointsItem(PixelItem):
    """Round points with a rim of the surface, so that they are seen on lines of their own colour."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[PointMark, ...] = ()

    def set_data(self, points: Sequence[PointMark]) -> None:
        """Those that are not finite are left out."""
        kept = tuple(point for point in points if isfinite(point.x) and isfinite(point.y))
        if kept != self._points:
            self._points = kept
            self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not self._points:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("surface"), rim_px))
        radius, reach = radius_px * self.unit, at.box.adjusted(-1, -1, 1, 1)
        for point in self._points:
            place = at.point(point.x, point.y)
            if reach.contains(place):
                painter.setBrush(self.theme.color(point.role))
                painter.drawEllipse(place, radius, radius)
