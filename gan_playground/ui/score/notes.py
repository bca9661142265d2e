"""What is written over the lines of a plot of the score: where the run is, and what is cut off."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from gan_playground.ui.plot.box import Span
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.score.headline import sized, width_px
from gan_playground.ui.score.levels import extremes

text_px, line_px, air_px = 10.5, 14.0, 4.0
least_ahead_px = 4.0
see_through = 0.8  # of a patch that may lie on much of a low plot's lines


class Notes(Struct, frozen=True):
    """now: the step where the run is, if other times of it are seen as well. above, below: what is cut off there.

    idle: why nothing is drawn.
    """

    now: float | None = None
    above: str = ""
    below: str = ""
    idle: str = ""


def words_beyond(values: Sequence[Array], bounds: Span, write: Callable[[float], str]) -> tuple[str, str]:
    """What lines with these values (N,) each reach above and below the bounds."""
    reaches = [extremes(each) for each in values]
    lowest = min((low for low, _ in reaches), default=math.inf)
    highest = max((high for _, high in reaches), default=-math.inf)
    low, high = bounds
    return (
        f"↑ up to {write(highest)}" if highest > high + 1e-9 * abs(high) else "",
        f"↓ down to {write(lowest)}" if lowest < low - 1e-9 * abs(low) else "",
    )


class NotesItem(PixelItem):
    """An upright line at the present, and words on patches of the surface; `boxes` is where each was drawn last."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QRectF] = {}
        self._notes = Notes()

    def set_data(self, notes: Notes) -> None:
        if notes != self._notes:
            self._notes = notes
            self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        self.boxes = {}
        painter.setFont(self._font())
        now = self._paint_now(painter, at) if self._notes.now is not None else QRectF()
        if self._notes.idle:
            painter.setPen(self.theme.color("muted"))
            painter.drawText(at.box, Qt.AlignmentFlag.AlignCenter, self._notes.idle)
        if self._notes.above:
            self._write_at_right(painter, at, at.box.top() - 2 * self.unit, self._notes.above, now)
        if self._notes.below:
            self._write_at_right(painter, at, at.box.bottom() - line_px * self.unit, self._notes.below, now)

    def _paint_now(self, painter: QPainter, at: ToPixels) -> QRectF:
        """Gives where it is named, on the side with room for it; nothing where it is the last that is seen."""
        x, unit = at.point(self._notes.now, 0).x(), self.unit
        if not at.box.left() <= x < at.box.right() - least_ahead_px * unit:
            return QRectF()
        painter.setPen(QPen(tint(self.theme, "text", 0.55), 1))
        painter.drawLine(QLineF(x, at.box.top(), x, at.box.bottom() + 3 * unit))
        width = width_px("here", self._font()) + 2 * air_px * unit
        left = x if x + width < at.box.right() else x - width
        box = QRectF(left, at.box.top() - 2 * unit, width, line_px * unit)
        self._write(painter, box.adjusted(1, 0, -1, 0), "here", 1.0)
        return box

    def _write_at_right(self, painter: QPainter, at: ToPixels, top: float, words: str, now: QRectF) -> None:
        """Left of the present, if it would cover that."""
        width = width_px(words, self._font()) + 2 * air_px * self.unit
        box = QRectF(at.box.right() - width, top, width, line_px * self.unit)
        if box.left() < now.right() and now.left() < box.right():
            box.moveRight(now.left() - 2 * self.unit)
        self._write(painter, box, words, see_through)

    def _write(self, painter: QPainter, box: QRectF, words: str, strength: float) -> None:
        self.boxes[words] = box
        painter.fillRect(box, self.theme.color("surface", strength))
        painter.setPen(self.theme.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _font(self) -> QFont:
        return sized(QFont(), round(text_px * self.unit))
