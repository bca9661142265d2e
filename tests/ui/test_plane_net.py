"""The net of noise, as it is painted: every mesh where it lies, and the small ones strong."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from pytestqt.qtbot import QtBot

from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.stages.plane.items.manifold_item import ManifoldItem, mesh_levels
from ui.looks import Pixels

box = QRectF(0, 0, 300, 200)


def painted(item: ManifoldItem, net: np.ndarray) -> Pixels:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    item.set_data(net)
    with QPainter(image) as painter:
        item.paint_px(painter, ToPixels(QTransform(), box, QTransform()))
    return np.frombuffer(image.constBits(), np.uint8).reshape(200, 300, 4).astype(int).copy()


class MeshByMesh(ManifoldItem):
    """Each mesh a polygon made anew, as strong as the item's own arithmetic says."""

    def _paint_meshes(self, painter: QPainter, points: np.ndarray, box: QRectF) -> None:
        meshes, levels = self._seen_meshes(points, box)
        painter.setPen(Qt.PenStyle.NoPen)
        for level in np.unique(levels[levels > 0]).tolist():
            painter.setBrush(self.theme.color("generated", level / mesh_levels))
            for corners in meshes[levels == level].tolist():
                painter.drawPolygon([QPointF(x, y) for x, y in corners])


def net(fold: float) -> np.ndarray:
    """A net (13, 17, 2) over most of the box; with `fold` its columns turn back upon themselves."""
    u, v = np.meshgrid(np.linspace(0, 1, 17), np.linspace(0, 1, 13))
    x = 30 + 240 * (u - fold * np.sin(2 * np.pi * u) / (2 * np.pi)) + 9 * v
    return np.stack((x, 20 + 150 * v + 12 * np.cos(5 * u)), axis=2)


def test_a_net_looks_like_its_meshes(qtbot: QtBot) -> None:
    """One item paints net after net: none leaves a mesh behind in the next."""
    item = ManifoldItem()
    for fold in (0.0, 0.7, 2.5, 0.0):
        image = painted(item, net(fold))
        assert image.any()
        assert np.array_equal(image, painted(MeshByMesh(), net(fold)))


def test_the_net_is_strong_where_its_meshes_are_small(qtbot: QtBot) -> None:
    image = painted(ManifoldItem(), net(0.7))
    middle = np.median(image[60:140, 140:160, 0]), np.median(image[60:140, 40:60, 0])
    assert middle[0] < middle[1], "the columns stand closest at both sides"
