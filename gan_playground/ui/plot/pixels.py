"""From the units of the data to the pixels that an item paints in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTransform

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ToPixels:
    """Data lie at `x_scale * x + x_shift` px from the left; pixels are device-independent.

    box: the plot's, px. ratio: the screen's own pixels in one px, which begin `left` and `top` of them before px 0.
    """

    x_scale: float
    x_shift: float
    y_scale: float
    y_shift: float
    box: QRectF
    ratio: float
    left: float
    top: float

    @classmethod
    def of(cls, transform: QTransform, view: QRectF, painter: QPainter) -> Self:
        """`transform`: from the data to px. `view`: the part of the data that is seen. The painter has none itself."""
        device = painter.deviceTransform()
        return cls(
            transform.m11(),
            transform.dx(),
            transform.m22(),
            transform.dy(),
            transform.mapRect(view),
            device.m11(),
            device.dx(),
            device.dy(),
        )

    def x(self, values: Array) -> Array:
        """Pixels from the left."""
        return values * self.x_scale + self.x_shift

    def y(self, values: Array) -> Array:
        """Pixels from the top."""
        return values * self.y_scale + self.y_shift

    def points(self, places: Array) -> Array:
        """Points (..., 2), px, of places (..., 2)."""
        return places * (self.x_scale, self.y_scale) + (self.x_shift, self.y_shift)

    def strokes(self, ends: Array) -> Array:
        """Strokes (N, 4), px, of pairs of places (N, 4)."""
        scale = np.array((self.x_scale, self.y_scale, self.x_scale, self.y_scale))
        return ends * scale + (self.x_shift, self.y_shift, self.x_shift, self.y_shift)

    def point(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.x_scale + self.x_shift, y * self.y_scale + self.y_shift)

    def snapped_x(self, pixels: Array) -> Array:
        """On the edges of the screen's own pixels, so that rectangles are sharp without smoothing."""
        return (np.round(pixels * self.ratio + self.left) - self.left) / self.ratio

    def snapped_y(self, pixels: Array) -> Array:
        return (np.round(pixels * self.ratio + self.top) - self.top) / self.ratio
