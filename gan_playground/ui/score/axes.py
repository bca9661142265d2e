"""Where the points of a plot of the score lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from gan_playground.gan.observe.frame import Track

Array = NDArray[np.float64]

column_px = 1.5


def plot_height(height: float) -> float:
    """What is left of a widget's height below the headline and above the time axis."""
    return max(10.0, height - 54 * unit_of(height))


def unit_of(height: float) -> float:
    """What sizes of text and widths of lines are multiplied with, in a plot of this height."""
    return min(1.6, max(0.95, height / 140))


@dataclass(frozen=True, slots=True)
class Axes:
    """plot: in pixels. span: first and last step. bounds: lowest and highest value with a place in the plot.

    lowest, highest: of all values that are numbers, whether or not they have a place. unit: what sizes of text
    and widths of lines are multiplied with. gutter: what is left free at the right, px.
    """

    plot: QRectF
    span: tuple[float, float]
    bounds: tuple[float, float]
    lowest: float
    highest: float
    unit: float
    gutter: float

    @classmethod
    def fit(
        cls,
        width: float,
        height: float,
        span: tuple[float, float],
        bounds: tuple[float, float],
        values: Array,
        gutter: float = 0.0,
    ) -> Self:
        """The plot laid out in a rectangle of this size, `gutter` of which is left free at its right."""
        unit = unit_of(height)
        finite = values[np.isfinite(values)]
        return cls(
            plot=QRectF(0.5, 26 * unit, max(20.0, width - 1 - gutter), plot_height(height)),
            span=span,
            bounds=bounds,
            lowest=float(np.min(finite, initial=np.inf)),
            highest=float(np.max(finite, initial=-np.inf)),
            unit=unit,
            gutter=gutter,
        )

    def x(self, steps: Array) -> Array:
        first, last = self.span
        return self.plot.left() + self.plot.width() * (steps - first) / max(last - first, 1.0)

    def y(self, values: Array) -> Array:
        """Pixels of values; what lies beyond the bounds lies just beyond the plot."""
        low, high = self.bounds
        share = (np.minimum(np.maximum(values, 2 * low - high), 2 * high - low) - low) / (high - low)
        return self.plot.bottom() - self.plot.height() * share

    def same_place(self, other: Axes) -> bool:
        """Whether every point lies where it does on the other."""
        return (self.plot, self.span, self.bounds, self.unit) == (other.plot, other.span, other.bounds, other.unit)

    def moved_to(self, other: Axes, most: float) -> tuple[float, float] | None:
        """Scale and shift in x by which pixels here become those of the other axes, where no more has changed.

        None where it has, or where it would be stretched by more than `most`, or moved by much.
        """
        if (self.plot, self.bounds, self.unit) != (other.plot, other.bounds, other.unit):
            return None
        scale = max(self.span[1] - self.span[0], 1.0) / max(other.span[1] - other.span[0], 1.0)
        start = float(other.x(np.array(self.span[0])))
        if not 1 / most <= scale <= most or abs(start - self.plot.left()) > 0.1 * self.plot.width():
            return None
        return scale, start - scale * self.plot.left()

    def step_at(self, pixel: float) -> float:
        """The step under a pixel."""
        share = (pixel - self.plot.left()) / self.plot.width()
        return self.span[0] + share * (self.span[1] - self.span[0])


def nearest(track: Track, step: float) -> tuple[float, float]:
    """The point of a track nearest to this step, as step and value; not numbers where there is none."""
    if not len(track.steps):
        return float("nan"), float("nan")
    at = int(np.argmin(np.abs(track.steps - step)))
    return float(track.steps[at]), float(track.values[at])


def thinned(track: Track, axes: Axes) -> tuple[Array, Array]:
    """The points of a track in pixels, at most one a column: the mean of those in it.

    A column with a value that is not finite is a gap.
    """
    x = axes.x(track.steps)
    values = np.where(np.isfinite(track.values), track.values, np.nan)
    columns = np.floor(x / (column_px * axes.unit))
    firsts = np.ones(len(x) + 1, bool)  # the end counts as one more
    np.not_equal(columns[1:], columns[:-1], out=firsts[1:-1])
    edges = np.flatnonzero(firsts)
    if len(edges) <= len(x):
        starts, counts = edges[:-1], edges[1:] - edges[:-1]
        x, values = np.add.reduceat(x, starts) / counts, np.add.reduceat(values, starts) / counts
    return x, axes.y(values)
