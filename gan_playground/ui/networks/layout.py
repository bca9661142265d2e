"""Where the layers of a network are drawn, and their units, px: numbers alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from gan_playground.gan.observe.network_picture import LayerPicture

Array = NDArray[np.float64]

most_in_file = 16
"""More units than this stand in two files beside one another."""
radius_px, least_radius_px, line_px, air_px = 7.0, 2.0, 14.0, 5.0
picture_px, map_px = 30.0, 15.0  # half the side of a picture, and of a map, at most
near_px = 14.0  # so far from a unit it is still meant


class LayerColumn(Struct, frozen=True, eq=False):
    """A layer. x: its middle; width: of the room it has. units: (S, 2) middles; radius: of a circle, or half the side
    of a map or a picture. bar: around units that stand for more; else None.
    """

    x: float
    width: float
    units: Array
    radius: float
    bar: QRectF | None


class NetworkLayout(Struct, frozen=True, eq=False):
    """columns: the layers, from left to right. words_top: where the rows of words below them begin."""

    columns: tuple[LayerColumn, ...]
    words_top: float

    def unit_at(self, place: QPointF) -> tuple[int, int] | None:
        """Of the unit at a place its layer, and its number among those shown; None: there is none near."""
        found = [
            (float(np.hypot(*(column.units - (place.x(), place.y())).T).min()) - column.radius, number)
            for number, column in enumerate(self.columns)
        ]
        distance, layer = min(found, default=(near_px, 0))
        if distance >= near_px:
            return None
        away = self.columns[layer].units - (place.x(), place.y())
        return layer, int(np.hypot(*away.T).argmin())

    def box_of(self, layer: int, place: int) -> QRectF:
        """Around a unit."""
        column = self.columns[layer]
        x, y = column.units[place]
        return QRectF(x - column.radius, y - column.radius, 2 * column.radius, 2 * column.radius)


def laid_out(layers: Sequence[LayerPicture], width: float, height: float, unit: float) -> NetworkLayout:
    """The layers of a network side by side, in a room of this size."""
    rows = 2 if any(layer.side is not None for layer in layers) else 1
    words_top = height - rows * line_px * unit
    shares = np.array([_share(layer) for layer in layers])
    edges = np.concatenate(([0.0], np.cumsum(shares / shares.sum()))) * width
    columns = [
        _column(layer, (left + right) / 2, right - left, words_top - air_px * unit, unit)
        for layer, left, right in zip(layers, edges[:-1], edges[1:], strict=True)
    ]
    return NetworkLayout(tuple(columns), words_top)


def _share(layer: LayerPicture) -> float:
    """Of the width: a picture needs more of it."""
    if layer.painted is not None:
        return 1.8
    return 1.4 if len(layer.shown) > most_in_file else 1.2 if layer.maps is not None else 1.0


def _column(layer: LayerPicture, x: float, width: float, height: float, unit: float) -> LayerColumn:
    count = len(layer.shown)
    files = 2 if count > most_in_file else 1
    air = air_px * unit
    pitch = (height - air) / count
    most = (picture_px if layer.painted is not None else map_px if layer.maps is not None else radius_px) * unit
    share = 0.46 if layer.painted is not None else 0.4 if files == 1 else 0.22
    radius = max(least_radius_px, min(most, 0.43 * pitch * files, share * width))
    aside = (np.arange(count) % files - (files - 1) / 2) * (2 * radius + unit)
    y = air + (np.arange(count) + 0.5) * pitch
    units = np.column_stack((x + aside, y))
    return LayerColumn(x, width, units, radius, _bar(units, radius, height, unit) if layer.is_folded else None)


def _bar(units: Array, radius: float, height: float, unit: float) -> QRectF:
    x = float(units[0, 0])
    half = radius + 4 * unit
    return QRectF(x - half, 1.0, 2 * half, height - 1.0)
