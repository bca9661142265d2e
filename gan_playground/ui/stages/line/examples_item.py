"""Samples that are followed: where each lies, how likely D says it is real, and that in words beside it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from msgspec import Struct, structs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.gan.observe.frame import ExampleSample
from gan_playground.gan.observe.look import EVERYTHING, Look
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.sprites import Shape, paint_shape
from gan_playground.ui.plot.strokes import GENERATED, REAL, LineStyle, draw_line
from gan_playground.ui.stages.line.standing_labels import Choices, Slot, StandingLabels
from gan_playground.ui.theme.wording import number, percent

head_px, text_px, air_px = 9.0, 12.5, 4.0
rows = (-1, 1, -2, 2, -3, 3)
"""Where the words may stand, in lines from the head, downwards: the first place that is free."""


class MarkStyle(Struct, frozen=True):
    """As everywhere: what is real is orange, round and dotted, what is generated blue, a triangle and solid."""

    style: LineStyle
    shape: Shape


looks = {
    True: MarkStyle(structs.replace(REAL, width=1.6), Shape.CIRCLE),
    False: MarkStyle(structs.replace(GENERATED, width=1.4), Shape.TRIANGLE),
}
"""By whether it is real."""


class ExamplesItem(PixelItem):
    """Each sample is a stem on the x line, as high as D's verdict; words give way to one another, up and down."""

    def __init__(self) -> None:
        super().__init__()
        self._examples: Sequence[ExampleSample] = ()
        self._look, self._of_fake, self._scores = EVERYTHING, False, False
        self._labels = StandingLabels()
        self.setOpacity(0.0)

    def follow(self, look: Look) -> None:
        """These are followed here. A frame may have others, which were asked for by another run, or for one beside."""
        self._look = look

    def set_data(
        self, examples: Sequence[ExampleSample], layers: Collection[str], of_fake: bool = False, scores: bool = False
    ) -> None:
        """layers: what is shown. of_fake: D's verdict is how likely each is fake; scores: it is no probability."""
        seen = [one for one in examples if self._is_seen(one, layers)]
        if [_known_by(one) for one in seen] != [_known_by(one) for one in self._examples]:
            self._labels.forget()
        if seen or self._examples:
            self._examples, self._of_fake, self._scores = seen, of_fake, scores
            self.setOpacity(1.0 if seen else 0.0)
            self.update()

    def _is_seen(self, one: ExampleSample, layers: Collection[str]) -> bool:
        if not (math.isfinite(one.x) and math.isfinite(one.verdict)):
            return False
        if one.z is None:
            return "real" in layers and one.x in self._look.places
        return "generated" in layers and one.z in self._look.latents

    def verdict(self, example: ExampleSample) -> float:
        """What D says of it, in the sense of the axis at the right."""
        return 1 - example.verdict if self._of_fake else example.verdict

    def words(self, example: ExampleSample) -> str:
        """As in "3.2: 4% real", which is short, for there may be four of them."""
        if self._scores:
            return f"{number(example.x, 1)}: score {number(self.verdict(example))}"
        return f"{number(example.x, 1)}: {percent(self.verdict(example))} {'fake' if self._of_fake else 'real'}"

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heads = [self._head(example, at) for example in self._examples]
        for example, head in zip(self._examples, heads, strict=True):
            if at.left <= head.x() <= at.right:
                self._paint_mark(painter, at, example, head)
        self._paint_words(painter, at, heads)

    def _head(self, example: ExampleSample, at: ToPixels) -> QPointF:
        return at.point(example.x, self.verdict(example))

    def _paint_mark(self, painter: QPainter, at: ToPixels, example: ExampleSample, head: QPointF) -> None:
        look = looks[example.z is None]
        x, y = np.array([head.x(), head.x()]), np.array([at.bottom, head.y()])
        draw_line(painter, x, y, look.style, self.theme, self.unit)
        painter.setPen(self.theme.color("text"))
        painter.setBrush(self.theme.color(look.style.role))
        paint_shape(painter, look.shape, head, head_px * self.unit)

    def written(self, at: ToPixels) -> list[QRectF]:
        heads = [self._head(example, at) for example in self._examples]
        places = self.places(self._texts(heads, at), heads, at.box, self._font())
        return [place for place in places if not place.isNull()]

    def _texts(self, heads: Sequence[QPointF], at: ToPixels) -> list[str]:
        """What is said of each; with an arrow, if it lies beyond what is seen."""
        return [
            f"{'← ' * (head.x() < at.left)}{self.words(example)}{' →' * (head.x() > at.right)}"
            for example, head in zip(self._examples, heads, strict=True)
        ]

    def _font(self) -> QFont:
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        return font

    def _paint_words(self, painter: QPainter, at: ToPixels, heads: Sequence[QPointF]) -> None:
        font, texts = self._font(), self._texts(heads, at)
        painter.setFont(font)
        room = self._room(texts, heads, at.box, font)
        places = self._labels.places(*room)
        self._labels.keep(*room)
        for text, example, place in zip(texts, self._examples, places, strict=True):
            if place.isNull():
                continue
            painter.fillRect(place, self.theme.color("surface", 0.85))
            painter.setPen(self.theme.color("text"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            edge = QRectF(place.left(), place.top(), 2.5 * self.unit, place.height())
            painter.fillRect(edge, self.theme.color(looks[example.z is None].style.role))

    def places(self, texts: Sequence[str], heads: Sequence[QPointF], box: QRectF, font: QFont) -> list[QRectF]:
        """Where the words stand: none on another's, none on a head, none beyond the box; nowhere without room."""
        return self._labels.places(*self._room(texts, heads, box, font))

    def _room(
        self, texts: Sequence[str], heads: Sequence[QPointF], box: QRectF, font: QFont
    ) -> tuple[list[Choices], list[QRectF]]:
        """The places that each has, and those that none may take."""
        metrics = QFontMetricsF(font)
        height, reach = metrics.height(), (head_px / 2 + 2) * self.unit
        widths = (metrics.horizontalAdvance(text) + 3 * air_px * self.unit for text in texts)
        choices = [dict(_choices(head, width, height, reach, box)) for head, width in zip(heads, widths, strict=True)]
        return choices, [QRectF(head.x() - reach, head.y() - reach, 2 * reach, 2 * reach) for head in heads]


def _known_by(example: ExampleSample) -> tuple[bool, float]:
    """What stays of a sample while it moves: its noise, or where it is, if it is real."""
    return (True, example.x) if example.z is None else (False, example.z)


def _choices(head: QPointF, width: float, height: float, reach: float, box: QRectF) -> Iterator[tuple[Slot, QRectF]]:
    """Places for words over and under a head, the nearest first; then beside these."""
    for shift in (0.0, -0.55, 0.55, -1.1, 1.1):
        left = min(max(head.x() + (shift - 0.5) * width, box.left()), box.right() - width)
        for row in rows:
            off = reach + (abs(row) - 0.5) * height
            middle = head.y() + math.copysign(off, row)
            place = QRectF(left, middle - height / 2, width, height)
            if box.top() - height / 2 <= place.top() and place.bottom() <= box.bottom():
                yield (shift, row), place
