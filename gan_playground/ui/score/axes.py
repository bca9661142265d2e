"""The axes of a plot of the score: a few quiet numbers at the left, and the steps below; and time in the hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QGraphicsItem

from gan_playground.ui.plot.axes import PlotAxis, Side
from gan_playground.ui.plot.box import PlotBox, Span
from gan_playground.ui.score.headline import sized, width_px

Align = Qt.AlignmentFlag

number_px, step_px = 10.5, 11.5
most_more = 3  # tries to write more numbers than there seems to be room for
row_px = 18.0  # that a number on an upright axis needs
air_px = 5.0  # between the numbers and the plot
least_steps = 4.0  # that are seen however far it is magnified


class TimeBox(PlotBox):
    """Time alone is in the hand: the wheel magnifies it about the pointer, and a drag with the right or the middle
    button, or with Shift, moves it; a plain drag is left to those who go to a step. Heights always fit.

    Boxes are not linked by pyqtgraph, which lines up the axes of views that overlap on the screen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setMouseEnabled(x=True, y=False)
        free = {f"{axis}{end}": None for axis in "xy" for end in ("Min", "Max")}
        ranges = {f"{end}{axis}Range": None for axis in "XY" for end in ("min", "max")}
        self.setLimits(**free, **ranges)  # what is shown changes with every picture, and a hand is kept inside below

    def set_home(self, x: Span, y: Span) -> None:
        if (x, y) != self.home:
            seen = self.time
            self.home = (x, y)
            steps = x if seen is None else self._inside(seen)
            self.setRange(xRange=steps, yRange=y, padding=0, disableAutoRange=False)  # nothing is automatic anyway

    @property
    def time(self) -> Span | None:
        """The steps that a hand chose to see; None where all are seen."""
        if self.is_fitted:
            return None
        first, last = self.targetRange()[0]
        return first, last

    def show_time(self, span: Span | None) -> None:
        """See these steps, as another box does; None: all."""
        self.setXRange(*(self.home[0] if span is None else self._inside(span)), padding=0)

    def _inside(self, span: Span) -> Span:
        """The part of time that is most like a span."""
        (first, last), whole = self.home[0], self.home[0][1] - self.home[0][0]
        width = min(max(span[1] - span[0], least_steps), whole)
        begin = min(max((span[0] + span[1] - width) / 2, first), last - width)
        return begin, begin + width

    @Slot(object)
    def _on_moved(self, axes: object) -> None:
        seen = self.time
        if seen is not None:
            self.show_time(seen)
        super()._on_moved(axes)

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        event.accept()
        moved = self.mapToView(event.lastPos()) - self.mapToView(event.pos())
        self.translateBy(x=moved.x())
        self.sigRangeChangedManually.emit(self.mouseEnabled())


class ScoreAxis(PlotAxis):
    """Small numbers without marks: fine lines across the plot are at their heights."""

    text_px = number_px

    def __init__(self, side: Side, most: int) -> None:
        self._logarithmic, self._more = False, 0
        self._numbers: list[float] = []
        self._numbers_of: tuple[object, ...] = ()
        super().__init__(side, most)
        self.enableAutoSIPrefix(False)  # it would write a label, which nobody sees, with every picture
        self.set_line(False)

    def _dress(self) -> None:
        super()._dress()
        self.setStyle(tickFont=self.number_font(), tickLength=0, tickTextOffset=round(air_px * self.unit))
        self._renew()

    def boundingRect(self) -> QRectF:
        """No more than is written on: Qt keeps a picture of it, and makes mistakes with one larger than the view."""
        return self.rect().adjusted(-2, -self.text_px * self.unit, 2, self.text_px * self.unit)

    def drawPicture(self, painter: QPainter, line: Any, ticks: Any, texts: Any) -> None:
        super().drawPicture(painter, line, (), texts)

    def number_font(self) -> QFont:
        """Of the numbers."""
        return sized(QFont(), round(self.text_px * self.unit))

    def set_numerals(self, write: Callable[[float], str], logarithmic: bool = False) -> None:
        """How its numbers are written. logarithmic: they are whole exponents."""
        if (write, logarithmic) != (self._write, self._logarithmic):
            self._write, self._logarithmic = write, logarithmic
            self._renew()

    @property
    def numerals(self) -> tuple[Callable[[float], str], bool]:
        """How its numbers are written, and whether they are exponents."""
        return self._write, self._logarithmic

    def numbers(self, low: float, high: float, size_px: float) -> list[float]:
        """What is written on an axis of this size; asked for with every picture, and hardly ever new."""
        key = low, high, size_px, self.unit, self.most, self._logarithmic
        if key != self._numbers_of:
            self._numbers_of = key
            self._numbers = [value for _, values in self.tickValues(low, high, size_px) for value in values]
        return self._numbers

    def room_px(self, low: float, high: float, size_px: float) -> float:
        """How wide it has to be for its numbers."""
        font, values = self.number_font(), self.numbers(low, high, size_px)
        widest = max((width_px(self._write(value), font) for value in values), default=0.0)
        return math.ceil(widest + (air_px + 1) * self.unit)

    def _most_for(self, size_px: float) -> int:
        """In rows that are as close together as small numbers can be."""
        if self.orientation == "bottom":
            return super()._most_for(size_px)
        return max(1, min(self.most, int(size_px / (row_px * self.unit)))) + self._more

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        for self._more in range(most_more):
            levels = super().tickValues(minVal, maxVal, size)
            if len(levels[0][1]) > 1:
                break  # one number alone says nothing of a scale
        if not self._logarithmic:
            return levels
        return [(max(1.0, spacing), [value for value in values if value == round(value)]) for spacing, values in levels]


class TimeAxis(ScoreAxis):
    """The steps: where they begin and where they end; in a large plot some between.

    `right_px`: how far right its numbers may reach, from its left.
    """

    text_px = step_px

    def __init__(self) -> None:
        self._is_large = False
        super().__init__("bottom", 8)
        self.right_px = math.inf
        self.set_line(True)
        self.set_numerals(step_words)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)  # it changes with every picture

    def boundingRect(self) -> QRectF:
        """Its last number may reach out of it."""
        reach = 4 * self.text_px * self.unit
        return self.rect().adjusted(-reach, -2, reach, 2)

    def set_large(self, large: bool) -> None:
        self._is_large = large
        self._renew()

    def widest_px(self) -> float:
        """What its numbers need at either end."""
        font = self.number_font()
        return max(width_px(step_words(step), font) for step in self.range)

    def overhang_px(self) -> float:
        """What has to be free at its right."""
        return math.ceil(self.widest_px() / 2) if self._is_large else 1.0

    def generateDrawSpecs(self, p: QPainter) -> Any:
        if self._is_large:
            return super().generateDrawSpecs(p)
        words = [step_words(step) for step in self.range]
        beyond = min(self.right_px - self.width(), width_px(words[1], self.number_font()) / 2)
        row = QRectF(0, 0, self.width(), self.height())
        texts = [
            (row, Align.AlignLeft | Align.AlignBottom, words[0]),
            (row.adjusted(0, 0, beyond, 0), Align.AlignRight | Align.AlignBottom, words[1]),
        ]
        return (None, QPointF(0, 0), QPointF(self.width(), 0)), [], texts

    def set_right(self, right_px: float) -> None:
        if right_px != self.right_px:
            self.right_px = right_px
            self._renew()


def step_words(step: float) -> str:
    """As in "1,204"."""
    return f"{step:,.0f}"
