"""Colours as dots in the cube, each in its own colour: real ones round, generated ones with corners.

All stamps, of every colour and both shapes, are one picture, so that all dots are one call to the painter, from the
farthest to the nearest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap
from shiboken6 import wrapInstance

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.kept_pictures import kept
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.sprites import Shape, margin_px, paint_shape
from gan_playground.ui.stages.colours.cube import Turn, full_shade, project
from gan_playground.ui.stages.colours.swatches import rgb_of
from gan_playground.ui.theme.theme import Theme

levels = 8
"""Of each of red, green and blue; more cannot be told apart in so small a dot."""
dot_px, rim_px = 7.4, 0.9
edge_dots = 20
per_row = 32
shape_of = {"real": Shape.CIRCLE, "generated": Shape.TRIANGLE}


class CloudItem(PixelItem):
    """Dots of real and of generated colours, each in its own colour, from the farthest to the nearest."""

    def __init__(self, size_px: float = dot_px) -> None:
        """`size_px`: of a dot, before it grows with the unit."""
        super().__init__()
        self._turn, self._size_px = Turn(), size_px
        self._colours = np.empty((0, 3))
        self._shapes: NDArray[np.int64] = np.empty(0, np.int64)

    def set_data(self, turn: Turn, colours: Mapping[str, Array]) -> None:
        """By "real" and "generated" colours (N, 3); those that are not numbers are left out."""
        known = {name: rows[np.isfinite(rows).all(axis=1)] for name, rows in colours.items()}
        self._turn, self._colours = turn, np.concatenate([*known.values(), np.empty((0, 3))])
        numbers, counts = [list(shape_of).index(name) for name in known], [len(rows) for rows in known.values()]
        self._shapes = np.repeat(np.array(numbers, np.int64), counts)
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not len(self._colours):
            return
        size_px = min(self._size_px * self.unit, at.x_scale / edge_dots * self._size_px / dot_px)
        stamps, side = _stamps(self.theme, max(1.0, round(2 * size_px) / 2), at.ratio)
        places = project(self._turn, self._colours)
        nearest_last = np.argsort(-places[:, 2], kind="stable")
        points = at.points(places[nearest_last, :2])
        number = (stamp_of(self._colours) + levels**3 * self._shapes)[nearest_last]
        # The layout of QPainter::PixmapFragment: x, y, source, its size, scale, rotation, opacity.
        fragments = np.zeros((len(points), 10))
        fragments[:, :2] = np.round(points * at.ratio) / at.ratio
        fragments[:, 2], fragments[:, 3] = number % per_row * side, number // per_row * side
        fragments[:, 4:6] = side
        fragments[:, 6:8] = 1 / at.ratio
        fragments[:, 9] = 1
        painter.drawPixmapFragments(
            cast(QPainter.PixmapFragment, wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment)),
            len(fragments),
            stamps,
        )


def stamp_of(colours: Array) -> NDArray[np.int64]:
    """Which of the stamps of one shape is nearest to each colour (N, 3)."""
    steps = np.round(np.clip(colours, 0, full_shade) / full_shade * (levels - 1)).astype(np.int64)
    red, green, blue = steps.T
    number: NDArray[np.int64] = (red * levels + green) * levels + blue
    return number


@kept(6)
def _stamps(theme: Theme, size_px: float, ratio: float) -> tuple[QPixmap, int]:
    """A stamp of each colour, round and with corners, and the side of one in pixels."""
    steps = np.linspace(0, full_shade, levels)
    colours = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    shaped = [_shaped(colours, theme.color(role), shape, size_px, ratio) for role, shape in shape_of.items()]
    every = np.concatenate(shaped)  # (2 levels^3, side, side, 4)
    side = every.shape[1]
    sheet = every.reshape(-1, per_row, side, side, 4).swapaxes(1, 2).reshape(-1, per_row * side, 4)
    sheet = np.ascontiguousarray(sheet)
    height, width = sheet.shape[:2]
    image = QImage(sheet.data, width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied)
    return QPixmap.fromImage(image.copy()), side  # with memory of its own


def _shaped(colours: Array, rim: QColor, shape: Shape, size_px: float, ratio: float) -> NDArray[np.uint8]:
    """(N, side, side, 4) premultiplied: one shape in every colour (N, 3), with a thin rim that says whose it is."""
    body, edge = _coverage(shape, size_px, ratio)
    stamps = np.empty((len(colours), *body.shape, 4), np.uint8)
    for channel, under in enumerate(rgb_of(rim)):
        stamps[..., channel] = (body * colours[:, channel, None, None] + edge * under).round()
    stamps[..., 3] = ((body + edge) * full_shade).round()
    return stamps


def _coverage(shape: Shape, size_px: float, ratio: float) -> tuple[Array, Array]:
    """(side, side) each, from 0 to 1: how much of each pixel the shape covers, and its rim."""
    side = round((size_px + 2 * margin_px) * ratio)
    image = QImage(side, side, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    rim = rim_px * size_px / dot_px
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        painter.setBrush(QColor(255, 0, 0))
        painter.setPen(QPen(QColor(0, 255, 0), rim))
        paint_shape(painter, shape, QPointF(side / ratio / 2, side / ratio / 2), size_px - rim)
    parts = np.frombuffer(image.constBits(), np.uint8).reshape(side, side, 4) / full_shade
    return parts[..., 0].copy(), parts[..., 1].copy()
