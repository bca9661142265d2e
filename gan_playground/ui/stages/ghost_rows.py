"""Futures as rows of small pictures, over one of the stage's plots: of the same noise each, now and then."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from gan_playground.ui.plot.futures import FUTURES, paint_number, strength_of
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

Pictures = NDArray[np.uint8]
"""(N, H, W, C): C is 1 for grey and 3 for red, green, blue."""

head_px, side_px, gap_px = 24.0, 34.0, 7.0
disc_px, text_px = 18.0, 12.5
crisp = 2.0  # px in one of the pictures' pixels, from which on these are squares
now_words = "now"

opaque = np.uint32(0xFF000000)


class RowPlan(Struct, frozen=True):
    """Where the tiles of a row lie: `lines` lines of `columns` tiles, each so large, so far apart, px."""

    lines: int
    columns: int
    width: float
    height: float
    gap: float

    @classmethod
    def fit(cls, width: float, height: float, least: float, gap: float, aspect: float) -> RowPlan:
        """In as many lines as tiles that are `least` high need; aspect: the width of a tile in its heights."""
        lines = max(1, int((height + gap) // (least + gap)))
        tile = max(1.0, (height + gap) / lines - gap)
        columns = max(1, int((width + gap) // (tile * aspect + gap)))
        return cls(lines, columns, tile * aspect, tile, gap)

    @property
    def count(self) -> int:
        return self.lines * self.columns

    def tile(self, index: int, left: float, top: float) -> QRectF:
        line, column = divmod(index, self.columns)
        x, y = column * (self.width + self.gap), line * (self.height + self.gap)
        return QRectF(left + x, top + y, self.width, self.height)


class GhostRowsItem(PixelItem):
    """What there is now above, and below it a row for each future; it is added over a plot, and hides it.

    `least_px`: how high a tile is at least, if there is room; `tile_gap_px`: what is free between two of them.
    """

    def __init__(self, least_px: float, tile_gap_px: float) -> None:
        super().__init__()
        self._least_px, self._tile_gap_px = least_px, tile_gap_px
        self._rows: Sequence[Pictures] = ()
        self._titles: tuple[str, ...] = ()
        self._pointed: int | None = None
        self._places: list[QRectF] = []

    def set_data(self, rows: Sequence[Pictures], titles: tuple[str, ...]) -> None:
        """Pictures of the same noise each, those of now first; what they are, from the longest way to say it on."""
        self._rows, self._titles = rows, titles
        self._places = []
        self.update()

    def point_at(self, number: int | None) -> None:
        """Let the other futures step back; None: all are as good."""
        if number != self._pointed:
            self._pointed = number
            self.update()

    @property
    def places(self) -> list[QRectF]:
        """Where the rows were drawn last, px of the view: now, and then the futures."""
        return list(self._places)

    def covers(self, place: QPointF) -> bool:
        return self.isVisible() and self.mapRectToScene(self.boundingRect()).contains(place)

    def row_at(self, place: QPointF) -> int | None:
        """The future at a place of the view, px, as it was drawn last."""
        if not self.isVisible():
            return None
        found = (number for number, row in enumerate(self._places[1:]) if row.contains(place))
        return next(found, None)

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not self._rows:
            return
        unit, whole = self.unit, self.mapRectToScene(self.boundingRect())
        painter.fillRect(whole.adjusted(-1, 0, 1, 1), self.theme.color("surface"))
        box = whole.adjusted(0, head_px * unit, 0, 0)
        self._write_title(painter, QRectF(whole.left(), whole.top(), whole.width(), head_px * unit))
        height = (box.height() + gap_px * unit) / len(self._rows)
        self._places = [
            QRectF(box.left(), box.top() + i * height, box.width(), height - gap_px * unit)
            for i in range(len(self._rows))
        ]
        for index, (place, pictures) in enumerate(zip(self._places, self._rows, strict=True)):
            painter.setOpacity(1.0 if index == 0 else strength_of(index - 1, self._pointed))
            self._write_mark(painter, place, index)
            self._paint_row(painter, place.adjusted(side_px * unit, 0, 0, 0), pictures, at.ratio)
        painter.setOpacity(1.0)

    def _font(self) -> QFont:
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        return font

    def _write_title(self, painter: QPainter, row: QRectF) -> None:
        font = self._font()
        width = QFontMetricsF(font).horizontalAdvance
        title = next((title for title in self._titles if width(title) <= row.width()), self._titles[-1])
        painter.setFont(font)
        painter.setPen(self.theme.color("text"))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, title)

    def _write_mark(self, painter: QPainter, place: QRectF, index: int) -> None:
        """The word for now, or the number of a future and a line in its colour beside its tiles."""
        side = QRectF(place.left(), place.top(), (side_px - 6) * self.unit, place.height())
        if index == 0:
            painter.setFont(self._font())
            painter.setPen(self.theme.color("muted"))
            painter.drawText(side, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, now_words)
            return
        disc = QRectF(0, 0, disc_px * self.unit, disc_px * self.unit)
        disc.moveCenter(side.center())
        paint_number(painter, disc, index - 1, self.theme)
        line = QRectF(side.right() + self.unit, side.top(), 2 * self.unit, side.height())
        painter.fillRect(line, self.theme.color(FUTURES[index - 1].role))

    def _paint_row(self, painter: QPainter, room: QRectF, pictures: Pictures, ratio: float) -> None:
        count, height, width = pictures.shape[:3]
        gap, least = self._tile_gap_px * self.unit, self._least_px * self.unit
        plan = RowPlan.fit(room.width(), room.height(), least, gap, width / height)
        shown = np.unique(np.linspace(0, count - 1, min(plan.count, count)).round().astype(int))
        image = image_of(pictures[shown])
        smooth = plan.height * ratio / height < crisp
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        for index in range(len(shown)):
            tile = plan.tile(index, room.left(), room.top())
            painter.drawImage(tile, image, QRect(0, index * height, width, height))


def image_of(pictures: Pictures) -> QImage:
    """Pictures (N, H, W, C) below one another, in an image of its own."""
    colors = np.ascontiguousarray(np.broadcast_to(pictures, (*pictures.shape[:3], 3))).astype(np.uint32)
    red, green, blue = np.moveaxis(colors.reshape(-1, pictures.shape[2], 3), -1, 0)
    rgb = np.ascontiguousarray(opaque | red << 16 | green << 8 | blue)
    rows, columns = rgb.shape
    return QImage(rgb.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()
