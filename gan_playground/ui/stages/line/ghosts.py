"""Futures on the line: the density that each would come to."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF

from gan_playground.gan.observe.ghost import LineGhost
from gan_playground.ui.plot.futures import FUTURES
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.stages.ghosts import Place, PlottedGhosts
from gan_playground.ui.stages.line.plot import LinePlot

topmost = 0.99  # of the box, for the number of a density that goes beyond


class LineGhosts(PlottedGhosts):
    """A curve each, on the scale of the generated density; its number is where it is most above the others."""

    def __init__(self, figure: LinePlot) -> None:
        self._lines, self._plot = [LineItem(look.line) for look in FUTURES], figure
        super().__init__(figure, figure.curves, self._lines)

    def draw(self, number: int, picture: LineGhost) -> Place:
        heights = picture.density / self._plot.scale.density_top
        self._lines[number].set_data(picture.x, heights)
        if not np.isfinite(heights).any():
            return np.nan, np.nan
        apart = int(np.nanargmax(picture.density - self._highest_other(number)))
        return float(picture.x[apart]), min(float(heights[apart]), topmost)

    def _highest_other(self, number: int) -> Array:
        """Of the others that are drawn, at each x (N,); 0 without any."""
        others = [ghost.picture.density for i, ghost in enumerate(self.ghosts) if i != number]
        return np.nan_to_num(np.fmax.reduce(others)) if others else np.zeros(1)

    def distance(self, picture: LineGhost, place: QPointF) -> float:
        box = self._plot.curves.box
        if not box.sceneBoundingRect().contains(place):
            return np.inf
        x = box.mapSceneToView(place).x()
        y = float(np.interp(x, picture.x, picture.density)) / self._plot.scale.density_top
        return abs(box.mapViewToScene(QPointF(x, y)).y() - place.y())
