"""Where small things are put so that none lies on another, or on words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import hypot

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF

step_px, farthest = 5.0, 16  # of what is moved out of the way, and how many of these steps
Shift = tuple[int, int]


def _length(shift: Shift) -> float:
    return hypot(*shift)


anywhere: Sequence[Shift] = sorted(product(range(-farthest, farthest + 1), repeat=2), key=_length)
"""The nearest first; of two that are as near, the one to the left, then the upper one."""
to_the_right: Sequence[Shift] = [(x, 0) for x in range(4 * farthest)]


class Row(Struct, frozen=True):
    """Things beside one another, by their numbers, and the places that they would have alone."""

    numbers: tuple[int, ...]
    places: tuple[QPointF, ...]

    def box(self, pitch: float) -> QRectF:
        """All of it, around the middle of these places; pitch: from one thing to the next."""
        x = sum(place.x() for place in self.places) / len(self.places)
        y = sum(place.y() for place in self.places) / len(self.places)
        width = len(self.numbers) * pitch
        return QRectF(x - width / 2, y - pitch / 2, width, pitch)

    def joined(self, other: Row) -> Row:
        both = zip((*self.numbers, *other.numbers), (*self.places, *other.places), strict=True)
        numbers, places = zip(*sorted(both, key=_number_of), strict=True)
        return Row(numbers, places)


def _number_of(numbered: tuple[int, QPointF]) -> int:
    return numbered[0]


def rows_of(places: Mapping[int, QPointF], pitch: float) -> list[Row]:
    """Rows of those that would lie on one another; the others are rows of one."""
    rows = [Row((number,), (place,)) for number, place in places.items()]
    while True:
        pairs = combinations(rows, 2)
        near = next(((a, b) for a, b in pairs if a.box(pitch).intersects(b.box(pitch))), None)
        if near is None:
            return rows
        rows = [*(row for row in rows if row not in near), near[0].joined(near[1])]


def free_place(box: QRectF, taken: Sequence[QRectF], room: QRectF, unit: float) -> QRectF:
    """The nearest place in the room at which a box lies on nothing; the nearest at all, if there is none near it."""
    box = kept_in(box, room)
    return next(free_places(box, taken, room, unit, anywhere), box)


def free_places(
    box: QRectF, taken: Sequence[QRectF], room: QRectF, unit: float, shifts: Sequence[Shift]
) -> Iterator[QRectF]:
    """Where in the room a box lies on nothing when it is moved by these."""
    moved = (box.translated(x * step_px * unit, y * step_px * unit) for x, y in shifts)
    return (place for place in moved if room.contains(place) and not any(map(place.intersects, taken)))


def kept_in(box: QRectF, room: QRectF) -> QRectF:
    """The box, moved into the room."""
    left = max(room.left(), min(box.left(), room.right() - box.width()))
    top = max(room.top(), min(box.top(), room.bottom() - box.height()))
    return QRectF(left, top, box.width(), box.height())
