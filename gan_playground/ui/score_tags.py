"""Words at the right of a plot, at the ends of lines: which run one is, or which future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.theme import Theme

air_px = 5.0
line_px = 14.0
widest = 0.28
"""What the words may take of the plot's width, in full; else the brief ones stand there."""


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


def gutter_px(words: Sequence[tuple[str, str]], font: QFont, width: float, unit: float) -> tuple[float, int]:
    """The room that they need at the right, and whether in full (0) or in brief (1)."""
    if not words:
        return 0.0, 0
    metrics = QFontMetricsF(font)
    full, brief = (max(metrics.horizontalAdvance(pair[i]) for pair in words) + 2 * air_px * unit for i in (0, 1))
    return (full, 0) if full <= widest * width else (min(brief, widest * width), 1)


def placed(tags: Sequence[Tag], plot: QRectF, gutter: float, brevity: int, font: QFont, unit: float) -> list[Placed]:
    """In the gutter, each as near to its line as the others let it."""
    in_order = sorted(tags, key=lambda tag: tag.y)
    metrics, left, room = QFontMetricsF(font), plot.right() + air_px * unit, gutter - air_px * unit
    boxes = []
    for tag, middle in zip(in_order, _spread([tag.y for tag in in_order], plot, line_px * unit), strict=True):
        text = metrics.elidedText(tag.words[brevity], Qt.TextElideMode.ElideRight, room)
        boxes.append(Placed(tag, text, QRectF(left, middle - line_px * unit / 2, room, line_px * unit)))
    return boxes


def _spread(heights: Sequence[float], plot: QRectF, line: float) -> list[float]:
    """The same, in order, a line apart if there is room for that, and inside the plot."""
    line = min(line, plot.height() / max(len(heights), 1))
    lowest, out = plot.bottom() - line / 2, list[float]()
    for y in heights:
        out.append(max(y, out[-1] + line if out else plot.top() + line / 2))
    for i in reversed(range(len(out))):
        out[i] = min(out[i], lowest)
        lowest = out[i] - line
    return out


def paint_tags(painter: QPainter, tags: Sequence[Placed], font: QFont, theme: Theme, pointed: int | None) -> None:
    """The one that is pointed at is bold, and the others step back."""
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    for each in tags:
        chosen = each.tag.choice is not None and each.tag.choice == pointed
        painter.setFont(strong if chosen or each.tag.choice is None else font)
        painter.setPen(theme.color("muted" if pointed is not None and not chosen else each.tag.role))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.drawText(each.box, flags, each.text)


def choice_at(tags: Sequence[Placed], place: QPointF) -> int | None:
    """The future whose word is at a place."""
    return next((each.tag.choice for each in tags if each.box.adjusted(-4, 0, 4, 0).contains(place)), None)
