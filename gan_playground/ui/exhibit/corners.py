"""The operator's gesture: the four corners of the screen, one after the other, clockwise from the upper left."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize

corner_px, in_seconds = 90, 8.0


class Corners:
    """Notes where the screen is pressed. clock: seconds, that only ever go on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._reached, self._began_s = 0, 0.0

    @property
    def is_done(self) -> bool:
        """Whether the last press was the last of the four; asked once."""
        done = self._reached == 4
        if done:
            self._reached = 0
        return done

    def note(self, place: QPointF, size: QSize) -> bool:
        """A press there, in a window of this size; True where it goes on with what has begun."""
        corner, now_s = corner_at(place, size), self._clock()
        if now_s - self._began_s > in_seconds:
            self._reached = 0
        if corner is not None and corner == self._reached - 1:
            return self._reached > 1  # one finger is told twice, as a touch and as a mouse
        self._reached = self._reached + 1 if corner == self._reached else int(corner == 0)
        if self._reached == 1:
            self._began_s = now_s
        return self._reached > 1


def corner_at(place: QPointF, size: QSize) -> int | None:
    """From 0, clockwise from the upper left."""
    left, right = place.x() < corner_px, place.x() >= size.width() - corner_px
    upper, lower = place.y() < corner_px, place.y() >= size.height() - corner_px
    corners = (upper and left, upper and right, lower and right, lower and left)
    return corners.index(True) if any(corners) else None
