"""A grid of numbers from 0 to 1 as colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.theme.theme import DARK, Theme

Colors = Callable[[Theme, float], Sequence[int]]
"""256 colours, as QRgb, of a theme and a strength."""


class HeatItem(pg.ImageItem):
    """pyqtgraph's image, given bytes and colours at once, so that it looks for no levels.

    `strength`: how much of the surface is covered.
    """

    def __init__(self, colors: Colors, *, smooth: bool = True) -> None:
        """`smooth`: colours run into one another where the grid is coarse."""
        super().__init__(axisOrder="row-major")
        self.theme, self.strength = DARK, 1.0
        self._colors, self._smooth = colors, smooth
        self._shades = np.empty((0, 0), np.uint8)
        self._lies: tuple[QRectF, tuple[int, ...]] = (QRectF(), ())

    def set_data(self, values: Array, place: QRectF) -> None:
        """Values (R, C), the first row at the bottom, over a rectangle of the data; what is not a number is 1/2."""
        known = np.where(np.isnan(values), 0.5, values).clip(0, 1)
        self._shades = np.rint(known * 255).astype(np.uint8)
        self._color()
        if (place, values.shape) != self._lies:
            self._lies = place, values.shape
            self.setRect(place)

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self._color()

    def set_unit(self, unit: float) -> None:
        """Nothing of it grows with the panel's unit."""

    def set_strength(self, strength: float) -> None:
        if strength != self.strength:
            self.strength = strength
            self._color()

    def _color(self) -> None:
        if self._shades.size:
            colors = np.array(self._colors(self.theme, self.strength), np.uint32)
            self.setImage(colors[self._shades], autoLevels=False)

    def render(self) -> None:
        """The colours are those of Qt already: nothing is left to be worked out."""
        self._renderRequired, self._unrenderable = False, False
        rows, columns = self.image.shape
        self.qimage = QImage(self.image.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)

    def paint(self, painter: QPainter, *more: Any) -> None:
        box = self.getViewBox()
        if isinstance(box, pg.ViewBox):
            painter.setClipRect(self.mapRectFromParent(box.viewRect()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._smooth)
        super().paint(painter, *more)
        painter.setClipping(False)
