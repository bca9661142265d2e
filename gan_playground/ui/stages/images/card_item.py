"""The card beside the tile that is pointed at: its picture enlarged, and what is known of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.stages.images.grid import Pictures, on_dots
from gan_playground.ui.stages.images.readout import Line

enlarged_px, text_px, line_px, air_px = 104.0, 12.5, 17.0, 10.0
between_px, beside_px = 8.0, 12.0
"""Between two pictures, and from the tile to the card."""


class PictureCardItem(PixelItem):
    """It lies over all of the view, beside a place of one of its boxes and as far inside as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._place = QRectF()
        self._pictures: Sequence[Pictures] = ()
        self._lines: Sequence[Line] = ()
        self.setOpacity(0.0)

    def set_data(self, place: QRectF, pictures: Sequence[Pictures], lines: Sequence[Line]) -> None:
        """Beside a place of the view, px: pictures (H, W, C), and words below. No words: nothing is drawn."""
        if lines or self._lines:
            self._place, self._pictures, self._lines = place, pictures, lines
            self.setOpacity(1.0 if lines else 0.0)
            self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not self._lines or not self._pictures:
            return
        font, unit = QFont(), self.unit
        font.setPixelSize(round(text_px * unit))
        sides = self._sides(at.ratio)
        card = self._card(QFontMetricsF(font), sides, at.ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("outline"), 1))
        painter.setBrush(self.theme.color("raised"))
        painter.drawRoundedRect(card, 10, 10)
        left, top = on_dots(card.left() + air_px * unit, at.ratio), on_dots(card.top() + air_px * unit, at.ratio)
        for index, picture in enumerate(self._pictures):
            across = on_dots(index * (sides.width() + between_px * unit), at.ratio)
            _paint_enlarged(painter, QRectF(QPointF(left + across, top), sides), picture)
        painter.setFont(font)
        self._write(painter, QPointF(card.left() + air_px * unit, top + sides.height() + 7.5 * unit))

    def _write(self, painter: QPainter, place: QPointF) -> None:
        row = QRectF(place, QSizeF(1, line_px * self.unit))
        for words, role in self._lines:
            painter.setPen(self.theme.color(role))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
            row.translate(0, row.height())

    @property
    def _words_px(self) -> float:
        return (line_px * len(self._lines) + 2.4 * air_px) * self.unit

    def _sides(self, ratio: float) -> QSizeF:
        """Of each picture: its pixels have whole dots, if there are any to spare."""
        height, width = self._pictures[0].shape[:2]
        most = max(16.0, min(enlarged_px * self.unit, self.boundingRect().height() - self._words_px - 8))
        scale = most / max(width, height)
        scale = max(1.0, math.floor(scale * ratio)) / ratio if scale >= 1 else scale
        return QSizeF(width * scale, height * scale)

    def _card(self, metrics: QFontMetricsF, sides: QSizeF, ratio: float) -> QRectF:
        """Beside the place, where there is room."""
        view, unit, place, count = self.boundingRect(), self.unit, self._place, len(self._pictures)
        longest = max(metrics.horizontalAdvance(words) for words, _ in self._lines)
        pictures = count * sides.width() + (count - 1) * between_px * unit
        width, height = max(longest, pictures) + 2 * air_px * unit, sides.height() + self._words_px
        right = place.right() + beside_px * unit
        fits = right + width <= view.right() - 2
        left = right if fits else max(2.0, place.left() - beside_px * unit - width)
        top = min(max(2.0, place.center().y() - height / 2), max(2.0, view.bottom() - height - 2))
        return QRectF(on_dots(left, ratio), on_dots(top, ratio), width, height)


def pictures_of(picture: ImagesPicture, panel: str, index: int) -> list[Pictures]:
    """What the card shows of a tile: the picture, and beside a generated one its nearest real one if that is known."""
    if panel == "real":
        return [picture.real[index]]
    nearest = [] if picture.nearest is None else [picture.nearest[index]]
    return [picture.generated[index], *nearest]


def _paint_enlarged(painter: QPainter, box: QRectF, picture: Pictures) -> None:
    path = QPainterPath()
    path.addRoundedRect(box, 5, 5)
    painter.setClipPath(path)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, box.width() < picture.shape[1])
    painter.drawImage(box, _image_of(picture))
    painter.setClipping(False)


def _image_of(picture: Pictures) -> QImage:
    """One picture (H, W, C) as Qt has it."""
    kept = np.ascontiguousarray(picture)
    height, width, channels = kept.shape
    form = QImage.Format.Format_Grayscale8 if channels == 1 else QImage.Format.Format_RGB888
    return QImage(kept.data, width, height, width * channels, form).convertToFormat(QImage.Format.Format_RGB32)
