"""Where things lie in the figure: from data to pixels, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

Array = NDArray[np.float64]

most_out = 10.0  # widths of the view that something may lie outside it


@dataclass(frozen=True, slots=True)
class Geometry:
    """Pixels are device-independent; `pixel_ratio` of them make one that has sharp edges.

    plot: from D = 1 to the baseline. x_line, z_line: heights of the two lines below it. unit: what sizes of
    text and widths of lines are multiplied with. density_top: the density at the upper edge of the plot.
    """

    plot: QRectF
    x_line: float
    z_line: float
    unit: float
    pixel_ratio: float
    view: tuple[float, float]
    latent_view: tuple[float, float]
    density_top: float

    @classmethod
    def fit(
        cls,
        width: float,
        height: float,
        pixel_ratio: float,
        view: tuple[float, float],
        latent_view: tuple[float, float],
        density_top: float,
    ) -> Self:
        """The figure laid out in a rectangle of this size."""
        unit = unit_of(width, height)
        z_line = height - 21 * unit
        x_line = z_line - max(44 * unit, 0.2 * height)
        top, bottom = 26 * unit, x_line - 36 * unit
        plot = QRectF(46 * unit, top, max(20.0, width - 92 * unit), max(20.0, bottom - top))
        return cls(plot, x_line, z_line, unit, pixel_ratio, view, latent_view, density_top)

    def x(self, values: Array) -> Array:
        """Pixels of values of the data; what is very far out stays within reach."""
        low, high = self.view
        share = np.clip((values - low) / (high - low), -most_out, most_out)
        return self.plot.left() + self.plot.width() * share

    def z(self, values: Array) -> Array:
        low, high = self.latent_view
        return self.plot.left() + self.plot.width() * (values - low) / (high - low)

    def probability(self, values: Array) -> Array:
        return self.plot.bottom() - self.plot.height() * np.clip(values, 0, 1)

    def density(self, values: Array) -> Array:
        share = np.clip(values, 0, most_out * self.density_top) / self.density_top
        return self.plot.bottom() - self.plot.height() * share

    def snapped(self, pixels: Array) -> Array:
        """On the edges of the screen's own pixels, so that rectangles are sharp without smoothing."""
        return np.round(pixels * self.pixel_ratio) / self.pixel_ratio

    def x_at(self, pixel: float) -> float:
        """The value of the data under a pixel."""
        low, high = self.view
        return low + (high - low) * (pixel - self.plot.left()) / self.plot.width()


def unit_of(width: float, height: float) -> float:
    """How much larger text and lines are than in a small window: less than the figure itself grows."""
    side = max(1.0, width * height) ** 0.5
    return float(min(2.2, max(0.95, (side / 700) ** 0.7)))


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values between low and high, `most` or fewer."""
    span = high - low
    if not (np.isfinite(span) and span > 0 and most > 0):
        return []
    magnitude = 10.0 ** np.floor(np.log10(span / most))
    steps = [step for step in (1, 2, 5, 10, 20) if span / (step * magnitude) <= most]
    step = float(steps[0] * magnitude)
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [round(k * step, 12) for k in range(first, last + 1)]
