"""Words at the right of a plot, at the ends of lines: which run one is, or which future.

The letters of runs stand in a column beside the lines, futures in a second one; within a column none covers another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.score_text import sized, width_px
from gan_playground.ui.theme import Theme

Words = tuple[tuple[str, str], int | None]
"""In full and in brief, and which future they stand for."""

tag_size_px = 11.0
air_px = 5.0
line_px = 14.0
widest, widest_brief = 0.28, 0.4
"""What the words may take of the plot's width, in full and in brief."""


@dataclass(frozen=True, slots=True)
class Tag:
    """words: in full, and for narrow cards. y: the height it should stand at, px. choice: the future it stands for."""

    words: tuple[str, str]
    y: float
    role: str = "text"
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag where it is written."""

    tag: Tag
    text: str
    box: QRectF


@dataclass(frozen=True, slots=True)
class Gutter:
    """The room at the right of a plot, px: of letters, and of futures. brevity: in full (0) or in brief (1)."""

    letters: float
    futures: float
    brevity: int
    air: float

    @property
    def width(self) -> float:
        """With air before, between and behind the columns."""
        columns = [column for column in (self.letters, self.futures) if column]
        return sum(columns) + self.air * (len(columns) + 1) if columns else 0.0


@lru_cache(maxsize=64)
def gutter_for(words: tuple[Words, ...], font: QFont, width: float, unit: float) -> Gutter:
    """What these words need in a plot this wide."""
    letters, futures = ([pair for pair, choice in words if (choice is None) == own] for own in (True, False))
    strong = sized(font, font.pixelSize(), QFont.Weight.DemiBold)  # of the one that is pointed at
    full, brief = (
        Gutter(_widest(letters, 0, font), _widest(futures, brevity, strong), brevity, air_px * unit)
        for brevity in (0, 1)
    )
    if full.width <= widest * width:
        return full
    too_much = max(0.0, brief.width - widest_brief * width)
    return replace(brief, futures=max(0.0, brief.futures - too_much))


def _widest(words: Sequence[tuple[str, str]], brevity: int, font: QFont) -> float:
    return max((width_px(pair[brevity], font) for pair in words), default=0.0)


def placed(tags: Sequence[Tag], plot: QRectF, gutter: Gutter, font: QFont, unit: float) -> list[Placed]:
    """Each in its column, as near to its line as the others let it."""
    letters, futures = ([tag for tag in tags if (tag.choice is None) == own] for own in (True, False))
    left, top, height = plot.right() + gutter.air, plot.top(), plot.height()
    beyond = left + gutter.letters + gutter.air if gutter.letters else left
    beside = QRectF(left, top, gutter.letters, height)
    return [
        *_stacked(letters, beside, 0, font, unit),
        *_stacked(futures, QRectF(beyond, top, gutter.futures, height), gutter.brevity, font, unit),
    ]


def _stacked(tags: Sequence[Tag], column: QRectF, brevity: int, font: QFont, unit: float) -> list[Placed]:
    in_order = sorted(tags, key=lambda tag: tag.y)
    line = min(line_px * unit, column.height() / max(len(tags), 1))
    middles = _spread([tag.y for tag in in_order], column, line)
    return [
        Placed(tag, _fitting(tag.words[brevity], font, column.width()), _box(column, middle, line))
        for tag, middle in zip(in_order, middles, strict=True)
    ]


def _fitting(words: str, font: QFont, room: float) -> str:
    if width_px(words, font) <= room:
        return words
    return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)


def _box(column: QRectF, middle: float, line: float) -> QRectF:
    return QRectF(column.left(), middle - line / 2, column.width(), line)


def _spread(heights: Sequence[float], column: QRectF, line: float) -> list[float]:
    """The same, in order, a line apart, and inside the column."""
    lowest, out = column.bottom() - line / 2, list[float]()
    for y in heights:
        out.append(max(y, out[-1] + line if out else column.top() + line / 2))
    for i in reversed(range(len(out))):
        out[i] = min(out[i], lowest)
        lowest = out[i] - line
    return out


def paint_tags(painter: QPainter, tags: Sequence[Placed], font: QFont, theme: Theme, pointed: int | None) -> None:
    """The one that is pointed at is bold, and the others step back."""
    strong = sized(font, font.pixelSize(), QFont.Weight.DemiBold)
    for each in tags:
        chosen = each.tag.choice is not None and each.tag.choice == pointed
        painter.setFont(strong if chosen or each.tag.choice is None else font)
        painter.setPen(theme.color("muted" if pointed is not None and not chosen else each.tag.role))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.drawText(each.box, flags, each.text)


def choice_at(tags: Sequence[Placed], place: QPointF) -> int | None:
    """The future whose word is at a place."""
    return next((each.tag.choice for each in tags if each.box.adjusted(-4, 0, 4, 0).contains(place)), None)
