"""A box of the flow: a name, with a detail or, in slow motion, with what it holds just now."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gan_playground.ui.slow_motion.thumbnails import Thumbnail
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme

padding_px, tight_px = 15, 7
detail_gap_px = 8
title_px = 26  # of a box that is high enough for more
faint = 0.45  # of what has no part in this


class FlowBox(QWidget):
    """A name in a rounded outline, with a detail in a quieter voice; says what it is under the mouse."""

    def __init__(self, short: str, role: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._role, self._theme = role, theme
        self._title, self._short, self._detail = short, short, ""
        self._brevity = 0
        self.thumbnail: Thumbnail | None = None
        self.is_lit = self._is_tall = False

    def show_words(self, title: str, short: str, detail: str, explanation: str) -> None:
        self._title, self._short, self._detail = title, short, detail
        self.setToolTip(explanation)
        self.setAccessibleName(f"{title} {detail}".strip())
        self.setAccessibleDescription(explanation)
        self.update()

    def show_brevity(self, brevity: int) -> None:
        """0: all the words, 1: no detail, 2: a letter."""
        self._brevity = brevity
        self.update()

    def show_part(self, thumbnail: Thumbnail | None, lit: bool) -> None:
        """What it holds at this part of a turn, None: nothing that counts, and whether this part is about it."""
        self.thumbnail, self.is_lit, self._is_tall = thumbnail, lit, True
        self.update()

    def end_part(self) -> None:
        """The turn goes by too fast for that."""
        self.thumbnail, self.is_lit, self._is_tall = None, False, False
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def width_of(self, brevity: int) -> int:
        """How wide the box is when it says this much."""
        title, detail = self._words(brevity)
        metrics = QFontMetrics(self._font())
        gap = scaled(detail_gap_px) if detail else 0
        return metrics.horizontalAdvance(title) + gap + metrics.horizontalAdvance(detail) + 2 * scaled(padding_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_outline(painter)
        painter.setFont(self._font())
        if self._is_tall:
            self._paint_content(painter)
            return
        title, detail = self._words(self._brevity)
        padding = scaled(padding_px)
        inside = QRectF(self.rect()).adjusted(padding, 0, -padding, 0)
        for words, color, side in ((title, "text", "AlignLeft"), (detail, "muted", "AlignRight")):
            painter.setPen(self._theme.color(color))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag[side] | Qt.TextFlag.TextDontClip
            painter.drawText(inside, flags, words)

    def _paint_content(self, painter: QPainter) -> None:
        """The name above, and below it what it holds."""
        inside = QRectF(self.rect()).adjusted(scaled(tight_px), 0, -scaled(tight_px), -scaled(tight_px))
        fits = QFontMetrics(self._font()).horizontalAdvance(self._title) <= inside.width()
        painter.setPen(self._theme.color("text" if self.is_lit else "muted"))
        head = QRectF(inside.left(), 2, inside.width(), scaled(title_px))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self._title if fits else self._short)
        if self.thumbnail is not None:
            self.thumbnail.paint(painter, inside.adjusted(0, head.bottom(), 0, 0), self._theme)

    def _paint_outline(self, painter: QPainter) -> None:
        pen = QPen(self._theme.color("text"), 2.2) if self.is_lit else QPen(self._theme.color(self._role), 1.2)
        if self._is_tall and self.thumbnail is None and not self.is_lit:
            painter.setOpacity(faint)
        if self._role == "discriminator":
            pen.setDashPattern([4, 3] if not self.is_lit else [2.4, 1.6])
        painter.setPen(pen)
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), 10, 10)

    def _words(self, brevity: int) -> tuple[str, str]:
        return (self._short if brevity == 2 else self._title), (self._detail if brevity == 0 else "")

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(13))
        return font
