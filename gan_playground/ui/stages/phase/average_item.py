"""Where the running average of G is, with D as it is."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

radius_px, width_px = 7.0, 2.4
far = 1e4  # of the units: what is further out would overflow as a pixel


class AverageRingItem(PixelItem):
    """A ring in the colour of what is generated."""

    def __init__(self) -> None:
        super().__init__()
        self._middle = (math.nan, math.nan)

    def set_data(self, middle: tuple[float, float]) -> None:
        """Where it lies; not a number: nowhere."""
        self._middle = middle
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        theta, psi = self._middle
        if not (abs(theta) < far and abs(psi) < far):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("generated"), width_px * self.unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at.point(theta, psi), radius_px * self.unit, radius_px * self.unit)
