"""The net of noise as G folds it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen, tint

mesh_levels = 24  # of opacity
hidden_px = 1.5  # a mesh so small lies under the lines around it
far_px = 1e4


class ManifoldItem(PixelItem):
    """Every mesh holds as many dots, so the dense ones are strong."""

    clips_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._net: Array | None = None

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
        meshes, levels = self._meshes(points, box)
        painter.setPen(Qt.PenStyle.NoPen)
        for level in np.unique(levels[levels > 0]).tolist():
            painter.setBrush(self.theme.color("generated", level / mesh_levels))
            for corners in meshes[levels == level].tolist():
                painter.drawConvexPolygon([QPointF(x, y) for x, y in corners])

    def _meshes(self, points: Array, box: QRectF) -> tuple[Array, Array]:
        """Corners (M, 4, 2), px, and how strong each is (M,); 0 for those that are not seen."""
        corners = np.stack((points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]), axis=2)
        meshes = corners.reshape(-1, 4, 2).clip(-far_px, far_px)
        x, y = meshes[..., 0], meshes[..., 1]
        seen = (x.max(1) > box.left()) & (x.min(1) < box.right()) & (y.max(1) > box.top()) & (y.min(1) < box.bottom())
        area = 0.5 * np.abs(np.sum(x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y, axis=1))
        even = box.width() * box.height() / len(meshes)  # were they spread over all that is seen
        opacities = 0.8 * self.strength * (1 - np.exp(-0.25 * even / np.maximum(area, 1e-6)))
        return meshes, np.where(seen & (area > hidden_px**2), np.round(opacities * mesh_levels), 0).astype(int)
