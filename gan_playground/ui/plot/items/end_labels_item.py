"""Words at the right ends of lines, which keep clear of one another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

text_px = 11.0
air_px = 5.0
line_px = 14.0


class EndLabel(Struct, frozen=True):
    """y: where its line ends, in the data's units. key: what it stands for, if it can be pointed at."""

    text: str
    y: float
    role: str = "text"
    key: object = None


def spread(heights: Sequence[float], top: float, bottom: float, line: float) -> list[float]:
    """Middles as near to these (sorted, downwards) as can be, in order, a line apart, between top and bottom."""
    lowest, out = bottom - line / 2, list[float]()
    for y in heights:
        out.append(max(y, out[-1] + line if out else top + line / 2))
    for i in reversed(range(len(out))):
        out[i] = min(out[i], lowest)
        lowest = out[i] - line
    return out


class EndLabelsItem(PixelItem):
    """Labels in a column at the right of the box, each as near to the end of its line as the others let it.

    It is added over the plot, which leaves `width_px` free there. The one that is pointed at stands out.
    """

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[EndLabel, ...] = ()
        self._pointed: object = None
        self._boxes: list[tuple[EndLabel, QRectF]] = []

    def set_data(self, labels: Sequence[EndLabel]) -> None:
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self.update()

    def point_at(self, key: object) -> None:
        """Let the label with this key stand out; None: none."""
        if key != self._pointed:
            self._pointed = key
            self.update()

    def width_px(self, labels: Sequence[EndLabel]) -> float:
        """What such labels need at the right of the box."""
        widest = _widest_px(tuple(label.text for label in labels), _font(round(text_px * self.unit), bold=True))
        return widest + 2 * air_px * self.unit if widest else 0.0

    @property
    def boxes(self) -> list[tuple[EndLabel, QRectF]]:
        """Each label and where it is, px of the view, as it was drawn last."""
        return list(self._boxes)

    def label_at(self, place: QPointF) -> EndLabel | None:
        """The label at a place of the view, px, as it was drawn last."""
        return next((label for label, box in self._boxes if box.adjusted(-4, 0, 4, 0).contains(place)), None)

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        self._boxes = self._placed(at)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        for label, box in self._boxes:
            chosen = label.key is not None and label.key == self._pointed
            painter.setFont(self._font(bold=chosen or label.key is None))
            painter.setPen(self.theme.ink("muted" if self._pointed is not None and not chosen else label.role))
            painter.drawText(box, flags, label.text)

    def _placed(self, at: ToPixels) -> list[tuple[EndLabel, QRectF]]:
        heights = sorted(((at.point(0, label.y).y(), i) for i, label in enumerate(self._labels)))
        line = min(line_px * self.unit, at.box.height() / max(len(self._labels), 1))
        middles = spread([y for y, _ in heights], at.box.top(), at.box.bottom(), line)
        left, air = at.box.right() + air_px * self.unit, 2 * air_px * self.unit
        width = self.width_px(self._labels) - air
        return [
            (self._labels[i], QRectF(left, middle - line / 2, width, line))
            for (_, i), middle in zip(heights, middles, strict=True)
        ]

    def _font(self, *, bold: bool) -> QFont:
        return _font(round(text_px * self.unit), bold=bold)


def _font(size_px: int, *, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(size_px)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@lru_cache(maxsize=64)
def _widest_px(texts: tuple[str, ...], font: QFont) -> float:
    """Asked for with every picture, and hardly ever new."""
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
