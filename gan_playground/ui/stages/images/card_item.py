"""The card beside the tile that is pointed at: its picture enlarged, and what is known of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.stages.images.grid import Pictures, on_dots
from gan_playground.ui.stages.images.heat import full_at, heated, sign_pixels, signs_of
from gan_playground.ui.stages.images.readout import Line
from gan_playground.ui.theme.theme import Theme

Signs: TypeAlias = NDArray[np.int64]

enlarged_px, signed_px, text_px, line_px, air_px = 104.0, 200.0, 12.5, 17.0, 10.0
sign_share, sign_width, least_sign_px = 0.22, 1.5, 7.5  # of a square's side, to each side of its middle
most_across = 0.66  # of the view: it would cover what it is about
between_px, beside_px = 8.0, 12.0
"""Between two pictures, and from the tile to the card."""


class PictureCardItem(PixelItem):
    """It lies over all of the view, beside a place of one of its boxes and as far inside as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._place, self._top = QRectF(), 0.0
        self._pictures: Sequence[Pictures] = ()
        self._lines: Sequence[Line] = ()
        self._signs: Signs | None = None
        self.setOpacity(0.0)

    def set_data(
        self,
        place: QRectF,
        pictures: Sequence[Pictures],
        lines: Sequence[Line],
        signs: Signs | None = None,
        top: float = 0.0,
    ) -> None:
        """Beside a place of the view, px: pictures (H, W, C), and words below. No words: nothing is drawn.

        signs: of squares of the second picture, as `signs_of` gives them. top: it is no higher than that, where there
        is room, for the words above the grids.
        """
        if lines or self._lines:
            self._place, self._pictures, self._lines, self._signs, self._top = place, pictures, lines, signs, top
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
            box = QRectF(QPointF(left + across, top), sides)
            _paint_enlarged(painter, box, picture)
            if index == 1 and self._signs is not None:
                self._paint_signs(painter, box, self._signs)
        painter.setFont(font)
        self._write(painter, QPointF(card.left() + air_px * unit, top + sides.height() + 7.5 * unit))

    def _paint_signs(self, painter: QPainter, box: QRectF, signs: Signs) -> None:
        """A plus where brighter is more real, a minus where darker is: what the colour says, once more."""
        side = sign_pixels * box.width() / self._pictures[1].shape[1]
        if side < least_sign_px:
            return  # they would hide it
        reach = sign_share * side
        painter.setPen(QPen(self.theme.color("text"), sign_width * self.unit))
        for row, column in np.argwhere(signs).tolist():
            middle = box.topLeft() + QPointF(column + 0.5, row + 0.5) * side
            painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0))
            if signs[row, column] > 0:
                painter.drawLine(middle - QPointF(0, reach), middle + QPointF(0, reach))

    def _write(self, painter: QPainter, place: QPointF) -> None:
        row = QRectF(place, QSizeF(1, line_px * self.unit))
        for words, role in self._lines:
            painter.setPen(self.theme.ink(role))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
            row.translate(0, row.height())

    @property
    def _words_px(self) -> float:
        return (line_px * len(self._lines) + 2.4 * air_px) * self.unit

    def _sides(self, ratio: float) -> QSizeF:
        """Of each picture: its pixels have whole dots, if there are any to spare."""
        height, width = self._pictures[0].shape[:2]
        view, count = self.boundingRect(), len(self._pictures)
        wanted = (enlarged_px if self._signs is None else signed_px) * self.unit
        across = most_across * view.width() / count
        most = max(16.0, min(wanted, view.height() - self._words_px - 8, across))
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
        top = min(max(2.0, self._top, place.center().y() - height / 2), max(2.0, view.bottom() - height - 2))
        return QRectF(on_dots(left, ratio), on_dots(top, ratio), width, height)


def pictures_of(picture: ImagesPicture, panel: str, index: int, theme: Theme) -> list[Pictures]:
    """What the card shows of a tile: the picture, and beside a generated one what D looks at in it, and its nearest
    real one, as far as they are known.
    """
    if panel == "real":
        return [picture.real[index]]
    heat, one = picture.saliency, slice(index, index + 1)
    seen = [] if heat is None else [heated(picture.generated[one], heat[one], full_at(heat), theme)[0]]
    nearest = [] if picture.nearest is None else [picture.nearest[index]]
    return [picture.generated[index], *seen, *nearest]


def signs_in(picture: ImagesPicture, panel: str, index: int) -> Signs | None:
    """Those of what D looks at in a tile."""
    return None if panel == "real" or picture.saliency is None else signs_of(picture.saliency[index])


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
