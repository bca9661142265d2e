"""Thousands of small shapes at once: one picture, stamped wherever there is a dot.

QPainter draws two thousand antialiased points in 8 ms and as many stamps in a third of one.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from shiboken6 import wrapInstance

from gan_playground.ui.plot.kept_pictures import empty_picture, kept
from gan_playground.ui.plot.strokes import far_px

Array = NDArray[np.float64]

margin_px = 1.0


class Shape(Enum):
    """Real is round and generated has corners, so that colour is not all that tells them apart; others are hollow."""

    CIRCLE = "circle"
    TRIANGLE = "triangle"
    RING = "ring"
    SQUARE = "square"
    DIAMOND = "diamond"
    CROSS = "cross"


_corners: dict[Shape, tuple[tuple[float, float], ...]] = {
    Shape.TRIANGLE: ((0, -1), (1, 0.8), (-1, 0.8)),
    Shape.SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Shape.DIAMOND: ((0, -1), (1, 0), (0, 1), (-1, 0)),
}
"""Of the shapes that have some, in halves of their size."""

hollow = frozenset({Shape.RING, Shape.SQUARE, Shape.DIAMOND, Shape.CROSS})
rim_px = 1.3  # of a hollow shape


@kept(32)
def _stamp(shape: Shape, color: str, size_px: float, opacity: float, ratio: float) -> QPixmap:
    side = round((size_px + 2 * margin_px) * ratio)
    stamp = empty_picture(side, side)
    with QPainter(stamp) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        painter.setOpacity(opacity)
        painter.setPen(QPen(QColor(color), rim_px) if shape in hollow else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(Qt.BrushStyle.NoBrush if shape in hollow else QColor(color))
        paint_shape(painter, shape, QPointF(side / ratio / 2, side / ratio / 2), size_px)
    return stamp


def paint_shape(painter: QPainter, shape: Shape, middle: QPointF, size_px: float) -> None:
    """One dot, with the painter's pen and brush."""
    half = size_px / 2
    if shape in _corners:
        painter.drawPolygon([middle + QPointF(x, y) * half for x, y in _corners[shape]])
    elif shape is Shape.CROSS:
        painter.drawLine(middle - QPointF(half, half), middle + QPointF(half, half))
        painter.drawLine(middle - QPointF(half, -half), middle + QPointF(half, -half))
    else:
        painter.drawEllipse(middle, half, half)


def draw_dots(
    painter: QPainter, points: Array, shape: Shape, color: str, size_px: float, opacity: float, ratio: float
) -> None:
    """Dots with their middles at points (N, 2) in px; those that are not numbers are left out.

    ratio: the screen's pixels in one px.
    """
    near = np.abs(points) < far_px  # what is no number is not
    if not near.all():
        points = points[near.all(axis=1)]
    if not len(points) or opacity <= 0:
        return
    stamp = _stamp(shape, color, round(size_px, 1), round(opacity, 2), ratio)
    fragments = _fragments(len(points), stamp.width(), 1 / ratio)
    # Half way between two pixels, the last bits of an item's transformation must not decide to which of them it goes.
    fragments[:, :2] = np.rint(points + 1e-4) if ratio == 1 else points
    _draw_fragments(painter, fragments, stamp)


@lru_cache(maxsize=4)
def _fragments(count: int, side: int, scale: float) -> Array:
    """All of a square picture so many times (N, 10), written anew wherever the middles are others."""
    return _fragments_of((0.0, 0.0), (side, side), scale, count)


def draw_parts(
    painter: QPainter, pixmap: QPixmap, corners: Array, sources: Array, size: tuple[int, int], scale: float
) -> None:
    """Parts of a pixmap, all of one size, with their upper left at corners (N, 2) in px.

    sources: (N, 2) their upper left in the pixmap, in its pixels, as `size` is. scale: px of one of these.
    """
    fragments = _fragments_of(sources, size, scale, len(corners))
    fragments[:, :2] = corners + np.multiply(size, scale / 2)
    _draw_fragments(painter, fragments, pixmap)


def _fragments_of(sources: Array | tuple[float, float], size: tuple[int, int], scale: float, count: int) -> Array:
    """(N, 10) as QPainter::PixmapFragment is laid out: x, y of the middle, source, its size, scale, rotation, opacity;
    those without their middles."""
    fragments = np.zeros((count, 10))
    fragments[:, 2:4] = sources
    fragments[:, 4:6] = size
    fragments[:, 6:8] = scale
    fragments[:, 9] = 1
    return fragments


def _draw_fragments(painter: QPainter, fragments: Array, pixmap: QPixmap) -> None:
    first = cast(QPainter.PixmapFragment, wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment))
    painter.drawPixmapFragments(first, len(fragments), pixmap)
