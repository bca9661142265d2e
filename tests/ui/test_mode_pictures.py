"""Rings and labels of modes are copied from pictures that are kept: they look as if they were painted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from gan_playground.ui.plot.kept_pictures import forget_pictures
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.stages.plane.items import modes_item
from gan_playground.ui.stages.plane.items.modes_item import ModesItem

side = 240
ground = QColor("#202020")


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    forget_pictures()


def painted(hits: list[int], sigma: float, ratio: float) -> np.ndarray:
    """Two modes in a view from -1 to 1, side px wide and high; (rows, columns, 3)."""
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(ground)
    item, half = ModesItem(), side / 2
    item.set_data(np.array([[-0.503, 0.11], [0.4471, -0.3]]), np.array(hits), sigma)
    with QPainter(image) as painter:
        view, device = QRectF(-1, -1, 2, 2), QTransform.fromScale(ratio, ratio)
        item.paint_px(painter, ToPixels(QTransform(half, 0, 0, -half, half, half), view, device))
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_what_is_copied_looks_as_what_is_painted(ratio: float, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = np.array(ground.getRgb()[2::-1])
    for hits, sigma in (([120, 0], 0.05), ([7, 1234], 0.1)):
        copied = painted(hits, sigma, ratio)
        with monkeypatch.context() as patch:
            patch.setattr(modes_item, "paints_pixels", lambda painter: False)
            direct = painted(hits, sigma, ratio)
        drawn = np.abs(direct - nothing).sum()
        assert drawn > 100_000
        assert np.abs(copied - direct).sum() < 0.3 * drawn, "words may begin half a pixel elsewhere"


def test_rings_are_copied_to_where_they_would_be_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    for labels in ("_copy_labels", "_paint_labels"):
        monkeypatch.setattr(modes_item, labels, lambda *_: None)
    copied = painted([5, 0], 0.08, 1.0)
    monkeypatch.setattr(modes_item, "paints_pixels", lambda painter: False)
    direct = painted([5, 0], 0.08, 1.0)
    assert np.abs(direct - np.array(ground.getRgb()[2::-1])).max() > 100
    assert np.abs(copied - direct).max() < 40, "an eighth of a pixel aside at the most"
