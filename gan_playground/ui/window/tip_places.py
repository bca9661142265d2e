"""Where a tip covers the least that could be read: found in the picture of the window, whoever painted it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage

edge_px = 8
overlap_px = 2  # of the point with what it shows
step_px = 8
least_contrast = 24  # of 255, between one pixel and the next, where something is drawn
worth_of_px = 0.2  # edges that may be covered for each px nearer to the middle


class Side(Enum):
    """Where a tip stands, seen from what it is about."""

    ABOVE = "above"
    BELOW = "below"
    LEFT = "left"


class Ink:
    """How much is drawn in any part of a picture: where letters are, there are many edges."""

    def __init__(self, picture: QImage) -> None:
        gray = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
        edges = np.abs(np.diff(rows[:, : gray.width()].astype(np.int16), axis=1)) >= least_contrast
        self._sums = np.pad(edges.cumsum(0).cumsum(1), ((1, 0), (1, 0)))  # (height + 1, width)

    def within(self, box: QRect) -> int:
        rows, columns = self._sums.shape[0] - 1, self._sums.shape[1] - 1
        left, right = np.clip((box.left(), box.right() + 1), 0, columns)
        top, bottom = np.clip((box.top(), box.bottom() + 1), 0, rows)
        sums = self._sums
        return int(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])


def best_place(ink: Ink, target: QRect, sizes: Mapping[Side, QSize], room: QRect, kept: QRect) -> tuple[Side, QRect]:
    """Beside the target and within the room, off what is to be kept free wherever that can be.

    sizes: of the tip, for each side where it may stand; the first is the usual one.
    """
    room = room.adjusted(edge_px, edge_px, -edge_px, -edge_px)
    candidates = [(side, place) for side, size in sizes.items() for place in _places(side, target, size)]
    found = [candidate for candidate in candidates if room.contains(candidate[1])]
    if not found:
        side, place = candidates[0]
        return side, _into(room, place)

    def cost(candidate: tuple[Side, QRect]) -> tuple[bool, float]:
        side, place = candidate
        far_px = (place.center() - target.center()).y() if side is Side.LEFT else (place.center() - target.center()).x()
        return place.intersects(kept), ink.within(place) + worth_of_px * abs(far_px)

    return min(found, key=cost)


def _places(side: Side, target: QRect, size: QSize) -> Iterator[QRect]:
    """All along that edge of the target, from its middle outwards, as long as the point is at it."""
    along = target.height() if side is Side.LEFT else target.width()
    for away_px in range(0, max(1, along // 2 - edge_px), step_px):
        for shift_px in {away_px, -away_px}:
            middle = target.center() + (QPoint(0, shift_px) if side is Side.LEFT else QPoint(shift_px, 0))
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(middle)
            if side is Side.ABOVE:
                place.moveBottom(target.top() + overlap_px)
            elif side is Side.BELOW:
                place.moveTop(target.bottom() - overlap_px)
            else:
                place.moveRight(target.left() + overlap_px)
            yield place


def _into(room: QRect, place: QRect) -> QRect:
    place.moveLeft(max(room.left(), min(place.left(), room.right() - place.width())))
    place.moveTop(max(room.top(), min(place.top(), room.bottom() - place.height())))
    return place
