"""Bars that a hand drags up and down: which shares there will be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.strokes import flat_pen, tint
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.focus_line import FocusLine

height_px, name_px, number_px, text_px = 108, 16, 15, 11
bar_share, key_step = 0.62, 0.05
came_px = 2.5

Align = Qt.AlignmentFlag


class ShareBars(QWidget):
    """A bar a name, at which one's own share stands; a blue line across it is what is so now.

    What is dragged is a height from 0 to 1; the shares are what each bar is of all of them. By the keyboard, arrows
    choose a bar, and raise and lower it.

    Signals: changed(): a bar has another height.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._names = DARK, list[str]()
        self._heights, self._now = np.empty(0), np.empty(0)
        self._chosen, self._is_open, self._has_keyboard = 0, False, False
        self._focus_line = FocusLine(self)
        self.setObjectName("predictBars")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def begin(self, names: Sequence[str], now: Array) -> None:
        """All bars are at nil. now: what the shares (K,) are."""
        self._names, self._heights, self._chosen = list(names), np.zeros(len(names)), 0
        self.show_now(now)

    def show_now(self, now: Array) -> None:
        """What the shares (K,) are now."""
        self._now = now
        self.update()

    @property
    def heights(self) -> Array:
        """Of the bars (K,), from 0 to 1."""
        return self._heights

    @property
    def shares(self) -> Array:
        """What each is of all (K,); nil where all are."""
        whole = float(self._heights.sum())
        return self._heights / whole if whole > 0 else self._heights

    def set_open(self, is_open: bool) -> None:
        """Whether a hand may move the bars."""
        self._is_open = is_open
        if not is_open:
            self.clearFocus()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_open else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.SizeVerCursor if is_open else Qt.CursorShape.ArrowCursor)

    def clear(self) -> None:
        """All bars are at nil again."""
        self._heights = np.zeros(len(self._names))
        self._tell()

    def raise_to(self, number: int, height: float) -> None:
        """A bar, to a height from 0 to 1."""
        self._chosen = number
        self._heights[number] = min(max(height, 0.0), 1.0)
        self._tell()

    def _tell(self) -> None:
        told = [f"{name} {share:.0%}" for name, share in zip(self._names, self.shares.tolist(), strict=True)]
        self.setAccessibleName(f"Your bars: {', '.join(told)}")
        self.update()
        self.changed.emit()

    # The hand.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def _drag(self, event: QMouseEvent) -> None:
        if self._is_open and event.buttons() & Qt.MouseButton.LeftButton and self._names:
            self._put(event.position())

    def _put(self, at: QPointF) -> None:
        """Whichever bar the hand is over: one sweep can draw all of them."""
        number = min(max(int(at.x() / self.width() * len(self._names)), 0), len(self._names) - 1)
        room = self._room
        self.raise_to(number, (room.bottom() - at.y()) / room.height())

    def event(self, event: QEvent) -> bool:
        is_key = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if self._is_open and is_key and event.key() in _moves:
            event.accept()  # before the keys of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _moves or not self._is_open or not self._names:
            event.ignore()
            return
        across, up = _moves[Qt.Key(event.key())]
        number = min(max(self._chosen + across, 0), len(self._names) - 1)
        self.raise_to(number, float(self._heights[number]) + key_step * up)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._has_keyboard = True
        self._focus_line.follow(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._has_keyboard = False
        self._focus_line.follow(event)
        self.update()

    # How it looks.

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, scaled(height_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, scaled(height_px))

    @property
    def _room(self) -> QRectF:
        """What the bars fill when they are as high as can be."""
        above, below = scaled(number_px), scaled(name_px)
        return QRectF(0, above, self.width(), max(1.0, self.height() - above - below))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(scaled(text_px))
        painter.setFont(font)
        # Heights stand for themselves until all of them together are shares; what is now is drawn to the same scale.
        scale = float(self._heights.sum()) or 1.0
        for number in range(len(self._names)):
            self._paint_bar(painter, number, scale)

    def _paint_bar(self, painter: QPainter, number: int, scale: float) -> None:
        room, theme, width = self._room, self._theme, self.width() / len(self._names)
        left, thick = number * width + (1 - bar_share) / 2 * width, bar_share * width
        painter.fillRect(QRectF(left, room.top(), thick, room.height()), tint(theme, "text", 0.08))
        height = float(self._heights[number]) * room.height()
        painter.fillRect(QRectF(left, room.bottom() - height, thick, height), theme.color("text"))
        if self._is_open and self._has_keyboard and number == self._chosen:
            painter.setPen(QPen(theme.color("text"), 2.0))
            painter.drawRect(QRectF(left - 2, room.top() - 1, thick + 4, room.height() + 2))
        now = room.bottom() - min(float(self._now[number]) * scale, 1.0) * room.height()
        painter.setPen(flat_pen(theme.color("generated"), came_px))
        painter.drawLine(QPointF(number * width + 1, now), QPointF((number + 1) * width - 1, now))
        self._write(painter, number, width)

    def _write(self, painter: QPainter, number: int, width: float) -> None:
        place, theme = self._room, self._theme
        painter.setPen(theme.color("muted"))
        name = QRectF(number * width, place.bottom(), width, self.height() - place.bottom())
        painter.drawText(name, Align.AlignHCenter | Align.AlignBottom, self._names[number])
        if self._heights.sum() > 0:
            share = f"{100 * float(self.shares[number]):.0f}"
            with_sign = f"{share}%"
            fits = QFontMetricsF(painter.font()).horizontalAdvance("100%") <= width
            painter.setPen(theme.color("text"))
            at = QRectF(number * width, 0, width, place.top())
            painter.drawText(at, Align.AlignHCenter | Align.AlignTop, with_sign if fits else share)


_moves = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
