"""Axes in the program's own hand: thin, muted, with few round numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, isfinite, log10
from typing import Any, Literal

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneResizeEvent, QStyleOptionGraphicsItem, QWidget

from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.theme.wording import short

Side = Literal["left", "right", "top", "bottom"]
Align = Qt.AlignmentFlag

text_px = 12.5
tick_px = 4.0
text_gaps_px = {"left": 4.0, "right": 4.0, "top": 1.0, "bottom": 1.0}  # between ticks and numbers
title_gap_px = 15.0  # from the end of an upright axis to the middle of its title
overhang_px = 60  # by which pyqtgraph lets numbers reach out of an axis


def round_spacing(span: float, most: int) -> float:
    """1, 2 or 5 times a power of ten: the least distance of which `most` or fewer fit into a span."""
    if not (isfinite(span) and span > 0 and most > 0):
        return 0.0
    magnitude = 10.0 ** floor(log10(span / most))
    return next(float(step * magnitude) for step in (1, 2, 5, 10) if span / (step * magnitude) <= most)


class PlotAxis(pg.AxisItem):
    """`most`: how many numbers it has at most. `write`: how they are written. Its width or height is its plot's affair.

    A title stands above an upright axis, and under the right end of a level one.
    """

    def __init__(self, side: Side, most: int = 6, write: Callable[[float], str] = short) -> None:
        self._bounds: QRectF | None = None  # pyqtgraph asks while it is being made
        self._title = ""
        super().__init__(side, showValues=True)
        self.theme, self.unit = DARK, 1.0
        self.most, self._write = most, write
        self._title, self._role = "", "muted"
        self._has_line = self._is_shown = True
        self._ends: tuple[float, float] | None = None
        self.enableAutoSIPrefix(False)
        self.setStyle(autoExpandTextSpace=False, hideOverlappingLabels=overhang_px, maxTickLevel=0)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._dress()

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self._dress()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small panel."""
        if unit != self.unit:
            self.unit = unit
            self._dress()

    def set_title(self, title: str, role: str = "muted") -> None:
        """What it measures, in a colour of the theme."""
        if (title, role) != (self._title, self._role):
            self._title, self._role = title, role
            self._renew()

    def set_line(self, shown: bool) -> None:
        """Whether a line is drawn along it, or its ticks and numbers are all there is."""
        self._has_line = shown
        self._renew()

    def set_shown(self, shown: bool) -> None:
        """Whether it is seen; its room stays free."""
        if shown != self._is_shown:
            self._is_shown = shown
            self.setOpacity(1.0 if shown else 0.0)

    def set_range_of_numbers(self, low: float, high: float) -> None:
        """Write only numbers from here to there: what lies beyond has no meaning."""
        if (low, high) != self._ends:
            self._ends = (low, high)
            self._renew()

    def set_span(self, low: float, high: float) -> None:
        """From here to there, where no box says so: its numbers are those at the ends and in the middle."""
        if [low, high] != list(self.range):
            self.setRange(low, high)
            self.setTicks([[(value, self._write(value)) for value in (low, (low + high) / 2, high)]])

    def set_scale(self, scale: float) -> None:
        """What one unit of the box is called here."""
        if scale != self.scale:
            self.setScale(scale)
            self._renew()

    def _dress(self) -> None:
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        gap = text_gaps_px[self.orientation]
        self.setStyle(tickFont=font, tickLength=round(tick_px * self.unit), tickTextOffset=round(gap * self.unit))
        self._renew()

    def _renew(self) -> None:
        self.prepareGeometryChange()
        self.picture = self._bounds = None
        self.update()

    # What pyqtgraph asks.

    def _updateLabel(self) -> None:
        """Its own label is never seen, and to lay it out takes a third of a millisecond."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """One level of ticks; one that lies on an end of the axis is not lost to rounding."""
        low, high = self._numbered(minVal * self.scale, maxVal * self.scale)
        spacing = round_spacing(high - low, self._most_for(size))
        if not spacing:
            return [(1.0, [])]
        first, last = ceil(low / spacing - 1e-9), floor(high / spacing + 1e-9)
        values = [min(maxVal, max(minVal, k * spacing / self.scale)) for k in range(first, last + 1)]
        return [(spacing / self.scale, values)]

    def _numbered(self, low: float, high: float) -> tuple[float, float]:
        return (low, high) if self._ends is None else (max(low, self._ends[0]), min(high, self._ends[1]))

    def _most_for(self, size_px: float) -> int:
        """Numbers need room: of those on a level axis more than of those on an upright one."""
        room_px = (56 if self.orientation in ("top", "bottom") else 26) * self.unit
        return min(self.most, max(1, int(size_px / room_px)))

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        step = spacing * scale
        return [self._write(round(value * scale / step) * step if step else value) for value in values]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setFont(self.style["tickFont"])
        if self.picture is None:  # pyqtgraph forgets it whenever something changes
            self.picture = self.generateDrawSpecs(painter)
        if self.picture is not None:
            self.drawPicture(painter, *self.picture)
        self._paint_title(painter)

    def drawPicture(self, painter: QPainter, line: Any, ticks: Sequence[Any], texts: Sequence[Any]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self.theme.color("muted"), max(1.0, 0.8 * self.unit)))
        if self._has_line:
            painter.drawLine(line[1], line[2])
        for _, start, end in ticks:
            painter.drawLine(start, end)
        for box, flags, text in texts:
            painter.drawText(box, flags, text)

    def _paint_title(self, painter: QPainter) -> None:
        if self._title:
            painter.setPen(self.theme.ink(self._role))
            painter.drawText(self._title_box(), self._title_flags(), self._title)

    def _title_box(self) -> QRectF:
        """The row that the title stands in; as wide as need be."""
        room, height = self.rect(), 2 * title_gap_px * self.unit
        if self.orientation in ("left", "right"):
            return QRectF(room.left(), -height, room.width(), height)
        top = (tick_px + text_gaps_px["bottom"] + 1.3 * text_px) * self.unit
        return QRectF(room.left(), top, room.width(), height / 2)

    def _title_flags(self) -> Qt.AlignmentFlag:
        across = Align.AlignLeft if self.orientation == "left" else Align.AlignRight
        return across | Align.AlignVCenter | Qt.TextFlag.TextDontClip

    def boundingRect(self) -> QRectF:
        """Room for half a number at either end, and for the title: no more, for all of it is kept as a picture."""
        if self._bounds is None:
            self._bounds = self._fitted_bounds()
        return self._bounds

    def resizeEvent(self, event: QGraphicsSceneResizeEvent | None = None) -> None:
        """Qt keeps the picture of before, and would show as much of it as has room in the new size."""
        super().resizeEvent(event)
        self._renew()

    def _fitted_bounds(self) -> QRectF:
        room, text = self.rect(), text_px * self.unit
        if self.orientation in ("top", "bottom"):
            bounds = room.adjusted(-2 * text, -2, 2 * text, 2)
        else:
            bounds = room.adjusted(-2, -text, 2, text)
        return bounds | self._title_bounds() if self._title else bounds

    def _title_bounds(self) -> QRectF:
        box, width = self._title_box(), QFontMetricsF(self.style["tickFont"]).horizontalAdvance(self._title)
        if self._title_flags() & Align.AlignRight:
            return QRectF(box.right() - width - 2, box.top(), width + 4, box.height())
        return QRectF(box.left() - 2, box.top(), width + 4, box.height())
