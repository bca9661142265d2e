"""Small true pictures of what flows in a turn: numbers, places, pictures, colours, and what D says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from gan_playground.ui.plot.items.strokes_item import heads
from gan_playground.ui.plot.sprites import Shape, paint_shape
from gan_playground.ui.plot.strokes import draw_strokes
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import number

Array: TypeAlias = NDArray[np.float64]
Span: TypeAlias = tuple[float, float]

most_places, most_rows, most_columns = 32, 4, 12
"""So many samples, and numbers of one, can still be told apart."""
dot_px, push_px, push_head_px, row_px = 6.0, 16.0, 5.0, 17.0
word_px, tight_word_px, roomy_px = 13.0, 11.0, 110.0
"""Of words, where there is as much room as that, and where there is less."""


class Thumbnail(Struct, frozen=True, eq=False):
    """What a box of the flow holds just now."""

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        """Draw it in this room, px."""
        raise NotImplementedError


class PlacesThumbnail(Thumbnail, frozen=True, eq=False):
    """Places (N, 1) on a line or (N, 2) on the plane, of which `spans` are seen; pushes: like places, or None."""

    places: Array
    spans: tuple[Span, Span]
    role: str
    shape: Shape
    pushes: Array | None = None

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        middles = self._px(room)
        painter.setPen(QPen(theme.color("outline"), 1))
        if self.places.shape[1] == 1:
            painter.drawLine(QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y()))
        seen = [place for place, middle in enumerate(middles) if room.adjusted(-1, -1, 1, 1).contains(middle)]
        if self.pushes is not None and seen:
            self._paint_pushes(painter, [middles[place] for place in seen], self._along(self.pushes)[seen], theme)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self.role, 0.9))
        for place in seen:
            paint_shape(painter, self.shape, middles[place], scaled(dot_px))

    def _paint_pushes(self, painter: QPainter, places: Sequence[QPointF], along: Array, theme: Theme) -> None:
        """Arrows; on a line over the samples, which they would hide."""
        tails = np.array([(place.x(), place.y()) for place in places])
        tails[:, 1] -= scaled(dot_px) if self.places.shape[1] == 1 else 0
        strokes = np.hstack((tails, tails + along))
        lengths = np.hypot(strokes[:, 2] - strokes[:, 0], strokes[:, 3] - strokes[:, 1])
        painter.setPen(QPen(theme.color("text"), 1.4))
        draw_strokes(painter, strokes)
        draw_strokes(painter, heads(strokes, np.minimum(scaled(push_head_px), 0.5 * lengths)))

    def _px(self, room: QRectF) -> list[QPointF]:
        (left, right), (bottom, top) = self.spans
        shown = self.places[:most_places]
        x = room.left() + (shown[:, 0] - left) / (right - left) * room.width()
        if shown.shape[1] == 1:
            return [QPointF(one, room.center().y()) for one in x.tolist()]
        y = room.bottom() - (shown[:, 1] - bottom) / (top - bottom) * room.height()
        return [QPointF(*one) for one in zip(x.tolist(), y.tolist(), strict=True)]

    def _along(self, pushes: Array) -> Array:
        """Where the first of them point (N, 2), px: the strongest is the longest."""
        first = np.zeros((len(self.places[:most_places]), 2))
        first[:, : pushes.shape[1]] = np.nan_to_num(pushes[: len(first)]) * (1, -1)[: pushes.shape[1]]
        strongest = float(np.hypot(*first.T).max()) or 1.0
        return first * (scaled(push_px) / strongest)


class Cells(Thumbnail, frozen=True, eq=False):
    """Numbers (N, dim): a row of cells a sample, dark below 0 and bright above."""

    values: Array

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        shown = self.values[:most_rows, :most_columns]
        rows, columns = shown.shape
        width, height = room.width() / columns, min(room.height() / rows, scaled(row_px))
        top = room.center().y() - rows * height / 2
        for row, column in np.ndindex(rows, columns):
            share = 0.5 + 0.5 * float(np.tanh(shown[row, column]))
            painter.fillRect(
                QRectF(room.left() + column * width, top + row * height, width - 1, height - 1),
                theme.color("text", 0.1 + 0.8 * share),
            )


class Pictures(Thumbnail, frozen=True, eq=False):
    """Pictures (N, H, W, C) uint8, as many as there is room for."""

    pictures: NDArray[np.uint8]

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        side, columns, rows = _grid(room, len(self.pictures))
        for place, picture in enumerate(self.pictures[: columns * rows]):
            row, column = divmod(place, columns)
            painter.drawImage(_cell(room, side, columns, rows, row, column), _image(picture))


class Swatches(Thumbnail, frozen=True, eq=False):
    """Colours (N, 3) from 0 to 255, as many as there is room for; what lies beyond is cut off, as on any screen."""

    colours: Array

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        side, columns, rows = _grid(room, min(len(self.colours), 24))
        for place, colour in enumerate(np.nan_to_num(self.colours[: columns * rows]).clip(0, 255)):
            row, column = divmod(place, columns)
            painter.fillRect(_cell(room, side, columns, rows, row, column), QColor(*(int(c) for c in colour)))


class NumberRow(Struct, frozen=True, eq=False):
    """A name and numbers behind it, in a role's colour; as many as there is room for. write: how each is written."""

    name: str
    values: Sequence[float]
    role: str = "text"
    write: Callable[[float], str] = number

    def words(self, metrics: QFontMetricsF, room_px: float) -> str:
        """As many of the first ones as fit."""
        words = self.name
        for value in self.values:
            longer = f"{words} {self.write(value)}"
            if metrics.horizontalAdvance(longer) > room_px:
                break
            words = longer
        return words


class Numbers(Thumbnail, frozen=True, eq=False):
    """Rows of numbers; none: words alone."""

    rows: tuple[NumberRow, ...]

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        font = QFont(painter.font())
        font.setPixelSize(scaled(word_px if room.width() >= scaled(roomy_px) else tight_word_px))
        painter.setFont(font)
        height, metrics = min(scaled(row_px), room.height() / max(len(self.rows), 1)), QFontMetricsF(font)
        top = room.center().y() - height * len(self.rows) / 2
        for place, row in enumerate(self.rows):
            painter.setPen(theme.ink(row.role))
            line = QRectF(room.left(), top + place * height, room.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, row.words(metrics, room.width()))


def _grid(room: QRectF, count: int) -> tuple[float, int, int]:
    """The side of a square cell, and how many columns and rows of them; up to two rows, as large as can be."""
    rows = 2 if count > 3 and room.height() > 40 else 1
    side = room.height() / rows
    columns = max(1, min(int(room.width() // side), -(-count // rows)))
    return side, columns, rows


def _cell(room: QRectF, side: float, columns: int, rows: int, row: int, column: int) -> QRectF:
    left = room.center().x() - side * columns / 2
    return QRectF(left + side * column, room.top() + side * row, side - 2, side - 2)


def _image(picture: NDArray[np.uint8]) -> QImage:
    rows, columns, channels = picture.shape
    kind = QImage.Format.Format_Grayscale8 if channels == 1 else QImage.Format.Format_RGB888
    content = np.ascontiguousarray(picture)
    return QImage(content.data, columns, rows, channels * columns, kind).copy()


Painted: TypeAlias = Callable[[NDArray[Any], tuple[Span, Span], str, "Array | None"], Thumbnail]


def _places(values: NDArray[Any], spans: tuple[Span, Span], role: str, pushes: Array | None) -> Thumbnail:
    return PlacesThumbnail(values, spans, role, Shape.CIRCLE if role == "real" else Shape.TRIANGLE, pushes)


def _pictures(values: NDArray[Any], _spans: tuple[Span, Span], _role: str, _pushes: Array | None) -> Thumbnail:
    return Pictures(values)


def _swatches(values: NDArray[Any], _spans: tuple[Span, Span], _role: str, _pushes: Array | None) -> Thumbnail:
    return Swatches(values)


SAMPLES: dict[str, Painted] = {
    "line": _places,
    "plane": _places,
    "phase": _places,
    "images": _pictures,
    "colours": _swatches,
}
"""How samples are painted, by the stage that shows them."""


def noise_thumbnail(noise: Array) -> Thumbnail:
    """Noise (N, dim): places where that can be drawn, else numbers."""
    if noise.shape[1] > 2:
        return Cells(noise)
    return PlacesThumbnail(noise, (_span(noise[:, 0]), _span(noise[:, -1])), "muted", Shape.CIRCLE)


def spans_of(*samples: NDArray[Any] | None) -> tuple[Span, Span]:
    """From where to where all of these lie, across and up; pictures have no places."""
    places = [some for some in samples if some is not None and some.ndim == 2]
    if not places:
        return (0.0, 1.0), (0.0, 1.0)
    every = np.vstack(places)
    return _span(every[:, 0]), _span(every[:, min(1, every.shape[1] - 1)])


def _span(values: Array) -> Span:
    """More than they take, for arrows at their edges; 1 each way around one place alone."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    margin = 0.15 * (high - low) or 1.0
    return low - margin, high + margin
