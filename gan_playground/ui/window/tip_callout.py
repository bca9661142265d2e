"""A few words in a dark or light bubble, with a point that shows what they are about."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.text_scale import scaled

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow

point_px = 9  # how far the point reaches out
aside_px, above_px = 16, 12  # of the words from the edge
corner_px = 10
words_px = 15


class Side(Enum):
    """Where it stands, seen from what it is about."""

    ABOVE = "above"
    LEFT = "left"


class TipCallout(QWidget):
    """Over the window, where no press and no key is ever for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("tipCallout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words, self._side = "", Side.ABOVE

    def show_words(self, words: str, side: Side) -> None:
        self._words, self._side = words, side
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        width_px, height_px = metrics.horizontalAdvance(self._words), metrics.height()
        below, right = (point_px, 0) if self._side is Side.ABOVE else (0, point_px)
        return QSize(width_px + 2 * scaled(aside_px) + right, height_px + 2 * scaled(above_px) + below)

    @property
    def _font(self) -> QFont:
        font = self.font()
        font.setPixelSize(scaled(words_px))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def stand_beside(self, target: QWidget) -> None:
        """At the edge of it, within the window."""
        self.resize(self.sizeHint())
        there = QRect(target.mapTo(self.parentWidget(), QPoint(0, 0)), target.size())
        at = {
            Side.ABOVE: QPoint(there.center().x() - self.width() // 2, there.top() - self.height() + 2),
            Side.LEFT: QPoint(there.left() - self.width() + 4, there.top() + min(there.height() // 3, 120)),
        }[self._side]
        room = self.parentWidget().rect().adjusted(8, 8, -8, -8)
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.move(at)
        self.raise_()
        self.show()

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
        return body.adjusted(0, 0, 0, -point_px) if self._side is Side.ABOVE else body.adjusted(0, 0, -point_px, 0)

    def _outline(self) -> QPainterPath:
        """The bubble and its point, down or to the right."""
        body, path = self._body, QPainterPath()
        path.addRoundedRect(body, corner_px, corner_px)
        if self._side is Side.ABOVE:
            tip, across = QPointF(body.center().x(), body.bottom() + point_px), QPointF(point_px, 0)
            foot = QPointF(tip.x(), body.bottom() - 1)
        else:
            tip, across = QPointF(body.right() + point_px, body.center().y()), QPointF(0, point_px)
            foot = QPointF(body.right() - 1, tip.y())
        point = QPainterPath(tip)
        point.lineTo(foot - across)
        point.lineTo(foot + across)
        point.closeSubpath()
        return path.united(point)
