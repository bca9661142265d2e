"""Dots that a hand strews over the plane: where G's will be."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Slot

from gan_playground.ui.plot.items.strewn_item import StrewnItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot_sketch import Place, PlotSketch
from gan_playground.ui.stages.plane.plot import PlanePlot
from gan_playground.ui.stages.plane.tools import PlaneTools, Tool

brush_share = 0.022  # the brush's deviation, of the width of the view
dots_a_brush = 8.0  # strewn on a way as long as that, and where the hand is put down
most_dots = 2400
eraser_brushes = 3.0  # how far the eraser reaches
told_strength = 0.4
"""What is drawn lies over what comes, and lets it be seen."""


class DotsSketch(PlotSketch):
    """A soft brush: to draw over a place again adds to it, and with the eraser in hand takes from it.

    What is beyond the most that are kept is thinned evenly.
    """

    def __init__(self, figure: PlanePlot, tools: PlaneTools) -> None:
        self._figure, self._tools, self._strewn = figure, tools, StrewnItem("your prediction")
        super().__init__(figure, figure.plot, self._strewn)
        self._forget()

    @property
    def is_empty(self) -> bool:
        return not len(self._dots)

    @property
    def drawn(self) -> Array:
        """Dots (N, 2)."""
        return self._dots

    @Slot()
    def clear(self) -> None:
        self._forget()
        self.renew()
        self.changed.emit()

    def open(self) -> None:
        super().open()
        self._strewn.set_strength(1.0)

    def close(self) -> None:
        super().close()
        self._strewn.set_strength(told_strength)

    def is_inside(self, at: QPointF) -> bool:
        """Not at its axes: dots would be strewn from there."""
        box = self._figure.box
        return box.mapRectToScene(box.rect()).contains(self._figure.mapToScene(at.toPoint()))

    def _forget(self) -> None:
        self._dots, self._last = np.empty((0, 2)), (0.0, 0.0)
        self._random = np.random.default_rng(0)

    def renew(self) -> None:
        self._strewn.set_data(self._dots)

    def draw_to(self, place: Place, begins: bool) -> None:
        """As many dots as the way is long, scattered about it; or none are left about it."""
        if self._figure.picture is None:
            return
        here, before = np.array(place), np.array(place if begins else self._last)
        across, up = self._figure.picture.scale
        brush = brush_share * self._figure.picture.view.width * np.array((1.0, up / across))
        if self._tools.tool is Tool.ERASER:
            self._keep(self._dots[_away(self._dots / brush, before / brush, here / brush) > eraser_brushes])
        else:
            way = float(np.hypot(*((here - before) / brush)))
            count = round(dots_a_brush) if begins else self._random.poisson(dots_a_brush * way)
            along = before + self._random.random((count, 1)) * (here - before)
            self._add(along + brush * self._random.standard_normal((count, 2)))
        self._last = place

    def _add(self, dots: Array) -> None:
        inside = dots[self._figure.box.region.contains(dots)]
        dots = np.concatenate((self._dots, inside))
        self._keep(dots if len(dots) <= most_dots else dots[::2])

    def _keep(self, dots: Array) -> None:
        self._dots = dots
        self.renew()
        self.changed.emit()


def _away(dots: Array, start: Array, end: Array) -> Array:
    """How far dots (N, 2) are from the straight way between two places (2,)."""
    way = end - start
    along = np.clip((dots - start) @ way / max(float(way @ way), 1e-12), 0.0, 1.0)
    away: Array = np.hypot(*(dots - start - along[:, None] * way).T)
    return away
