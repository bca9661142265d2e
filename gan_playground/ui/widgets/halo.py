"""What a page of a story speaks of has a calm light around it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPalette, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget

from gan_playground.ui.widgets.line_around import LineAround, corner_px, line_px

glow_px, glow_strength = 5.0, 0.22


class Halo(LineAround):
    """A line and a faint band inside of it, in the colour of words; the part below is painted as if it were not there.

    The line around what has the keyboard has no band, so the two are told apart.
    """

    def home(self) -> QWidget:
        """The nearest that has room for it on all sides."""
        above = self.part.parentWidget()
        while not above.isWindow() and not above.rect().contains(super().around(above)):
            above = above.parentWidget()
        return above

    def around(self, home: QWidget) -> QRect:
        """Of what scrolls, as far as it is in sight."""
        place, above = super().around(home), self.part.parentWidget()
        while above is not home and above is not None:
            area = above.parentWidget()
            if isinstance(area, QAbstractScrollArea) and above is area.viewport():
                top = above.mapTo(home, above.rect().topLeft()).y()
                place = place & QRect(place.left(), top, place.width(), above.height())
            above = area
        return place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.rect().adjusted(*(round(glow_px) * sign for sign in (1, 1, -1, -1)))
        self.setMask(QRegion(self.rect()) - QRegion(inner))

    def paint_line(self, painter: QPainter) -> None:
        color = self.palette().color(QPalette.ColorRole.WindowText)
        faint = self.palette().color(QPalette.ColorRole.WindowText)
        faint.setAlphaF(glow_strength)
        for tint, width_px in ((faint, glow_px), (color, line_px)):
            half_px = width_px / 2
            corner = self.height() / 2 if isinstance(self.part, QAbstractButton) else corner_px
            painter.setPen(QPen(tint, width_px))
            inside = QRectF(self.rect()).adjusted(half_px, half_px, -half_px, -half_px)
            painter.drawRoundedRect(inside, corner - half_px, corner - half_px)
