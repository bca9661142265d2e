"""Where the plane lies on the screen: fitted to the widget, moved and magnified by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from gan_playground.gan.observe.box import Box
from gan_playground.ui.stages.geometry import unit_of

Array = NDArray[np.float64]

most_magnified, least_magnified = 200.0, 0.2


@dataclass(frozen=True, slots=True)
class Zoom:
    """How the plane was moved: so much larger than it fits, with this place in the middle, in shares of the view."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, slots=True)
class PlaneGeometry:
    """Places of the data (x, y) and points of the screen, in px. region: what is seen, from edge to edge."""

    width: float
    height: float
    view: Box
    region: Box
    unit: float

    @classmethod
    def fit(cls, width: float, height: float, view: Box, scale: tuple[float, float], zoom: Zoom) -> Self:
        """The whole view in the middle, before it is moved; deviations of x and y, `scale`, are alike on the screen."""
        width, height = max(1.0, width), max(1.0, height)
        per_px = max(view.width / scale[0] / width, view.height / scale[1] / height) / zoom.factor
        middle_x, middle_y = view.left + zoom.x * view.width, view.bottom + zoom.y * view.height
        half_width, half_height = per_px * scale[0] * width / 2, per_px * scale[1] * height / 2
        region = Box.around(middle_x, middle_y, half_width, half_height)
        return cls(width, height, view, region, unit_of(width, height))

    @property
    def plot(self) -> QRectF:
        return QRectF(0, 0, self.width, self.height)

    def pixels(self, places: Array) -> Array:
        """Points of the screen (..., 2) of places (..., 2)."""
        region = self.region
        x = (places[..., 0] - region.left) * (self.width / region.width)
        y = (region.top - places[..., 1]) * (self.height / region.height)
        return np.stack((x, y), axis=-1)

    def point(self, x: float, y: float) -> QPointF:
        return QPointF(*self.pixels(np.array((x, y))))

    def place(self, point: QPointF) -> tuple[float, float]:
        region = self.region
        x = region.left + point.x() / self.width * region.width
        return x, region.top - point.y() / self.height * region.height

    def rectangle(self, box: Box) -> QRectF:
        """Where a box of the data lies."""
        return QRectF(self.point(box.left, box.top), self.point(box.right, box.bottom))

    def px(self, length: float) -> float:
        """A length along x, on the screen."""
        return length / self.region.width * self.width

    def length(self, px: float) -> float:
        """A length on the screen, along x in the data's units."""
        return px * self.region.width / self.width

    def moved(self, zoom: Zoom, by: QPointF) -> Zoom:
        """The zoom after a hand drags the plane by so many px."""
        x = zoom.x - by.x() / self.width * self.region.width / self.view.width
        y = zoom.y + by.y() / self.height * self.region.height / self.view.height
        return replace(zoom, x=float(np.clip(x, -2, 3)), y=float(np.clip(y, -2, 3)))

    def magnified(self, zoom: Zoom, times: float, about: QPointF) -> Zoom:
        """The zoom after the plane grows around a point of the screen, which stays where it is."""
        factor = float(np.clip(zoom.factor * times, least_magnified, most_magnified))
        kept = zoom.factor / factor
        x, y = self.place(about)
        across, up = (x - self.view.left) / self.view.width, (y - self.view.bottom) / self.view.height
        return Zoom(
            factor,
            float(np.clip(across + (zoom.x - across) * kept, -2, 3)),
            float(np.clip(up + (zoom.y - up) * kept, -2, 3)),
        )
