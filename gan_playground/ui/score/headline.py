"""The line above a plot of the score: its title, and the newest numbers, each after a sample of its line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from gan_playground.ui.plot.strokes import LineStyle, draw_sample
from gan_playground.ui.score.text import sized, width_px
from gan_playground.ui.theme.theme import Theme

sample_px, air_px, gap_px = 14.0, 5.0, 10.0
squeeze, smallest = 0.75, 0.75  # of samples and spaces, and then of the numbers, where a card is too narrow for all
between, between_narrow = " | ", "\u2009|\u2009"


@dataclass(frozen=True, slots=True)
class HeadlineEntry:
    """A number of the headline: whose line it is (None: theory's), its name, and how it is written."""

    style: LineStyle | None
    name: str
    number: str

    def words(self, named: bool) -> str:
        """Only where its line tells what it is can it do without its name."""
        return f"{self.name} {self.number}" if self.name and (named or self.style is None) else self.number


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it is written: its sample begins at `sample`, and its words at `left`, px."""

    style: LineStyle | None
    words: str
    sample: float
    left: float


@dataclass(frozen=True, slots=True)
class Headline:
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


def paint_samples(painter: QPainter, headline: Headline, theme: Theme) -> None:
    """The pieces of lines."""
    for style, box in headline.samples:
        draw_sample(painter, box, style, theme, headline.unit)


def paint_words(painter: QPainter, headline: Headline, theme: Theme) -> None:
    """The title and the numbers."""
    row = headline.row
    painter.setFont(headline.font)
    painter.setPen(theme.color("muted"))
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, headline.title)
    painter.setFont(headline.strong)
    for each in headline.numbers:
        painter.setPen(theme.color("text" if each.style else "muted"))
        painter.drawText(row.adjusted(each.left - row.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, each.words)
