"""From the units of the data to the pixels that an item paints in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

Array = NDArray[np.float64]


class ToPixels:
    """Data lie at `x_scale * x + x_shift` px from the left; pixels are device-independent.

    box: the plot's, px, with its edges left, top, right and bottom. ratio: the screen's own pixels in one px.
    """

    __slots__ = (
        "_device",
        "bottom",
        "box",
        "left",
        "ratio",
        "right",
        "top",
        "x_scale",
        "x_shift",
        "y_scale",
        "y_shift",
    )

    def __init__(self, transform: QTransform, view: QRectF, device: QTransform) -> None:
        """`transform`: from the data to px; `device`: from px to the screen. `view`: what is seen of the data."""
        self.x_scale, self.x_shift = transform.m11(), transform.dx()
        self.y_scale, self.y_shift = transform.m22(), transform.dy()
        self.box = transform.mapRect(view)
        self.left, self.top, self.right, self.bottom = self.box.getCoords()
        self._device, self.ratio = device, device.m11()

    def x(self, values: Array) -> Array:
        """Pixels from the left."""
        return values * self.x_scale + self.x_shift

    def y(self, values: Array) -> Array:
        """Pixels from the top."""
        return values * self.y_scale + self.y_shift

    def points(self, places: Array) -> Array:
        """Points (..., 2), px, of places (..., 2)."""
        found = np.empty(places.shape)  # numpy takes three times as long for pairs than for two columns
        found[..., 0] = places[..., 0] * self.x_scale + self.x_shift
        found[..., 1] = places[..., 1] * self.y_scale + self.y_shift
        return found

    def strokes(self, ends: Array) -> Array:
        """Strokes (N, 4), px, of pairs of places (N, 4)."""
        scale = np.array((self.x_scale, self.y_scale, self.x_scale, self.y_scale))
        return ends * scale + (self.x_shift, self.y_shift, self.x_shift, self.y_shift)

    def rectangle(self, place: QRectF) -> QRectF:
        """A rectangle of the data, px."""
        return QRectF(self.point(place.left(), place.top()), self.point(place.right(), place.bottom())).normalized()

    def point(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.x_scale + self.x_shift, y * self.y_scale + self.y_shift)

    def snapped_x(self, pixels: Array) -> Array:
        """On the edges of the screen's own pixels, so that rectangles are sharp without smoothing."""
        ratio, left = self._device.m11(), self._device.dx()
        return (np.rint(pixels * ratio + left) - left) / ratio

    def snapped_y(self, pixels: Array) -> Array:
        ratio, top = self._device.m22(), self._device.dy()
        return (np.rint(pixels * ratio + top) - top) / ratio
