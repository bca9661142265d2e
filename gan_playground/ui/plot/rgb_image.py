"""A picture whose colours are Qt's own already, which QPainter enlarges fastest."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QImage, QPainter


class RgbImage(pg.ImageItem):
    """pyqtgraph's image of colours 0xffRRGGBB, (R, C) uint32, cut off at the edges of its box."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")

    def set_unit(self, unit: float) -> None:
        """Nothing of it grows with the panel's unit."""

    def is_smooth(self, painter: QPainter) -> bool:
        """Whether colours run into one another."""
        return False

    def render(self) -> None:
        """Nothing is left to be worked out."""
        self._renderRequired, self._unrenderable = False, False
        rows, columns = self.image.shape
        self.qimage = QImage(self.image.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)

    def paint(self, painter: QPainter, *more: Any) -> None:
        box = self.getViewBox()
        if self.image is None or not isinstance(box, pg.ViewBox):
            return
        painter.setClipRect(self.mapRectFromParent(box.viewRect()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.is_smooth(painter))
        super().paint(painter, *more)
        painter.setClipping(False)
