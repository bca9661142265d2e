"""Futures on the plane: some of the dots that each would make."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF

from gan_playground.gan.observe.arrays import pair
from gan_playground.gan.observe.ghost import PlaneGhost
from gan_playground.ui.plot.futures import FUTURES
from gan_playground.ui.plot.items.dots_item import DotsItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.stages.ghosts import Place, PlottedGhosts
from gan_playground.ui.stages.plane.plot import PlanePlot, dot_px

size, larger = 1.5, 1.8  # of a hollow dot, of a full one's; and by how much each is larger that lies around another
faint = 0.3
huddled_px, air_px = 8.0, 3.0
"""Half of the dots are so near to their middle, and the middles of two futures to one another: a single spot."""


apart_px, nearly = 40.0, 0.8
"""A dot so far from all that is of other futures is its own future's beyond doubt; and how much of that is as good."""


class PlaneGhosts(PlottedGhosts):
    """Small hollow dots, of a shape of their own each; where futures lie on one spot, one around the other.

    A future's number stands where no other one is near, as far as there is such a place.
    """

    def __init__(self, figure: PlanePlot) -> None:
        self._dots, self._plot = [DotsItem(look.shape, look.role, size * dot_px) for look in FUTURES], figure
        super().__init__(figure, figure.plot, self._dots)

    def renew(self) -> None:
        """What there is now steps back, for there is much of it, and it is known."""
        for item in self._plot.items_of("real", "generated", "forces"):
            item.setOpacity(faint if self.ghosts else 1.0)
        super().renew()
        self._part()

    def _part(self) -> None:
        """Let all be seen that lie on one spot: each is larger than the one before."""
        pixel = self._plot.box.pixel_size
        spots = [_spot(ghost.picture.dots / pixel) for ghost in self.ghosts]
        rank = 0
        for number, (middle, spread) in enumerate(spots):
            near = [other for other, _ in spots if np.hypot(*(other - middle)) < huddled_px]
            is_huddled = spread < huddled_px and len(near) > 1
            self._dots[number].set_size((size + larger * rank * is_huddled) * dot_px)
            rank += is_huddled
        self.discs.keep_off((size + larger * max(0, rank - 1)) * dot_px / 2 + air_px)

    def draw(self, number: int, picture: PlaneGhost) -> Place:
        self._dots[number].set_data(picture.dots)
        middle, spread = _spot(picture.dots / self._plot.box.pixel_size)
        others = [_known(ghost.picture.dots) for i, ghost in enumerate(self.ghosts) if i != number]
        if not any(map(len, others)) or not huddled_px <= spread < np.inf:
            return pair(_spot(picture.dots)[0])
        return pair(self._apart(_known(picture.dots), np.concatenate(others), middle))

    def _apart(self, dots: Array, others: Array, middle: Array) -> Array:
        """Of dots (N, 2) the one nearest to their middle, px, of those that are well away from others (M, 2)."""
        pixel, inside = self._plot.box.pixel_size, self._plot.box.region.contains(dots)
        own = dots[inside] if inside.any() else dots
        gaps = np.hypot(*np.moveaxis((own[:, None] - others) / pixel, -1, 0))  # (N, M)
        away = gaps.min(axis=1).clip(max=apart_px)
        off = np.hypot(*(own / pixel - middle).T)
        return own[np.where(away >= nearly * away.max(), off, np.inf).argmin()]

    def distance(self, picture: PlaneGhost, place: QPointF) -> float:
        box = self._plot.box
        away = np.hypot(*((picture.dots - box.place(place)) / box.pixel_size).T)
        return float(np.fmin.reduce(away, initial=np.inf))


def _spot(dots: Array) -> tuple[Array, float]:
    """The middle of dots (N, 2), and how far from it half of them are at most; not finite where none is known."""
    known = _known(dots)
    if not len(known):
        return np.full(2, np.nan), np.inf
    middle = np.median(known, axis=0)
    return middle, float(np.median(np.hypot(*(known - middle).T)))


def _known(dots: Array) -> Array:
    """Of dots (N, 2) those that are anywhere."""
    return dots[np.isfinite(dots).all(axis=1)]
