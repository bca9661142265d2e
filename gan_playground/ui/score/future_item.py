"""The part of a plot where nothing has come yet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

tint_share, text_px = 0.07, 12.0
words_share = 0.6  # of the height, from above: in the middle they would lie on the line of one half


class FutureItem(PixelItem):
    """A tint from a step to another, a line where it begins, and words above its middle."""

    def __init__(self) -> None:
        super().__init__()
        self._steps, self._words = (0.0, 0.0), ""

    def set_data(self, first: float, last: float, words: str) -> None:
        """From the first step to the last."""
        self._steps, self._words = (first, last), words
        self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        left, right = (at.point(step, 0.0).x() for step in self._steps)
        place = QRectF(left, at.box.top(), right - left, at.box.height())
        painter.fillRect(place, self.theme.color("text", tint_share))
        painter.setPen(QPen(self.theme.color("muted"), 1.0))
        painter.drawLine(place.topLeft(), place.bottomLeft())
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        if QFontMetricsF(font).horizontalAdvance(self._words) <= place.width():
            painter.setFont(font)
            place.setHeight(words_share * place.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._words)
