"""The net of noise: meshes that are painted in strips look as if each were painted by itself."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from pytestqt.qtbot import QtBot

from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.stages.plane.items.manifold_item import ManifoldItem, mesh_levels, strips
from ui.looks import Pixels

box = QRectF(0, 0, 300, 200)


def test_strips_are_neighbours_of_one_level_and_the_faint_ones_come_first() -> None:
    levels = np.array([[3, 3, -3, 0], [1, 3, 3, 3]])
    found = list(strips(levels))
    assert found == [(1, 1, 0, 1), (3, 0, 0, 2), (3, 0, 2, 3), (3, 1, 1, 4)]


@pytest.mark.parametrize("seed", range(4))
def test_strips_hold_every_mesh_once(seed: int) -> None:
    levels = np.random.default_rng(seed).integers(-2, 3, (7, 9))
    filled = np.zeros_like(levels)
    for level, row, first, end in strips(levels):
        assert len(set(levels[row, first:end].tolist())) == 1
        filled[row, first:end] += level
    assert np.array_equal(filled, np.abs(levels))


def painted(item: ManifoldItem, net: np.ndarray) -> Pixels:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    item.set_data(net)
    with QPainter(image) as painter:
        item.paint_px(painter, ToPixels(QTransform(), box, QTransform()))
    return np.frombuffer(image.constBits(), np.uint8).reshape(200, 300, 4).astype(int).copy()


class MeshByMesh(ManifoldItem):
    """Each mesh painted by itself, as strong as all the item's own arithmetic says."""

    def _paint_meshes(self, painter: QPainter, points: np.ndarray, box: QRectF) -> None:
        levels = np.abs(self._levels(points, box))
        painter.setPen(Qt.PenStyle.NoPen)
        for level in np.unique(levels[levels > 0]).tolist():
            painter.setBrush(self.theme.color("generated", level / mesh_levels))
            for r, c in zip(*np.nonzero(levels == level), strict=True):
                around = points[[r, r, r + 1, r + 1], [c, c + 1, c + 1, c]]
                painter.drawPolygon([QPointF(x, y) for x, y in around.tolist()])


def net(fold: float) -> np.ndarray:
    """A net (13, 17, 2) over most of the box; with `fold` its columns turn back upon themselves."""
    u, v = np.meshgrid(np.linspace(0, 1, 17), np.linspace(0, 1, 13))
    x = 30 + 240 * (u - fold * np.sin(2 * np.pi * u) / (2 * np.pi)) + 9 * v
    return np.stack((x, 20 + 150 * v + 12 * np.cos(5 * u)), axis=2)


@pytest.mark.parametrize("fold", [0.0, 0.7, 2.5])
def test_a_net_in_strips_looks_like_its_meshes(qtbot: QtBot, fold: float) -> None:
    one, other = painted(ManifoldItem(), net(fold)), painted(MeshByMesh(), net(fold))
    assert one.any()
    differs = np.abs(one - other).max(axis=2) > 0
    assert differs.mean() < 0.002, "no hole where it turns back, and nothing beside it"


def test_the_net_is_strong_where_its_meshes_are_small(qtbot: QtBot) -> None:
    image = painted(ManifoldItem(), net(0.7))
    middle = np.median(image[60:140, 140:160, 0]), np.median(image[60:140, 40:60, 0])
    assert middle[0] < middle[1], "the columns stand closest at both sides"
