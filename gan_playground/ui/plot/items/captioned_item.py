"""What a hand has drawn: with a word that says whose it is, and the pen of the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gan_playground.ui.plot.free_places import free_place
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.plot import Plot

rim_px, handle_px, pen_px, text_px, air_px = 2.0, 7.0, 11.0, 12.5, 10.0


class CaptionedItem(PixelItem):
    """A subclass paints the drawing; here are its caption, the handle where the hand is, and the keyboard's pen."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._caption = words
        self.taken: Sequence[QRectF] = ()
        """Where something else stands that is no item of the plot, px."""
        self._pen_at: tuple[float, float] | None = None

    def show_pen(self, place: tuple[float, float] | None) -> None:
        """Where the keyboard's pen is; None: the keyboard is elsewhere."""
        self._pen_at = place
        self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_drawing(painter, at)
        if self._pen_at is not None:
            self._paint_pen(painter, at.point(*self._pen_at))

    def paint_drawing(self, painter: QPainter, at: ToPixels) -> None:
        """Draw what was drawn, in px."""
        raise NotImplementedError

    def _paint_pen(self, painter: QPainter, place: QPointF) -> None:
        """A ring around it, as around whatever has the keyboard."""
        self.paint_handle(painter, place)
        painter.setPen(QPen(self.theme.color("text"), rim_px * self.unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, pen_px * self.unit, pen_px * self.unit)

    def paint_handle(self, painter: QPainter, place: QPointF) -> None:
        """Where the hand is."""
        painter.setPen(QPen(self.theme.color("surface"), rim_px * self.unit))
        painter.setBrush(self.theme.color("text"))
        painter.drawEllipse(place, handle_px * self.unit, handle_px * self.unit)

    def write(self, painter: QPainter, at: ToPixels, above: QPointF) -> None:
        """The caption above a point, where nothing else is written."""
        plot = self.parentItem()
        assert isinstance(plot, Plot)
        place = free_place(self._wanted(above), [*plot.written(at), *self.taken], at.box, self.unit)
        painter.setFont(self._font())
        painter.fillRect(place, self.theme.color("surface"))
        painter.setPen(self.theme.color("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._caption)

    def _wanted(self, above: QPointF) -> QRectF:
        metrics, air = QFontMetricsF(self._font()), air_px * self.unit
        width, height = metrics.horizontalAdvance(self._caption) + air, metrics.height()
        return QRectF(above - QPointF(width / 2, height + air), above + QPointF(width / 2, -air))

    def _font(self) -> QFont:
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        return font
