"""The modes of the real data, and what each gets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.kept_pictures import draw_around, paints_pixels, phase_of
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.stages.plane.items.mode_labels import are_crowded, half_label_px, label_places, ring_radius
from gan_playground.ui.stages.plane.items.mode_pictures import (
    ModeStyle,
    label_picture,
    paint_label,
    paint_ring,
    ring_picture,
)
from gan_playground.ui.theme.text_scale import text_scale

most_kept_px = 120.0  # radius of rings that are painted once and copied

Counts = NDArray[np.int64]


class ModePlaces(Struct, frozen=True, eq=False):
    """Where all is drawn, px: the middles of the rings and of the labels, which stay while the modes do; of large
    labels that would lie on one another there are none.

    centres, at, size: what this was worked out from. across, down: how far it all reaches.
    """

    centres: Array
    at: ToPixels
    size: tuple[float, float]
    rings: list[tuple[float, float]]
    labels: list[tuple[float, float]]
    radius: float
    across: tuple[float, float]
    down: tuple[float, float]


class ModesItem(PixelItem):
    """A ring of three sigma around each mode, and what it gets: a tick and a number, or a cross.

    The numbers stand on a patch of the surface, so that they can be read where dots lie under them.
    """

    clips_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._centres, self._hits, self._reach = np.empty((0, 2)), np.empty(0, np.int64), 0.0
        self._places: ModePlaces | None = None

    def set_data(self, centres: Array | None, hits: Counts | None, sigma: float) -> None:
        """Middles (M, 2), how many samples lie near each (M,), and the modes' deviation; None: there are none."""
        if centres is None or hits is None or len(hits) != len(centres):
            centres, hits = np.empty((0, 2)), np.empty(0, np.int64)
        self._centres, self._hits, self._reach = centres, hits, 3 * sigma
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not len(self._centres):
            return
        places, style = self._places_at(at), ModeStyle(self.theme, self.unit, self.strength)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.clip(painter, at, places.across, places.down)
        copied, hits = paints_pixels(painter), self._hits.tolist()
        paint_rings = _copy_rings if copied and places.radius <= most_kept_px else _paint_rings
        paint_rings(painter, places, hits, style, at.ratio)
        (_copy_labels if copied else _paint_labels)(painter, places, hits, style, at.ratio)

    def written(self, at: ToPixels) -> list[QRectF]:
        if not len(self._centres):
            return []
        across, up = (half * self.unit for half in half_label_px)
        return [QRectF(x - across, y - up, 2 * across, 2 * up) for x, y in self._places_at(at).labels]

    def _places_at(self, at: ToPixels) -> ModePlaces:
        known, size = self._places, (self._reach, self.unit)
        if known is None or known.centres is not self._centres or known.at is not at or known.size != size:
            known = self._places = self._lay_out(at)
        return known

    def _lay_out(self, at: ToPixels) -> ModePlaces:
        points = at.points(self._centres)
        radius = ring_radius(self._reach * at.x_scale, self.unit)
        ends = np.concatenate((points - radius, points + radius))
        across, down = reach(ends[:, 0]), reach(ends[:, 1])
        rings, size = [(x, y) for x, y in points.tolist()], (self._reach, self.unit)
        labels = [(x, y) for x, y in label_places(points, radius, at.box, self.unit).tolist()]
        if text_scale.is_large and are_crowded(labels, self.unit):
            labels = []
        return ModePlaces(self._centres, at, size, rings, labels, radius, across, down)


def _paint_rings(painter: QPainter, places: ModePlaces, hits: Sequence[int], style: ModeStyle, ratio: float) -> None:
    for (x, y), hit in zip(places.rings, hits, strict=True):
        paint_ring(painter, QPointF(x, y), places.radius, style, hit > 0)


def _copy_rings(painter: QPainter, places: ModePlaces, hits: Sequence[int], style: ModeStyle, ratio: float) -> None:
    for (x, y), hit in zip(places.rings, hits, strict=True):
        (across, x_phase), (down, y_phase) = phase_of(x, ratio), phase_of(y, ratio)
        draw_around(
            painter, ring_picture(places.radius, style, hit > 0, (x_phase, y_phase), ratio), across, down, ratio
        )


def _paint_labels(painter: QPainter, places: ModePlaces, hits: Sequence[int], style: ModeStyle, ratio: float) -> None:
    for (x, y), hit in zip(places.labels, hits, strict=False):
        paint_label(painter, QPointF(x, y), style, hit)


def _copy_labels(painter: QPainter, places: ModePlaces, hits: Sequence[int], style: ModeStyle, ratio: float) -> None:
    for (x, y), hit in zip(places.labels, hits, strict=False):
        draw_around(painter, label_picture(style, hit, ratio), round(x * ratio), round(y * ratio), ratio)
