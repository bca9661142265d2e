"""The net of noise as G folds it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen, tint

mesh_levels = 24  # of opacity
hidden_px = 1.5  # a mesh so small lies under the lines around it
far_px = 1e4


class Strip:
    """A polygon of Qt's around so many meshes beside one another, and its corners (2 * meshes + 2, 2) as numbers that
    can be written: to make it anew, and a point of Qt's of each corner, takes longer than to draw it.
    """

    def __init__(self, meshes: int) -> None:
        self.polygon = QPolygonF([QPointF()] * (2 * meshes + 2))
        self.corners: Array = pg.functions.ndarray_from_qpolygonf(self.polygon)


def strips(levels: NDArray[np.int64]) -> Iterator[tuple[int, int, int, int]]:
    """Neighbours in a row (R, C) of one level: the level, the row, the first column and the one after the last.

    The lowest come first, whatever their sign; what is 0 is left out.
    """
    columns = levels.shape[1]
    flat, begins = levels.ravel(), np.ones(levels.shape, bool)
    begins[:, 1:] = levels[:, 1:] != levels[:, :-1]
    first = np.flatnonzero(begins)
    end = np.append(first[1:], flat.size)
    order = np.argsort(np.abs(flat[first]), kind="stable")
    order = order[flat[first[order]] != 0]
    row, column = np.divmod(first[order], columns)
    yield from zip(
        np.abs(flat[first[order]]).tolist(),
        row.tolist(),
        column.tolist(),
        (end[order] - row * columns).tolist(),
        strict=True,
    )


class ManifoldItem(PixelItem):
    """Every mesh holds as many dots, so the dense ones are strong."""

    clips_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._net: Array | None = None
        self._strips: dict[int, Strip] = {}

    def set_data(self, net: Array | None) -> None:
        """Where the crossings lie (R, C, 2); one row where the noise is one number. None: nowhere."""
        self._net = net if net is not None and np.isfinite(net).all() else None
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if self._net is None:
            return
        points = at.points(self._net)  # (R, C, 2)
        self.clip(painter, at, reach(points[..., 0]), reach(points[..., 1]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # it would cost three times as much, with seams
        if len(points) > 1:
            self._paint_meshes(painter, points, at.box)
        painter.setPen(flat_pen(tint(self.theme, "generated", 0.75 * self.strength), self.unit))
        for lines in (points, points.transpose(1, 0, 2)):
            if lines.shape[1] > 1:
                draw_strokes(painter, np.concatenate((lines[:, :-1], lines[:, 1:]), axis=2).reshape(-1, 4))

    def _paint_meshes(self, painter: QPainter, points: Array, box: QRectF) -> None:
        """Those that are beside one another and equally strong at once: to draw one takes as long as to draw ten."""
        near, now = points.clip(-far_px, far_px), 0
        painter.setPen(Qt.PenStyle.NoPen)
        for level, row, first, end in strips(self._levels(near, box)):
            if level != now:
                now = level
                painter.setBrush(self.theme.color("generated", level / mesh_levels))
            count = end - first
            strip = self._strips.get(count) or self._strips.setdefault(count, Strip(count))
            strip.corners[: count + 1] = near[row, first : end + 1]
            strip.corners[count + 1 :] = near[row + 1, first : end + 1][::-1]
            painter.drawPolygon(strip.polygon, Qt.FillRule.WindingFill)

    def _levels(self, points: Array, box: QRectF) -> NDArray[np.int64]:
        """How strong each mesh (R - 1, C - 1) between points (R, C, 2) is.

        It is below 0 where the net lies face down, and 0 where it is not seen.
        """
        corners = np.stack((points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]))
        (left, top), (right, bottom) = np.moveaxis(corners.min(0), 2, 0), np.moveaxis(corners.max(0), 2, 0)
        seen = (right > box.left()) & (left < box.right()) & (bottom > box.top()) & (top < box.bottom())
        one, other = corners[2] - corners[0], corners[3] - corners[1]  # the diagonals
        area = 0.5 * (one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])
        size = np.abs(area)
        even = box.width() * box.height() / area.size  # were they spread over all that is seen
        opacities = 0.8 * self.strength * (1 - np.exp(-0.25 * even / np.maximum(size, 1e-6)))
        strong = np.where(seen & (size > hidden_px**2), np.rint(opacities * mesh_levels), 0)
        return (np.sign(area) * strong).astype(np.int64)
