"""The line above a plot of the score: its title, and the newest numbers, each after a sample of its line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import LineStyle, dashed, draw_strokes, pen_of, solid
from gan_playground.ui.theme.theme import Theme

title_px = 12.5
sample_px, air_px, gap_px = 14.0, 5.0, 10.0
squeeze, smallest = 0.75, 0.75  # of samples and spaces, and then of the numbers, where a card is too narrow for all
between, between_narrow = " | ", "\u2009|\u2009"


class HeadlineEntry(Struct, frozen=True):
    """A number of the headline: whose line it is (None: theory's), its name, and how it is written."""

    style: LineStyle | None
    name: str
    number: str

    def words(self, named: bool) -> str:
        """Only where its line tells what it is can it do without its name."""
        return f"{self.name} {self.number}" if self.name and (named or self.style is None) else self.number


class Number(Struct, frozen=True):
    """A number where it is written: its sample begins at `sample`, and its words at `left`, px."""

    style: LineStyle | None
    words: str
    sample: float
    left: float


class Headline(Struct, frozen=True):
    """All of it, laid out in a row. unit: what lengths of samples are multiplied with."""

    row: QRectF
    title: str
    numbers: tuple[Number, ...]
    font: QFont
    strong: QFont
    unit: float

    @property
    def samples(self) -> tuple[tuple[LineStyle, QRectF], ...]:
        """Pieces of lines, which stand still while the numbers beside them change."""
        top, height, width = self.row.top(), self.row.height(), sample_px * self.unit
        return tuple((each.style, QRectF(each.sample, top, width, height)) for each in self.numbers if each.style)


def pair(first: str, second: str) -> str:
    """The numbers of two runs, as in "0.69 | 0.31" and "52 | 49%": a unit is said once."""
    unit = "%"
    return f"{first.removesuffix(unit) if second.endswith(unit) else first}{between}{second}"


def headline_text(entries: Sequence[HeadlineEntry]) -> str:
    """As in "G 0.69 · D 1.39", for those who cannot see it."""
    return " · ".join(entry.words(named=True) for entry in entries)


def laid_out(
    row: QRectF,
    titles: Sequence[str],
    entries: Sequence[HeadlineEntry],
    font: QFont,
    unit: float,
    most_px: float = math.inf,
) -> Headline:
    """Title at the left, numbers at the right, these no larger than `most_px`.

    Where space is short, numbers without names; then a shorter title; then all closer together, and at last smaller.
    """
    strong = sized(font, int(min(font.pixelSize(), most_px)), QFont.Weight.DemiBold)
    for title, named in product(titles, (True, False)):
        words = tuple(entry.words(named) for entry in entries)
        room = row.width() - gap_px * unit - _width(entries, words, strong, unit)
        if width_px(title, font) <= room:
            return _placed(Headline(row, title, (), font, strong, unit), entries, words)
    return _squeezed(Headline(row, titles[-1], (), font, strong, squeeze * unit), entries, words, most_px)


def _squeezed(bare: Headline, entries: Sequence[HeadlineEntry], words: tuple[str, ...], most_px: float) -> Headline:
    room = bare.row.width() - width_px(bare.title, bare.font) - gap_px * bare.unit
    if _width(entries, words, bare.strong, bare.unit) <= room:
        return _placed(bare, entries, words)
    words = tuple(each.replace(between, between_narrow) for each in words)
    full = sized(bare.font, bare.font.pixelSize(), QFont.Weight.DemiBold)
    own = sum(width_px(each, full) for each in words)
    room -= _width(entries, words, full, bare.unit) - own
    share = max(smallest, min(1.0, room / own)) if own else 1.0
    strong = sized(bare.font, int(min(share * full.pixelSize(), most_px)), QFont.Weight.DemiBold)
    return _placed(replace(bare, strong=strong), entries, words)


def _placed(bare: Headline, entries: Sequence[HeadlineEntry], words: tuple[str, ...]) -> Headline:
    """With its numbers, the last of which ends where the row does."""
    left, numbers = bare.row.right() - _width(entries, words, bare.strong, bare.unit), []
    for entry, each in zip(entries, words, strict=True):
        begin = left + (_sample_room(bare.unit) if entry.style else 0.0)
        numbers.append(Number(entry.style, each, left, begin))
        left = begin + width_px(each, bare.strong) + gap_px * bare.unit
    return replace(bare, numbers=tuple(numbers))


def _width(entries: Sequence[HeadlineEntry], words: Sequence[str], font: QFont, unit: float) -> float:
    samples = sum(_sample_room(unit) for entry in entries if entry.style)
    return samples + sum(width_px(each, font) for each in words) + gap_px * unit * (len(words) - 1)


def _sample_room(unit: float) -> float:
    return (sample_px + air_px) * unit


@lru_cache(maxsize=64)
def sized(typeface: QFont, size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The typeface in a size; whoever wants to change it makes a copy."""
    font = QFont(typeface)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font


@lru_cache(maxsize=4096)
def width_px(words: str, font: QFont) -> float:
    """How wide words are: asked for with every picture, and hardly ever new."""
    return QFontMetricsF(font).horizontalAdvance(words)


@lru_cache(maxsize=256)
def _sample(style: LineStyle, left: float, right: float, y: float, unit: float) -> Array:
    """A piece of a line as strokes (N, 4): it stands still while the number beside it changes."""
    x = np.array([left, right])
    return dashed(x, np.full(2, y), style.on * unit, style.off * unit) if style.off else solid(x, np.full(2, y))


class HeadlineItem(PixelItem):
    """The headline of a plot, over the margin above its box."""

    def __init__(self) -> None:
        super().__init__()
        self.headline: Headline | None = None
        self._said: tuple[object, ...] = ()
        self._role = "muted"

    def say(
        self, row: QRectF, titles: tuple[str, ...], entries: Sequence[HeadlineEntry], most_px: float, role: str
    ) -> None:
        """In this row of the view, px; numbers no larger than `most_px`, the title in a colour of the theme."""
        said = row, titles, tuple(entries), most_px, role, self.unit
        if said != self._said:
            self._said, self._role = said, role
            font = sized(QFont(), round(title_px * self.unit))
            self.headline = laid_out(row, titles, entries, font, self.unit, most_px)
            self.update()

    def viewRangeChanged(self) -> None:
        """What the box spans is nothing to it."""

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if self.headline is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for style, box in self.headline.samples:
                painter.setPen(pen_of(style, self.theme, style.width * self.headline.unit))
                draw_strokes(painter, _sample(style, box.left(), box.right(), box.center().y(), self.headline.unit))
            _paint_words(painter, self.headline, self.theme, self._role)


def _paint_words(painter: QPainter, headline: Headline, theme: Theme, role: str) -> None:
    row = headline.row
    painter.setFont(headline.font)
    painter.setPen(theme.color(role))
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, headline.title)
    painter.setFont(headline.strong)
    for each in headline.numbers:
        painter.setPen(theme.color("text" if each.style else "muted"))
        painter.drawText(row.adjusted(each.left - row.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, each.words)
