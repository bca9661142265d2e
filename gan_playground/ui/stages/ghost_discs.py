"""The numbers of futures, each on its disc near what it stands for, and a line that says what they are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.plot.futures import paint_number, strength_of
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

disc_px, air_px = 18.0, 3.0
above_px = 15.0  # from what it stands for to the middle of its disc
caption_px, caption_air_px = 11.5, 5.0


class DiscPlace(Struct, frozen=True):
    """The future with this number, from 0 on, is at (x, y), in the data's units."""

    number: int
    x: float
    y: float


class GhostDiscsItem(PixelItem):
    """Discs over their places, beside one another where these are near each other; none is out of sight.

    It is added over the plot. The one that is pointed at stands out.
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: Sequence[DiscPlace] = ()
        self._caption = ""
        self._pointed: int | None = None
        self._discs: dict[int, QRectF] = {}

    def set_data(self, places: Sequence[DiscPlace], caption: str) -> None:
        self._places, self._caption = places, caption
        self._discs = {}
        self.update()

    def point_at(self, number: int | None) -> None:
        """Let the others step back; None: all are as good."""
        if number != self._pointed:
            self._pointed = number
            self.update()

    @property
    def discs(self) -> dict[int, QRectF]:
        """Where each was drawn last, px of the view."""
        return dict(self._discs)

    def disc_at(self, place: QPointF) -> int | None:
        """The one at a place of the view, px, as it was drawn last."""
        if not self.isVisible():
            return None
        return next((number for number, disc in self._discs.items() if disc.contains(place)), None)

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        self._discs = self._placed(at)
        for number, disc in self._discs.items():
            painter.setOpacity(strength_of(number, self._pointed))
            paint_number(painter, disc, number, self.theme)
        painter.setOpacity(1.0)
        self._write_caption(painter, at.box)

    def _placed(self, at: ToPixels) -> dict[int, QRectF]:
        side = disc_px * self.unit
        room = at.box.adjusted(side / 2, side / 2, -side / 2, -side / 2)
        placed: dict[int, QRectF] = {}
        for place in self._places:
            middle = at.point(place.x, place.y) - QPointF(0, above_px * self.unit)
            x = min(max(middle.x(), room.left()), room.right())
            y = min(max(middle.y(), room.top()), room.bottom())
            placed[place.number] = self._free(QRectF(x - side / 2, y - side / 2, side, side), placed, room)
        return placed

    def _free(self, disc: QRectF, others: dict[int, QRectF], room: QRectF) -> QRectF:
        """The disc, or as near as there is room beside the others, to the right, or at the edge to the left."""
        by = disc.width() + air_px * self.unit
        way = by if disc.center().x() + by * (1 + len(others)) <= room.right() + disc.width() else -by
        while any(disc.intersects(other) for other in others.values()):
            disc = disc.translated(way, 0)
        return disc

    def _write_caption(self, painter: QPainter, box: QRectF) -> None:
        font = QFont()
        font.setPixelSize(round(caption_px * self.unit))
        air, metrics = caption_air_px * self.unit, QFontMetricsF(font)
        pill = QRectF(0, 0, metrics.horizontalAdvance(self._caption) + 2 * air, metrics.height() + air)
        pill.moveTopLeft(box.topLeft() + QPointF(air, air))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("surface", 0.85))
        painter.drawRoundedRect(pill, air, air)
        painter.setFont(font)
        painter.setPen(self.theme.color("text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._caption)
