"""What is said of one swatch: its numbers, D's opinion, and where its colour lies in the cube."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gan_playground.gan.observe.frame import ColoursPicture
from gan_playground.ui.plot.items.words_item import text_px
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.theme.wording import number, verdict_words

Swatch = tuple[str, int]
"""Which field, and which of its swatches."""

Line = tuple[str, str]
"""Words, and the role whose colour they have."""

line_px = 17.0


def lines_of(picture: ColoursPicture, swatch: Swatch, scores: bool = False) -> list[Line]:
    """What is known of a swatch; `scores`: D gives no probabilities."""
    name, index = swatch
    real = name == "real"
    colours, verdicts = (picture.real, picture.real_verdicts) if real else (picture.generated, picture.verdicts)
    red, green, blue = (number(float(shade), 0) for shade in colours[index])
    return [
        (f"r {red}   g {green}   b {blue}", "text"),
        (verdict_words(float(verdicts[index]), scores), "discriminator"),
    ]


class SwatchCard(Struct, frozen=True):
    """A swatch and its dot in the cube (None: it has none that is seen), px of the view; its shade, and words."""

    place: QRectF
    dot: QPointF | None
    shade: QColor
    lines: Sequence[Line]


class SwatchCardItem(pg.GraphicsObject):
    """A small card beside the swatch, and rings around the swatch and its dot. It lies over all of the view."""

    def __init__(self) -> None:
        super().__init__()
        self.theme, self.unit = DARK, 1.0
        self._card: SwatchCard | None = None
        self._room = QRectF()
        self.setZValue(10)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def set_data(self, card: SwatchCard | None, size: QSizeF) -> None:
        """What is told, in a view of this size."""
        self.prepareGeometryChange()
        self._card, self._room = card, QRectF(QPointF(0, 0), size)
        self.setVisible(card is not None)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._card is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_ring(painter, self._card)
        painter.setPen(QPen(self.theme.color("text"), 1.6 * self.unit))
        painter.drawRoundedRect(self._card.place.adjusted(-1.5, -1.5, 0.5, 0.5), 2, 2)
        self._paint_card(painter, self._card)

    def _paint_ring(self, painter: QPainter, card: SwatchCard) -> None:
        if card.dot is None:
            return
        for role, width in (("surface", 4.0), ("text", 2.0)):
            painter.setPen(QPen(self.theme.color(role), width * self.unit))
            painter.drawEllipse(card.dot, 7 * self.unit, 7 * self.unit)

    def _paint_card(self, painter: QPainter, card: SwatchCard) -> None:
        unit, font = self.unit, QFont()
        font.setPixelSize(round(text_px * unit))
        box = self._box(card, QFontMetricsF(font))
        painter.setPen(QPen(self.theme.color("outline"), 1))
        painter.setBrush(self.theme.color("raised"))
        painter.drawRoundedRect(box, 8, 8)
        side = box.height() - 16 * unit
        patch = QRectF(box.left() + 8 * unit, box.top() + 8 * unit, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(card.shade)
        painter.drawRoundedRect(patch, 4, 4)
        painter.setFont(font)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        row = QRectF(patch.right() + 9 * unit, box.top() + 7.5 * unit, 0, line_px * unit)
        for words, role in card.lines:
            painter.setPen(self.theme.ink(role))
            painter.drawText(row, flags, words)
            row.translate(0, line_px * unit)

    def _box(self, card: SwatchCard, metrics: QFontMetricsF) -> QRectF:
        """Below the swatch, or above it where there is no room; within the view."""
        unit, room, place = self.unit, self._room, card.place
        height = (line_px * len(card.lines) + 15) * unit
        width = max(metrics.horizontalAdvance(words) for words, _ in card.lines) + height + 10 * unit
        left = min(max(1.0, place.center().x() - width / 2), max(1.0, room.width() - width - 1))
        top = place.bottom() + 8 * unit
        if top + height > room.height() - 1:
            top = max(1.0, place.top() - 8 * unit - height)
        return QRectF(left, top, width, height)
