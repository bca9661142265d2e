"""What the lines of a chart are measured against, and how far they reach."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gan_playground.ui.plot.box import Span
from gan_playground.ui.plot.items.levels_item import Band, Level
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.score.chart import Chart

GRID, GUIDE = LineStyle("outline", 1.0), LineStyle("theory", 1.2, 1.5, 3.5)
guide_strength, band_strength = 0.8, 0.3


def levels_of(
    chart: Chart, bounds: Span, numbers: Sequence[float], *, with_theory: bool
) -> tuple[list[Level], list[Band]]:
    """Fine lines at the numbers of the axis, theory's lines, and the band that real samples lie in."""
    low, high = bounds
    levels = [Level(GRID, y) for y in numbers]
    if not with_theory:
        return levels, []
    levels += [Level(GUIDE, y, guide_strength) for y in chart.lines if low <= y <= high]
    return levels, [] if chart.band is None else [Band("theory", *chart.band, band_strength)]


def extremes(values: Array) -> Span:
    """The least and the greatest of those that are numbers; of none, as far as can be the other way round."""
    if not len(values):
        return math.inf, -math.inf
    low, high = float(np.fmin.reduce(values)), float(np.fmax.reduce(values))
    if math.isfinite(low) and math.isfinite(high):
        return low, high  # nearly always
    return extremes(values[np.isfinite(values)])
