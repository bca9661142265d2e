"""A network as it is drawn: circles that fill, maps, pictures, and the weights between them."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, degrees

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gan_playground.gan.observe.network_picture import LayerPicture
from gan_playground.ui.networks.layout import NetworkLayout
from gan_playground.ui.networks.lines import WeightLines, lines_of
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen, tint

ring_px, corner_px = 3.0, 4.0
Place = tuple[int, int]
"""A layer, and the number of a unit among those shown."""


class NetworkItem(PixelItem):
    """Draws a network of one player, whose role is its colour; `chosen` has a ring around it, and `pointed` a thin one.

    A circle is filled from below by what is above 0, in the player's colour, and from above by what is below 0, in grey
    and with a minus.
    """

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role
        self._layers: Sequence[LayerPicture] = ()
        self._layout: NetworkLayout | None = None
        self._lines: list[WeightLines] = []
        self.chosen: Place | None = None
        self.pointed: Place | None = None

    def set_data(self, layers: Sequence[LayerPicture], layout: NetworkLayout | None) -> None:
        """None: nothing is drawn."""
        self._layers, self._layout = layers, layout
        self._lines = [] if layout is None else lines_of(layers, layout, self._role, self.unit)
        self.update()

    def mark(self, chosen: Place | None, pointed: Place | None) -> None:
        """Put rings around these."""
        if (chosen, pointed) != (self.chosen, self.pointed):
            self.chosen, self.pointed = chosen, pointed
            self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        layout = self._layout
        if layout is None:
            return
        painter.translate(at.box.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lines in self._lines:
            painter.setPen(flat_pen(tint(self.theme, lines.style.role, lines.tint), lines.style.width * self.unit))
            draw_strokes(painter, lines.strokes)
        for number, layer in enumerate(self._layers):
            self._paint_layer(painter, layout, number, layer)
        self._paint_rings(painter, layout)
        painter.translate(-at.box.topLeft())

    def _paint_layer(self, painter: QPainter, layout: NetworkLayout, number: int, layer: LayerPicture) -> None:
        if (bar := layout.columns[number].bar) is not None:
            painter.setPen(QPen(self.theme.color("outline"), 1))
            painter.setBrush(tint(self.theme, "raised", 0.75))
            painter.drawRoundedRect(bar, corner_px, corner_px)
        for place in range(len(layer.shown)):
            box = layout.box_of(number, place)
            if layer.painted is not None:
                self._paint_image(painter, box, _of_pixels(layer.painted))
            elif layer.maps is not None:
                self._paint_image(painter, box, self._of_map(layer.maps[place]))
            else:
                self._paint_unit(painter, box, float(layer.values[place]))

    def _paint_unit(self, painter: QPainter, box: QRectF, value: float) -> None:
        painter.setPen(QPen(self.theme.color(self._role), max(1.0, 0.9 * self.unit)))
        painter.setBrush(self.theme.color("surface"))
        painter.drawEllipse(box)
        share = float(np.tanh(abs(value)))  # what is no number leaves it empty
        if not share > 0.02:
            return
        level = degrees(asin(2 * share - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(self._role if value > 0 else "muted"))
        start, span = (180 - level, 180 + 2 * level) if value > 0 else (-level, 180 + 2 * level)
        painter.drawChord(box, round(16 * start), round(16 * span))
        if value < 0:
            self._paint_minus(painter, box)

    def _paint_minus(self, painter: QPainter, box: QRectF) -> None:
        half = 0.45 * box.width() / 2
        painter.setPen(QPen(self.theme.color("text"), max(1.0, 1.2 * self.unit)))
        middle = box.center()
        painter.drawLine(middle - QPointF(half, 0), middle + QPointF(half, 0))

    def _paint_image(self, painter: QPainter, box: QRectF, image: QImage) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        size = image.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        room = QRectF(0, 0, size.width(), size.height())
        room.moveCenter(box.center())
        painter.drawImage(room, image)
        painter.setPen(QPen(self.theme.color(self._role), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)

    def _of_map(self, values: NDArray[np.float64]) -> QImage:
        """What is above 0 in the player's colour, below it in grey."""
        return of_numbers(values, self.theme.color(self._role), self.theme.color("muted"), self.theme.color("surface"))

    def _paint_rings(self, painter: QPainter, layout: NetworkLayout) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, width in ((self.pointed, 1.0), (self.chosen, 2.2)):
            if place is not None and place[0] < len(layout.columns):
                air = ring_px * self.unit
                painter.setPen(QPen(self.theme.color("text"), width * self.unit))
                box = layout.box_of(*place).adjusted(-air, -air, air, air)
                if self._layers[place[0]].maps is None:
                    painter.drawEllipse(box)
                else:
                    painter.drawRect(box)


def of_numbers(values: NDArray[np.float64], above: QColor, below: QColor, at_zero: QColor) -> QImage:
    """A grid (H, W), the first row at the top, as colours; the largest has all of its own."""
    numbers = np.nan_to_num(values)
    shares = numbers / max(float(abs(numbers).max(initial=0.0)), 1e-9)
    zero, one, other = (np.array(color.getRgb()[:3], float) for color in (at_zero, above, below))
    ends = np.where(shares[..., None] > 0, one, other)
    return _of_pixels((zero + (ends - zero) * abs(shares)[..., None]).astype(np.uint8))


def _of_pixels(picture: NDArray[np.uint8]) -> QImage:
    """(H, W, C) as Qt's own, which keeps a copy."""
    pixels = np.ascontiguousarray(picture)
    height, width, channels = pixels.shape
    grey = channels == 1
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    return QImage(pixels.data, width, height, channels * width, form).copy()
