"""The map from z to x, as in the lower part of the paper's figure: an arrow from each z up to its G(z)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.strokes_item import heads
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_near_strokes, flat_pen, tint
from gan_playground.ui.theme.theme import Theme

shaft_share = 0.6  # how much of the surface the shafts cover; the heads are what one looks at
far = 10.0  # widths of the box that an arrow may point outside of it


def arrows_in(box: QRectF, feet: Array, tips: Array) -> Array:
    """Strokes (A, 4) from the lower edge of a box to its upper one, each ending where it leaves the box, px."""
    known = np.isfinite(tips)
    if not known.all():
        feet, tips = feet[known], tips[known]
    inside = tips.clip(box.left(), box.right())
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(inside == tips, 1.0, (inside - feet) / (tips - feet))
    ends = np.where(share == 1.0, box.top(), box.bottom() - share * box.height())
    strokes = np.empty((len(feet), 4))
    strokes[:, 0], strokes[:, 1], strokes[:, 2], strokes[:, 3] = feet, box.bottom(), inside, ends
    return strokes


class MapArrowsItem(PixelItem):
    """Arrows from the z line, which always spans the box, to the x line, which is the box's own x.

    Those that end in what is seen have a head; the others are cut at its rim.
    """

    def __init__(self) -> None:
        super().__init__()
        self._latent, self._image = np.empty(0), np.empty(0)
        self._latent_view = (0.0, 1.0)

    def set_data(self, latent: Array, image: Array, latent_view: tuple[float, float]) -> None:
        """z (A,) and G(z) (A,), and the z at the ends of the z line."""
        self._latent, self._image, self._latent_view = latent, image, latent_view
        self.update()

    def strokes_px(self, at: ToPixels) -> Array:
        """What is drawn, without the heads (A, 4)."""
        low, high = self._latent_view
        feet = at.left + (at.right - at.left) * (self._latent - low) / (high - low)
        reach = far * (at.right - at.left)
        return arrows_in(at.box, feet, at.x(self._image).clip(at.left - reach, at.right + reach))

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        strokes = self.strokes_px(at)
        if not len(strokes):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shaft_pen, head_pen = _pens(self.theme, self.unit)
        painter.setPen(shaft_pen)
        draw_near_strokes(painter, strokes)
        landed = strokes[strokes[:, 3] == at.top]
        painter.setPen(head_pen)
        draw_near_strokes(painter, heads(landed, 5.5 * self.unit))


@lru_cache(maxsize=8)
def _pens(theme: Theme, unit: float) -> tuple[QPen, QPen]:
    """Of shafts and of heads. Nobody changes them."""
    shafts = flat_pen(tint(theme, "generated", shaft_share), 1.1 * unit)
    return shafts, flat_pen(theme.color("generated"), 1.2 * unit)
