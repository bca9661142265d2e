"""Futures on the plane: some of the dots that each would make."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF

from gan_playground.gan.observe.arrays import pair
from gan_playground.gan.observe.ghost import PlaneGhost
from gan_playground.ui.plot.futures import FUTURES
from gan_playground.ui.plot.items.dots_item import DotsItem
from gan_playground.ui.stages.ghosts import Place, PlottedGhosts
from gan_playground.ui.stages.plane.plot import PlanePlot, dot_px

size = 1.5  # of a hollow dot, of a full one's
faint = 0.3


class PlaneGhosts(PlottedGhosts):
    """Small hollow dots, of a shape of their own each."""

    def __init__(self, figure: PlanePlot) -> None:
        self._dots, self._plot = [DotsItem(look.shape, look.role, size * dot_px) for look in FUTURES], figure
        super().__init__(figure, figure.plot, self._dots)

    def renew(self) -> None:
        """What there is now steps back, for there is much of it, and it is known."""
        for item in self._plot.items_of("real", "generated", "forces"):
            item.setOpacity(faint if self.ghosts else 1.0)
        super().renew()

    def draw(self, number: int, picture: PlaneGhost) -> Place:
        self._dots[number].set_data(picture.dots)
        known = picture.dots[np.isfinite(picture.dots).all(axis=1)]
        return pair(np.median(known, axis=0)) if len(known) else (np.nan, np.nan)

    def distance(self, picture: PlaneGhost, place: QPointF) -> float:
        box = self._plot.box
        away = np.hypot(*((picture.dots - box.place(place)) / box.pixel_size).T)
        return float(np.fmin.reduce(away, initial=np.inf))
