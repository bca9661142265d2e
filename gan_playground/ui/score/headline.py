"""The two lines above a plot of the score: what it shows, in which unit; and the newest numbers, with their lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import LineStyle, dashed, draw_strokes, pen_of, solid
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import Theme

title_px, aside_px = 12.5, 11.5
row_px, more_row_px, rows_gap_px = 19.0, 16.0, 3.0
sample_px, air_px, gap_px = 14.0, 5.0, 10.0
pill_air_px, chevron_px = 7.0, 7.0
squeeze, smallest = 0.7, 0.75  # of samples and spaces, and then of the numbers, where a card is too narrow for all
between, between_narrow = " | ", "\u2009|\u2009"


def head_px(stacked: bool) -> float:
    """How high it is, before it grows with the unit; stacked: with each line's number in a row of its own."""
    return 2 * row_px + rows_gap_px + (more_row_px if stacked else 0.0)


class Title(Struct, frozen=True):
    """What a plot shows, and beside it in which unit; the name of the unit may be missing."""

    words: str
    aside: str = ""


class HeadlineEntry(Struct, frozen=True):
    """A number of the headline: whose line it is (None: theory's), how it is written, and its name.

    is_past: it is of an earlier step than the others.
    """

    style: LineStyle | None
    name: str
    number: str
    is_past: bool = False

    @property
    def words(self) -> str:
        """As in "real 51%"."""
        return f"{self.name} {self.number}" if self.name else self.number


class Number(Struct, frozen=True):
    """A number where it is written: in this row; its sample begins at `sample`, and its words at `left`, px.
    role: of their colour.
    """

    row: QRectF
    style: LineStyle | None
    words: str
    sample: float
    left: float
    role: str


class Headline(Struct, frozen=True):
    """The numbers, laid out. unit: what lengths of samples are multiplied with."""

    numbers: tuple[Number, ...]
    strong: QFont
    unit: float

    @property
    def samples(self) -> tuple[tuple[LineStyle, QRectF], ...]:
        """Pieces of lines, which stand still while the numbers beside them change."""
        return tuple((each.style, self._sample_box(each)) for each in self.numbers if each.style)

    def _sample_box(self, number: Number) -> QRectF:
        return QRectF(number.sample, number.row.top(), sample_px * self.unit, number.row.height())


def pair(first: str, second: str) -> str:
    """The numbers of two runs, as in "0.69 | 0.31" and "52 | 49%": a unit is said once."""
    unit = "%"
    return f"{first.removesuffix(unit) if second.endswith(unit) else first}{between}{second}"


def headline_text(entries: Sequence[HeadlineEntry]) -> str:
    """As in "G 0.69 · D 1.39", for those who cannot see it."""
    return " · ".join(entry.words for entry in entries)


def fitting_title(titles: Sequence[Title], room_px: float, unit: float, *, is_menu: bool) -> Title:
    """The first that there is room for; of none the last, without its unit."""
    fitting = (title for title in titles if _aside_left(title, unit, is_menu) + _aside_width(title, unit) <= room_px)
    return next(fitting, Title(titles[-1].words))


def _title_font(unit: float) -> QFont:
    return sized(QFont(), round(title_px * unit))


def _aside_font(unit: float) -> QFont:
    return sized(QFont(), round(aside_px * unit))


def _title_width(title: Title, unit: float, is_menu: bool) -> float:
    """Of a menu, with the patch that it lies on."""
    around = (2 * pill_air_px + chevron_px + air_px) * unit if is_menu else 0.0
    return width_px(title.words, _title_font(unit)) + around


def _aside_left(title: Title, unit: float, is_menu: bool) -> float:
    return _title_width(title, unit, is_menu) + (gap_px * unit * 0.7 if title.aside else 0.0)


def _aside_width(title: Title, unit: float) -> float:
    return width_px(title.aside, _aside_font(unit)) if title.aside else 0.0


def laid_out(
    row: QRectF, entries: Sequence[HeadlineEntry], font: QFont, unit: float, most_px: float = math.inf
) -> Headline:
    """The numbers in a row, no larger than `most_px`.

    Where space is short all stands closer together, then smaller, and then without theory's numbers.
    """
    for choice in _choices(tuple(entries), font, unit, most_px):
        if _width(*choice) <= row.width():
            break
    return _placed(row, *choice)


def stacked(
    row: QRectF, entries: Sequence[HeadlineEntry], font: QFont, unit: float, most_px: float = math.inf
) -> Headline:
    """The same with each number in a row of its own, all of one size."""
    below = [row.translated(0, i * more_row_px * unit) for i in range(len(entries))]
    rows = [laid_out(each, [entry], font, unit, most_px) for each, entry in zip(below, entries, strict=True)]
    size_px = min((each.strong.pixelSize() for each in rows), default=font.pixelSize())
    alike = [laid_out(each, [entry], font, unit, size_px) for each, entry in zip(below, entries, strict=True)]
    tightest = min((each.unit for each in alike), default=unit)
    return Headline(tuple(number for each in alike for number in each.numbers), _strong(font, size_px), tightest)


Choice = tuple[Sequence[HeadlineEntry], tuple[str, ...], QFont, float]


def _choices(entries: tuple[HeadlineEntry, ...], font: QFont, unit: float, most_px: float) -> Iterator[Choice]:
    """The ways to write the numbers, the longest first."""
    usual = min(float(font.pixelSize()), most_px)
    full = tuple(entry.words for entry in entries)
    narrow = tuple(words.replace(between, between_narrow) for words in full)
    yield entries, full, _strong(font, usual), unit
    least = smallest / text_scale.wanted * font.pixelSize()
    for size_px in range(int(usual), int(least) - 1, -1):
        yield entries, narrow, _strong(font, size_px), squeeze * unit
    own = sum(entry.style is not None for entry in entries)
    yield entries[:own], narrow[:own], _strong(font, min(usual, least)), squeeze * unit


def _strong(font: QFont, size_px: float) -> QFont:
    return sized(font, int(size_px), QFont.Weight.DemiBold)


def _placed(
    row: QRectF, entries: Sequence[HeadlineEntry], words: tuple[str, ...], strong: QFont, unit: float
) -> Headline:
    left, numbers = row.left(), []
    for entry, each in zip(entries, words, strict=True):
        begin = left + (_sample_room(unit) if entry.style else 0.0)
        role = "text" if entry.style is not None and not entry.is_past else "muted"
        numbers.append(Number(row, entry.style, each, left, begin, role))
        left = begin + width_px(each, strong) + gap_px * unit
    return Headline(tuple(numbers), strong, unit)


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


class HeadlineWords(Struct, frozen=True):
    """What is to be said: in a view of this width, px. most_px: how large the numbers may be; role: of the title.

    is_menu: there is more to choose from. is_stacked: each number has a row of its own.
    """

    width: float
    titles: tuple[Title, ...]
    entries: tuple[HeadlineEntry, ...]
    most_px: float
    role: str
    is_menu: bool = False
    is_stacked: bool = False


class HeadlineItem(PixelItem):
    """The headline of a plot, over the margin above its box. A title with a menu lies on a patch, with an arrow."""

    def __init__(self) -> None:
        super().__init__()
        self.headline: Headline | None = None
        self.title = Title("")
        self._said: tuple[HeadlineWords, float] | None = None

    def say(self, said: HeadlineWords) -> None:
        if (said, self.unit) != self._said:
            self._said, unit = (said, self.unit), self.unit
            self.title = fitting_title(said.titles, said.width, unit, is_menu=said.is_menu)
            row = QRectF(0, (row_px + rows_gap_px) * unit, said.width, row_px * unit)
            self.headline = (stacked if said.is_stacked else laid_out)(
                row, said.entries, _title_font(unit), unit, said.most_px
            )
            self.update()

    def viewRangeChanged(self) -> None:
        """What the box spans is nothing to it."""

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if self.headline is None or self._said is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_title(painter, self._said[0])
        for style, box in self.headline.samples:
            painter.setPen(pen_of(style, self.theme, style.width * self.headline.unit))
            draw_strokes(painter, _sample(style, box.left(), box.right(), box.center().y(), self.headline.unit))
        _paint_numbers(painter, self.headline, self.theme)

    def _paint_title(self, painter: QPainter, said: HeadlineWords) -> None:
        unit, title, middle = self.unit, self.title, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        row = QRectF(0, 0, _title_width(title, unit, said.is_menu), row_px * unit)
        if said.is_menu:
            _paint_menu(painter, row, self.theme, unit, said.role)
        left = pill_air_px * unit if said.is_menu else 0.0
        painter.setFont(_title_font(unit))
        painter.setPen(self.theme.color(said.role))
        painter.drawText(row.adjusted(left, 0, 0, 0), middle, title.words)
        if title.aside:
            painter.setFont(_aside_font(unit))
            painter.setPen(self.theme.color("muted"))
            aside = QRectF(_aside_left(title, unit, said.is_menu), 0, _aside_width(title, unit), row.height())
            painter.drawText(aside, middle, title.aside)


def _paint_menu(painter: QPainter, pill: QRectF, theme: Theme, unit: float, role: str) -> None:
    """The patch under a title that opens a menu, and its arrow."""
    painter.setPen(QPen(theme.color("outline"), 1))
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), pill.height() / 2, pill.height() / 2)
    painter.setPen(QPen(theme.color(role), 1.4 * unit))
    tip = QPointF(pill.right() - (pill_air_px + chevron_px / 2) * unit, pill.center().y() + 2 * unit)
    wing = chevron_px / 2 * unit
    painter.drawPolyline([tip + QPointF(-wing, -wing), tip, tip + QPointF(wing, -wing)])


def _paint_numbers(painter: QPainter, headline: Headline, theme: Theme) -> None:
    painter.setFont(headline.strong)
    for each in headline.numbers:
        painter.setPen(theme.color(each.role))
        words = each.row.adjusted(each.left - each.row.left(), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, each.words)
