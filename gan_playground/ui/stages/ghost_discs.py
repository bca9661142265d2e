"""The numbers of futures, each on its disc near what it stands for, and a line that says what they are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.plot.free_places import free_place, free_places, kept_in, rows_of, to_the_right
from gan_playground.ui.plot.futures import paint_number, strength_of
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.plot import Plot

disc_px, air_px = 18.0, 3.0
above_px, spot_px = 17.0, 6.0  # from what it stands for to the middle of its disc, and to what may hide it
caption_px, caption_air_px = 11.5, 5.0
faintest = 0.6  # of a disc: a hand still finds it


class DiscPlace(Struct, frozen=True):
    """The future with this number, from 0 on, is at (x, y), in the data's units."""

    number: int
    x: float
    y: float


class GhostDiscsItem(PixelItem):
    """Discs over their places, in a row where these are near each other; none is out of sight, or on words.

    It is added over the plot. The one that is pointed at stands out.
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: Sequence[DiscPlace] = ()
        self._captions: Sequence[str] = ()
        self._pointed: int | None = None
        self._spot_px = spot_px
        self._discs: dict[int, QRectF] = {}

    def set_data(self, places: Sequence[DiscPlace], captions: Sequence[str]) -> None:
        """Where they are to be, and what they are, from the longest way to say it on."""
        self._places, self._captions = places, captions
        self._discs = {}
        self.update()

    def keep_off(self, spot_px: float) -> None:
        """Hide nothing so near to the places, px of a small panel."""
        if spot_px != self._spot_px:
            self._spot_px = spot_px
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
        plot = self.parentItem()
        assert isinstance(plot, Plot)
        taken = [*plot.written(at)]
        self._discs = self._placed(at, taken)
        self._write_caption(painter, *self._caption(at.box, [*taken, *self._discs.values()]))
        for number, disc in self._discs.items():
            painter.setOpacity(max(faintest, strength_of(number, self._pointed)))
            paint_number(painter, disc, number, self.theme)
        painter.setOpacity(1.0)

    def _placed(self, at: ToPixels, taken: Sequence[QRectF]) -> dict[int, QRectF]:
        pitch, air, taken = (disc_px + air_px) * self.unit, air_px / 2 * self.unit, [*taken, *self._spots(at)]
        placed: dict[int, QRectF] = {}
        for row in rows_of({place.number: self._wanted(place, at, pitch) for place in self._places}, pitch):
            box = free_place(row.box(pitch), [*taken, *placed.values()], at.box, self.unit)
            for i, number in enumerate(row.numbers):
                cell = QRectF(box.left() + i * pitch, box.top(), pitch, pitch)
                placed[number] = cell.adjusted(air, air, -air, -air)
        return placed

    def _spots(self, at: ToPixels) -> list[QRectF]:
        """What no disc is to hide, for all of them together may stand for one place."""
        spot = QPointF(self._spot_px, self._spot_px) * self.unit
        points = (at.point(place.x, place.y) for place in self._places)
        return [QRectF(point - spot, point + spot) for point in points]

    def _wanted(self, place: DiscPlace, at: ToPixels, pitch: float) -> QPointF:
        """The middle of a disc that is alone: above its place, or at the edge that this lies beyond."""
        middle = at.point(place.x, place.y) - QPointF(pitch / 2, pitch / 2 + above_px * self.unit)
        return kept_in(QRectF(middle, QSizeF(pitch, pitch)), at.box).center()

    def _font(self) -> QFont:
        font = QFont()
        font.setPixelSize(round(caption_px * self.unit))
        return font

    def _caption(self, box: QRectF, taken: Sequence[QRectF]) -> tuple[str, QRectF]:
        """The longest for which there is room above or, if there is none, below; and its place there."""
        air, metrics = caption_air_px * self.unit, QFontMetricsF(self._font())
        room, height = box.adjusted(air, air, -air, -air), metrics.height() + air
        for top in (room.top(), room.bottom() - height):
            for caption in self._captions:
                pill = QRectF(room.left(), top, metrics.horizontalAdvance(caption) + 2 * air, height)
                place = next(free_places(pill, taken, room, self.unit, to_the_right), None)
                if place is not None:
                    return caption, place
        return "", QRectF()

    def _write_caption(self, painter: QPainter, caption: str, pill: QRectF) -> None:
        air = caption_air_px * self.unit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("surface", 0.85))
        painter.drawRoundedRect(pill, air, air)
        painter.setFont(self._font())
        painter.setPen(self.theme.color("text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, caption)
