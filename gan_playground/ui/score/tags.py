"""Words at the right of a plot, at the ends of lines: which run one is, or which future; none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from gan_playground.ui.score.text import sized, width_px
from gan_playground.ui.theme.theme import Theme

Words = tuple[str, ...]
"""What a tag says, from the longest to the shortest."""

tag_size_px = 11.0
air_px = 5.0
line_px = 14.0
legible_px = 12.0
"""What a line of words needs; where there is less, only the shortest are written."""

widest = (0.28, 0.4)
"""What the words may take of the plot's width, in full and in brief; the shortest are always allowed."""


@dataclass(frozen=True, slots=True)
class Tag:
    """y: the height it should stand at, px. choice: the future it stands for."""

    words: Words
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
    """The room at the right of a plot, px, with air on both sides. brevity: which of the tags' words fit, 0 in full."""

    column: float
    brevity: int
    air: float

    @property
    def width(self) -> float:
        return self.column + 2 * self.air if self.column else 0.0


@lru_cache(maxsize=64)
def gutter_for(tags: tuple[Words, ...], font: QFont, width: float, height: float, unit: float) -> Gutter:
    """What these words need beside a plot this high, in a widget this wide."""
    strong = sized(font, font.pixelSize(), QFont.Weight.DemiBold)  # of the one that is pointed at
    legible = height >= legible_px * len(tags)
    shortest = min((len(words) for words in tags), default=1) - 1
    for brevity, most in enumerate(widest[:shortest]):
        gutter = _gutter(tags, brevity, strong, unit)
        if legible and gutter.width <= most * width:
            return gutter
    return _gutter(tags, shortest, strong, unit)


def _gutter(tags: tuple[Words, ...], brevity: int, font: QFont, unit: float) -> Gutter:
    return Gutter(max((width_px(words[brevity], font) for words in tags), default=0.0), brevity, air_px * unit)


def placed(tags: Sequence[Tag], plot: QRectF, gutter: Gutter, unit: float) -> list[Placed]:
    """Each as near to its line as the others let it."""
    column = QRectF(plot.right() + gutter.air, plot.top(), gutter.column, plot.height())
    in_order = sorted(tags, key=lambda tag: tag.y)
    line = min(line_px * unit, column.height() / max(len(tags), 1))
    middles = _spread([tag.y for tag in in_order], column, line)
    return [
        Placed(tag, tag.words[gutter.brevity], _box(column, middle, line))
        for tag, middle in zip(in_order, middles, strict=True)
    ]


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
