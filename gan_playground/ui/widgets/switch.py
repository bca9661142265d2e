"""A small two-way switch: two words side by side, one of them lit."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEngine, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from gan_playground.ui.theme.theme import DARK, Theme

touch_px = 44
most_pill = 2.4  # heights of the text


class TwoWaySwitch(QAbstractButton):
    """Checked is the right word, unchecked the left; `toggled` says when it changes.

    Signals: those of QAbstractButton.
    """

    def __init__(self, left: str, right: str, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (left, right)
        self._caption = caption
        self._theme = DARK
        self._least_height_px = 0
        self._picture, self._looks = QPixmap(), tuple[object, ...]()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a click leaves no ring behind
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_text_size(12)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_text_size(self, size_px: float) -> None:
        font = self.font()
        font.setPixelSize(round(size_px))
        self.setFont(font)
        self.updateGeometry()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._least_height_px = touch_px if exhibit else 0
        self.updateGeometry()

    def set_words(self, left: str, right: str) -> None:
        """Other words for the same choice, where space is short."""
        if self._words != (left, right):
            self._words = (left, right)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        size_px = self.font().pixelSize()
        height_px = max(round(size_px * 2), self._least_height_px)
        return QSize(round(self._caption_width() + sum(self._word_widths()) + 4), height_px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """With its picture, for what lies on a plot is painted with every frame of that; in an .svg with lines."""
        with QPainter(self) as painter:
            if painter.paintEngine().type() == QPaintEngine.Type.SVG:
                self._paint(painter)
                return
            self._renew_picture()
            painter.drawPixmap(0, 0, self._picture)

    def _renew_picture(self) -> None:
        looks = (self._words, self._caption, self._theme, self.font(), self.size(), self.devicePixelRatioF())
        looks += (self.isEnabled(), self.hasFocus(), self.underMouse(), self.isChecked())
        if looks != self._looks:
            self._looks = looks
            self._picture = QPixmap(self.size() * self.devicePixelRatioF())
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                painter.setFont(self.font())
                self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        theme, caption = self._theme, self._caption_width()
        air = max(0.0, (self.height() - most_pill * self.font().pixelSize()) / 2)  # a finger may miss the pill a little
        whole = QRectF(self.rect()).adjusted(caption + 0.5, air + 0.5, -0.5, -air - 0.5)
        painter.setPen(theme.color("muted"))
        painter.drawText(QRectF(0, 0, caption, self.height()), Qt.AlignmentFlag.AlignVCenter, self._caption)
        painter.setPen(QPen(theme.color("text" if self.hasFocus() else "outline"), 1))
        painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        left, right = self._segments(whole)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("outline" if self.underMouse() else "raised"))
        lit = right if self.isChecked() else left
        painter.drawRoundedRect(lit, lit.height() / 2, lit.height() / 2)
        for segment, word in zip((left, right), self._words, strict=True):
            painter.setPen(theme.color("text" if segment is lit else "muted"))
            painter.drawText(segment, Qt.AlignmentFlag.AlignCenter, word)

    def _segments(self, whole: QRectF) -> tuple[QRectF, QRectF]:
        inner = whole.adjusted(1.5, 1.5, -1.5, -1.5)
        widths = self._word_widths()
        left = QRectF(inner.left(), inner.top(), inner.width() * widths[0] / sum(widths), inner.height())
        return left, QRectF(left.right(), inner.top(), inner.right() - left.right(), inner.height())

    def _word_widths(self) -> tuple[float, float]:
        font, air = self.font(), 1.5 * self.font().pixelSize()
        left, right = (_width_px(word, font) + air for word in self._words)
        return left, right

    def _caption_width(self) -> float:
        if not self._caption:
            return 0.0
        return _width_px(self._caption, self.font()) + 0.6 * self.font().pixelSize()


@lru_cache(maxsize=64)
def _width_px(words: str, font: QFont) -> float:
    """Asked for with every frame of a plot that it lies on."""
    return QFontMetricsF(font).horizontalAdvance(words)
