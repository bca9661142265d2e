"""A curve that a hand draws over the figure: how the density of what G makes will be."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.column_sketch import ColumnSketch
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot_sketch import Place
from gan_playground.ui.stages.line.plot import LinePlot


class CurveSketch(ColumnSketch):
    """Over all that is seen of x; the figure may change its scale below it."""

    def __init__(self, figure: LinePlot) -> None:
        self._figure = figure
        super().__init__(figure, figure.curves)

    def meant(self, height: float) -> float:
        return height * self._figure.scale.density_top

    def seen(self, values: Array) -> Array:
        return values / self._figure.scale.density_top

    @property
    def room(self) -> tuple[Place, Place]:
        return self._figure.scale.view, (0.0, 1.0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn that has an area."""
        return not np.nansum(self._values) > 0

    @property
    def drawn(self) -> tuple[Array, Array]:
        """x, and the density there, (N,) each: nil where nothing is drawn."""
        return self._x, np.nan_to_num(self._values)
