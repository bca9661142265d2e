"""All pictures of a grid as one image."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.rgb_image import RgbImage
from gan_playground.ui.stages.images.grid import Grid, Pictures
from gan_playground.ui.theme.theme import DARK, Theme

crisp = 2.0  # dots in one of the pictures' pixels, from which on these are squares even if not all are of one size


class MosaicItem(RgbImage):
    """pyqtgraph's image of a whole grid, in which a pixel is one of the pictures' own; what is free is the surface."""

    def __init__(self) -> None:
        super().__init__()
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

    def _compose(self) -> None:
        if self._grid is not None:
            self.show_colors(self._grid.mosaic(self._pictures, self.theme.color("surface")))

    def is_smooth(self, painter: QPainter) -> bool:
        """Where pixels are too small to be drawn as squares that look alike."""
        dots = painter.deviceTransform().m11()
        return dots < crisp and abs(dots - round(dots)) > 1e-6
