"""A picture whose colours are Qt's own already, which QPainter enlarges fastest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter


class RgbImage(pg.ImageItem):
    """pyqtgraph's image of colours 0xffRRGGBB, (R, C) uint32, cut off at the edges of its box."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self._shade = 1.0

    def set_unit(self, unit: float) -> None:
        """Nothing of it grows with the panel's unit."""

    def set_shade(self, shade: float) -> None:
        """How much of it is seen while something else is pointed at, from 0 to 1."""
        if shade != self._shade:
            self._shade = shade
            self.update()

    def is_smooth(self, painter: QPainter) -> bool:
        """Whether colours run into one another."""
        return False

    def show_colors(self, colors: NDArray[np.uint32]) -> None:
        """As `setImage`, of which nothing else is wanted here: it takes longer than to make the colours."""
        if self.image is None or colors.shape != self.image.shape:
            self.prepareGeometryChange()
        self.image = colors
        rows, columns = colors.shape
        self.qimage = QImage(colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        self.update()

    def paint(self, painter: QPainter, *more: Any) -> None:
        box = self.getViewBox()
        if self.image is None or not isinstance(box, pg.ViewBox):
            return
        painter.setClipRect(self.mapRectFromParent(box.viewRect()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.is_smooth(painter))
        whole = painter.opacity()
        painter.setOpacity(whole * self._shade)
        painter.drawImage(QRectF(self.qimage.rect()), self.qimage)
        painter.setOpacity(whole)
        painter.setClipping(False)
