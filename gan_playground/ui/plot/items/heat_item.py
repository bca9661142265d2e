"""A grid of numbers from 0 to 1 as colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.rgb_image import RgbImage
from gan_playground.ui.theme.theme import DARK, Theme

Colors = Callable[[Theme, float], Sequence[int]]
"""256 colours, as QRgb, of a theme and a strength."""


class HeatItem(RgbImage):
    """pyqtgraph's image, given bytes and colours at once, so that it looks for no levels.

    `strength`: how much of the surface is covered.
    """

    def __init__(self, colors: Colors, *, smooth: bool = True) -> None:
        """`smooth`: colours run into one another where the grid is coarse."""
        super().__init__()
        self.theme, self.strength = DARK, 1.0
        self._colors, self._smooth = colors, smooth
        self._shades = np.empty((0, 0), np.uint8)
        self._lies: tuple[QRectF, tuple[int, ...]] = (QRectF(), ())

    def set_data(self, values: Array, place: QRectF) -> None:
        """Values (R, C), the first row at the bottom, over a rectangle of the data; what is not a number is 1/2."""
        self._shades = shades_of(values)
        self._color()
        if (place, values.shape) != self._lies:
            self._lies = place, values.shape
            self.setRect(place)

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self._color()

    def set_strength(self, strength: float) -> None:
        if strength != self.strength:
            self.strength = strength
            self._color()

    def _color(self) -> None:
        if self._shades.size:
            self.show_colors(_table(self._colors, self.theme, self.strength)[self._shades])

    def is_smooth(self, painter: QPainter) -> bool:
        return self._smooth


def shades_of(values: Array) -> NDArray[np.uint8]:
    """From 0 to 255; what is not a number is in the middle."""
    shades = values * 255.0
    if np.isnan(np.minimum.reduce(shades, None)):
        shades[np.isnan(shades)] = 127.5
    return np.rint(shades.clip(0, 255), out=shades).astype(np.uint8)


@lru_cache(maxsize=16)
def _table(colors: Colors, theme: Theme, strength: float) -> NDArray[np.uint32]:
    """The 256 colours as an array. Nobody changes it."""
    return np.array(colors(theme, strength), np.uint32)
