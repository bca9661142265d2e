"""The photograph that the real colours are from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.stages.colours.plan import title_px
from gan_playground.ui.theme.theme import corner_radius_px

full_range = (0, 255)  # needed where it is made smaller, which gives means of shades


class PhotoItem(pg.ImageItem):
    """pyqtgraph's image, made smaller without a moire, and kept painted."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major", autoDownsample=True)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def paint(self, painter: QPainter, *more: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *more)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)


class RoundCornersItem(PixelItem):
    """Lays the surface over the corners of a box, so that they look round."""

    def __init__(self) -> None:
        super().__init__()
        self.keep_painted()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        box = at.box
        radius = min(corner_radius_px, box.width() / 6, box.height() / 6)
        path = QPainterPath()
        path.addRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        path.addRoundedRect(box, radius, radius)  # what is in both is left out
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, self.theme.color("surface"))


class PhotoPlot(Plot):
    """The photograph, whole, with round corners, and words above it."""

    def __init__(self) -> None:
        super().__init__()
        self.box.setMouseEnabled(x=False, y=False)
        self.box.invertY(True)
        self._image, self._words = PhotoItem(), WordsItem(in_shares=True)
        self.add(self._image, RoundCornersItem())
        self.add_over(self._words)

    def set_data(self, photograph: NDArray[np.uint8]) -> None:
        """A picture (H, W, 3)."""
        height, width = photograph.shape[:2]
        self._image.setImage(np.ascontiguousarray(photograph), autoLevels=False, levels=full_range)
        self.box.set_home((0.0, float(width)), (0.0, float(height)))

    def set_words(self, words: str) -> None:
        self._words.set_data([Words(words, 0, 0, Qt.AlignmentFlag.AlignLeft, "text", dy=-title_px / 2)])


def shaped(place: QRectF, shape: tuple[int, ...]) -> QRectF:
    """The left upper part of a place that has the shape (H, W) of a picture."""
    height, width = shape[:2]
    scale = min(place.width() / width, place.height() / height)
    return QRectF(place.left(), place.top(), width * scale, height * scale)
