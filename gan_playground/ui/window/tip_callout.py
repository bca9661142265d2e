"""A few words in a dark or light bubble, with a point that shows what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.window.tip_places import Ink, Side, best_place

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow

point_px = 9  # how far the point reaches out
aside_px, above_px = 16, 12  # of the words from the edge
corner_px = 10
words_px = 15


class TipCallout(QWidget):
    """Over the window, where no press and no key is ever for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("tipCallout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words, self._sides, self._side = "", (Side.ABOVE,), Side.ABOVE

    def show_words(self, words: str, sides: tuple[Side, ...]) -> None:
        """sides: where it may stand, the usual one first."""
        self._words, self._sides = words, sides
        self.setAccessibleName(words)
        self.update()

    def _size(self, side: Side) -> QSize:
        metrics = QFontMetrics(self._font)
        width_px, height_px = metrics.horizontalAdvance(self._words), metrics.height()
        size = QSize(width_px + 2 * scaled(aside_px), height_px + 2 * scaled(above_px))
        return size + (QSize(point_px, 0) if side is Side.LEFT else QSize(0, point_px))

    @property
    def _font(self) -> QFont:
        font = self.font()
        font.setPixelSize(scaled(words_px))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def stand_beside(self, target: QWidget) -> None:
        """At the edge of it, where it covers the least that could be read, and never the story."""
        self.hide()
        ink = Ink(self._window.grab().toImage().scaled(self._window.size()))
        sizes = {side: self._size(side) for side in self._sides}
        there, kept = self._place_of(target), self._place_of(self._window.story)
        self._side, place = best_place(ink, there, sizes, self._window.rect(), kept)
        self.setGeometry(place)
        self.raise_()
        self.show()

    def _place_of(self, part: QWidget) -> QRect:
        return QRect(part.mapTo(self._window, QPoint(0, 0)), part.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._window.theme.color("text"))
            painter.drawPath(self._outline())
            painter.setPen(self._window.theme.color("background"))
            painter.setFont(self._font)
            painter.drawText(self._body, Qt.AlignmentFlag.AlignCenter, self._words)

    @property
    def _body(self) -> QRectF:
        body = QRectF(self.rect())
        room = {Side.ABOVE: (0, 0, 0, -point_px), Side.BELOW: (0, point_px, 0, 0), Side.LEFT: (0, 0, -point_px, 0)}
        return body.adjusted(*room[self._side])

    def _outline(self) -> QPainterPath:
        """The bubble and its point, which is at what it is about."""
        body, path = self._body, QPainterPath()
        path.addRoundedRect(body, corner_px, corner_px)
        if self._side is Side.ABOVE:
            tip, across = QPointF(body.center().x(), body.bottom() + point_px), QPointF(point_px, 0)
            foot = QPointF(tip.x(), body.bottom() - 1)
        elif self._side is Side.BELOW:
            tip, across = QPointF(body.center().x(), body.top() - point_px), QPointF(point_px, 0)
            foot = QPointF(tip.x(), body.top() + 1)
        else:
            tip, across = QPointF(body.right() + point_px, body.center().y()), QPointF(0, point_px)
            foot = QPointF(body.right() - 1, tip.y())
        point = QPainterPath(tip)
        point.lineTo(foot - across)
        point.lineTo(foot + across)
        point.closeSubpath()
        return path.united(point)
