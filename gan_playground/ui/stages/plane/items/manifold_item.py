"""The net of noise as G folds it."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen, tint

mesh_levels = 24  # of opacity
hidden_px = 1.5  # a mesh so small lies under the lines around it
far_px = 1e4


class Mesh:
    """A polygon of Qt's, and its four corners (4, 2) as numbers that can be written: to make one anew, and a point of
    Qt's of each corner, takes three times as long as to draw it.
    """

    def __init__(self) -> None:
        self.polygon = QPolygonF([QPointF()] * 4)
        self.corners: Array = pg.functions.ndarray_from_qpolygonf(self.polygon)


class ManifoldItem(PixelItem):
    """Every mesh holds as many dots, so the dense ones are strong."""

    clips_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._net: Array | None = None
        self._meshes: list[Mesh] = []

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
        """The faint ones first, so that the brush is changed a few times only."""
        meshes, levels = self._seen_meshes(points, box)
        seen = np.flatnonzero(levels)
        order = seen[np.argsort(levels[seen], kind="stable")]
        level = 0
        self._meshes.extend(Mesh() for _ in range(len(order) - len(self._meshes)))
        painter.setPen(Qt.PenStyle.NoPen)
        for mesh, corners, level_now in zip(self._meshes, meshes[order], levels[order].tolist(), strict=False):
            if level_now != level:
                level = level_now
                painter.setBrush(self.theme.color("generated", level / mesh_levels))
            mesh.corners[:] = corners
            painter.drawPolygon(mesh.polygon)

    def _seen_meshes(self, points: Array, box: QRectF) -> tuple[Array, Array]:
        """Corners (M, 4, 2), px, and how strong each is (M,); 0 for those that are not seen."""
        near = points.clip(-far_px, far_px)
        meshes = np.stack((near[:-1, :-1], near[:-1, 1:], near[1:, 1:], near[1:, :-1]), axis=2).reshape(-1, 4, 2)
        (left, top), (right, bottom) = meshes.min(axis=1).T, meshes.max(axis=1).T
        seen = (right > box.left()) & (left < box.right()) & (bottom > box.top()) & (top < box.bottom())
        (x, y), (across, up) = (meshes[:, 2] - meshes[:, 0]).T, (meshes[:, 3] - meshes[:, 1]).T  # the diagonals
        area = 0.5 * np.abs(x * up - y * across)
        even = box.width() * box.height() / len(meshes)  # were they spread over all that is seen
        opacities = 0.8 * self.strength * (1 - np.exp(-0.25 * even / np.maximum(area, 1e-6)))
        return meshes, np.where(seen & (area > hidden_px**2), np.round(opacities * mesh_levels), 0).astype(int)
