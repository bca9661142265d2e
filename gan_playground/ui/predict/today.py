"""What was drawn today, line over line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.strokes import REAL, LineStyle, draw_line, draw_strokes, flat_pen, solid, tint
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme

height_px, air_px, thin_px, own_px = 44, 3.0, 1.2, 2.2
others_strength = 0.55
most_times_usual = 2.5  # a spike that is higher is cut off, or it would press all others flat

CAME = LineStyle("generated", 1.6)

DrawnLine = tuple[Array, Array]
"""x, and the density there, (N,) each."""


class TodaysLines(Struct, frozen=True, eq=False):
    """real, came: what orange is, and what blue has become. has_own: the last one that was drawn is one's own."""

    drawn: Sequence[DrawnLine]
    real: DrawnLine
    came: DrawnLine
    has_own: bool = True


class DrawnToday(QWidget):
    """A small picture of all of today's drawings, over what was real, and what came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lines = DARK, TodaysLines((), (np.empty(0),) * 2, (np.empty(0),) * 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: TodaysLines) -> None:
        self._lines = lines
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, scaled(height_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, scaled(height_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self._lines
        if not lines.drawn:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(flat_pen(self._theme.color("outline"), 1.0))
        floor = self.height() - air_px
        painter.drawLine(0, round(floor), self.width(), round(floor))
        draw_line(painter, *self._placed(lines.real), REAL, self._theme, 0.7)
        draw_line(painter, *self._placed(lines.came), CAME, self._theme)
        for number, line in enumerate(lines.drawn, 1):
            is_own = lines.has_own and number == len(lines.drawn)
            self._draw(painter, line, *((own_px, 1.0) if is_own else (thin_px, others_strength)))

    def _draw(self, painter: QPainter, line: DrawnLine, width_px: float, strength: float) -> None:
        painter.setPen(flat_pen(tint(self._theme, "text", strength), width_px))
        draw_strokes(painter, solid(*self._placed(line)))

    def _placed(self, line: DrawnLine) -> DrawnLine:
        """Its points, px."""
        x, density = line
        low, high = self._lines.real[0][0], self._lines.real[0][-1]
        across = (x - low) / (high - low) * self.width()
        room = self.height() - 2 * air_px
        return across, self.height() - air_px - room * np.minimum(density / self._top, 1.0)

    @property
    def _top(self) -> float:
        """The density at the upper edge."""
        peaks = [float(line[1].max()) for line in (*self._lines.drawn, self._lines.real)]
        return min(max(peaks), most_times_usual * float(np.median(peaks))) or 1.0
