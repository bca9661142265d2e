"""All pictures of a grid as one image."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QImage, QPainter

from gan_playground.ui.stages.images.grid import Grid, Pictures
from gan_playground.ui.theme.theme import DARK, Theme

crisp = 2.0  # dots in one of the pictures' pixels, from which on these are squares even if not all are of one size


class MosaicItem(pg.ImageItem):
    """pyqtgraph's image of a whole grid, in which a pixel is one of the pictures' own; what is free is the surface."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self.theme = DARK
        self._grid: Grid | None = None
        self._pictures: Pictures = np.empty((0, 1, 1, 1), np.uint8)

    def set_data(self, grid: Grid, pictures: Pictures) -> None:
        """Pictures (N, H, W, C), of which the grid says which are shown and where."""
        if grid is self._grid and np.array_equal(pictures, self._pictures):  # the real ones are often the same
            return
        moved = grid is not self._grid
        self._grid, self._pictures = grid, pictures
        self._compose()
        if moved:
            self.setRect(grid.place)

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self._compose()

    def set_unit(self, unit: float) -> None:
        """Nothing of it grows with the panel's unit."""

    def _compose(self) -> None:
        if self._grid is not None:
            self.setImage(self._grid.mosaic(self._pictures, self.theme.color("surface")), autoLevels=False)

    def render(self) -> None:
        """The colours are as Qt has them already: nothing is left to be worked out."""
        self._renderRequired, self._unrenderable = False, False
        rows, columns = self.image.shape
        self.qimage = QImage(self.image.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)

    def paint(self, painter: QPainter, *more: Any) -> None:
        box = self.getViewBox()
        if self.image is None or not isinstance(box, pg.ViewBox):
            return
        painter.setClipRect(self.mapRectFromParent(box.viewRect()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, _needs_smoothing(painter))
        super().paint(painter, *more)
        painter.setClipping(False)


def _needs_smoothing(painter: QPainter) -> bool:
    """Whether pixels are too small to be drawn as squares that look alike."""
    dots = painter.deviceTransform().m11()
    return dots < crisp and abs(dots - round(dots)) > 1e-6
