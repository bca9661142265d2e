"""Words at places of the data, or in the corners of a plot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTransform

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

Align = Qt.AlignmentFlag

text_px = 12.5
pill_air_px = 4.0


class Words(Struct, frozen=True):
    """A text at (x, y); `align` says which part of it lies there, `dx`, `dy` how far from there, px downwards.

    Sizes and distances in px, before they grow with the unit. pill: a patch of the surface is laid under it.
    """

    text: str
    x: float
    y: float
    align: Qt.AlignmentFlag = Align.AlignHCenter
    role: str = "muted"
    dx: float = 0.0
    dy: float = 0.0
    size_px: float = text_px
    italic: bool = False
    bold: bool = False
    pill: bool = False


class WordsItem(PixelItem):
    """Any number of texts. `in_shares`: x and y are shares of the box, (0, 0) its left upper corner, not data."""

    def __init__(self, *, in_shares: bool = False) -> None:
        super().__init__()
        self._in_shares = in_shares
        self._words: Sequence[Words] = ()
        self.setOpacity(0.0)

    def set_data(self, words: Sequence[Words]) -> None:
        """The texts; nothing is drawn anew if they are the same."""
        if tuple(words) != self._words:
            if bool(words) != bool(self._words):
                self.setOpacity(1.0 if words else 0.0)  # what cannot be seen is not painted
            self._words = tuple(words)
            self.renew()

    def _fitted_bounds(self) -> QRectF:
        """Of words that are kept painted, as little as need be."""
        bounds = super()._fitted_bounds()
        if not self.is_kept or self._box is None or not self._is_over:
            return bounds
        at = ToPixels(self._from_box(self._box), self._box.viewRect(), QTransform())
        return reduce(QRectF.united, self.written(at), QRectF())

    def written(self, at: ToPixels) -> list[QRectF]:
        return [self._pill(words, font_of(words, self.unit), self._place(words, at)) for words in self._words]

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not self._is_over:
            self._clipped = True
            painter.setClipRect(at.box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for words in self._words:
            self._write(painter, words, self._place(words, at))

    def _place(self, words: Words, at: ToPixels) -> QPointF:
        if self._in_shares:
            place = QPointF(at.box.left() + words.x * at.box.width(), at.box.top() + words.y * at.box.height())
        else:
            place = at.point(words.x, words.y)
        return place + QPointF(words.dx, words.dy) * self.unit

    def _write(self, painter: QPainter, words: Words, place: QPointF) -> None:
        font = font_of(words, self.unit)
        painter.setFont(font)
        if words.pill:
            painter.fillRect(self._pill(words, font, place), self.theme.color("surface"))
        painter.setPen(self.theme.ink(words.role, self.strength))
        painter.drawText(_around(place, words.align, 0.0), _flags(words.align), words.text)

    def _pill(self, words: Words, font: QFont, place: QPointF) -> QRectF:
        metrics, air = QFontMetricsF(font), pill_air_px * self.unit
        width, height = metrics.horizontalAdvance(words.text), metrics.height()
        return _around(place, words.align, width, height).adjusted(-air, 0, air, 0)


def font_of(words: Words, unit: float) -> QFont:
    """The program's typeface, in the size and manner of these words."""
    font = QFont()
    font.setPixelSize(round(words.size_px * unit))
    font.setItalic(words.italic)
    if words.bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@lru_cache(maxsize=8)
def _flags(align: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    """To write at this side of a place, and beyond the box that says where it is."""
    return align | Align.AlignVCenter | Qt.TextFlag.TextDontClip


def _around(place: QPointF, align: Qt.AlignmentFlag, width: float, height: float = 0.0) -> QRectF:
    """A box of this size whose middle, left or right edge is at a place, and whose middle is at its height."""
    left = {Align.AlignLeft: 0.0, Align.AlignRight: width}.get(align, width / 2)
    return QRectF(place.x() - left, place.y() - height / 2, width, height)
