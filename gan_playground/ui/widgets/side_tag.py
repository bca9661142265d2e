"""A or B: which of two runs is meant; and the disc that it stands on, which other marks have as well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme

side_px = 22
least_letter_px = 12.0


class SideTag(QWidget):
    """One letter on a small disc."""

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self.letter = ""
        self.show_letter(letter)

    def show_letter(self, letter: str) -> None:
        self.letter = letter
        self.setAccessibleName(f"Run {letter}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(side_px), scaled(side_px))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            disc = QRectF(0, 0, scaled(side_px), scaled(side_px))
            disc.moveCenter(QRectF(self.rect()).center())
            paint_disc(painter, disc, self.letter, self._theme)


def paint_disc(
    painter: QPainter, disc: QRectF, letter: str, theme: Theme, role: str = "outline", ink: str = "text"
) -> None:
    """One letter, or a digit, in the painter's typeface. role, ink: the colours of the disc and of what is on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(role))
    painter.drawEllipse(disc)
    font = QFont(painter.font())
    font.setPixelSize(round(max(least_letter_px, 0.55 * disc.height())))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)
