"""Where theta and psi lie in the phase plane: both on one scale, so that a circle is a circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from gan_playground.ui.stages.geometry import Array, unit_of

narrow_px = 400.0
most_out = 10.0  # heights of the view that something may lie outside it


@dataclass(frozen=True, slots=True)
class PhaseGeometry:
    """plot: in pixels. extent: what is shown of psi, and in a plot that is narrower than high of theta, from -extent to
    extent.
    """

    plot: QRectF
    unit: float
    extent: float

    @classmethod
    def fit(cls, width: float, height: float, extent: float) -> Self:
        """The plane laid out in a rectangle of this size."""
        unit = unit_of(width, height)
        left, top, below = 46 * unit, 26 * unit, 30 * unit
        plot = QRectF(left, top, max(40.0, width - 2 * left), max(40.0, height - top - below))
        return cls(plot, unit, extent)

    @property
    def px(self) -> float:
        """Pixels that make one unit of theta or psi: both are seen as far as the extent, whatever the plot's shape."""
        return min(self.plot.width(), self.plot.height()) / (2 * self.extent)

    @property
    def is_narrow(self) -> bool:
        """Whether there is room above the plot for little more than numbers."""
        return self.plot.width() < narrow_px * self.unit

    @property
    def reach(self) -> float:
        """The largest theta that has a place in the plot."""
        return self.plot.width() / 2 / self.px

    def pixels(self, places: Array) -> Array:
        """Pixels (N, 2) of places (N, 2); what is very far out stays within reach."""
        bound = most_out * self.extent
        centre = self.plot.center()
        return np.array([centre.x(), centre.y()]) + np.clip(places, -bound, bound) * [self.px, -self.px]

    def point(self, theta: float, psi: float) -> QPointF:
        x, y = self.pixels(np.array([[theta, psi]]))[0]
        return QPointF(float(x), float(y))

    def place(self, point: QPointF) -> tuple[float, float]:
        """theta and psi under a pixel."""
        away = point - self.plot.center()
        return away.x() / self.px, -away.y() / self.px
