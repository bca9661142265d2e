"""Where the dot that somebody follows has been."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.observe.arrays import fixed
from gan_playground.gan.observe.frame import Array

longest_trail = 400


class Trail:
    """One place a step, of one dot at a time."""

    def __init__(self) -> None:
        self._dot: int | None = None
        self._places: list[Array] = []
        self._end = -1  # the step of its last place

    def forget(self) -> None:
        """Nobody follows a dot: the next one has a trail of its own, even if it is the same."""
        self._dot = None

    def extend(self, dot: int, place: Array, step: int) -> Array:
        """All its places (T, 2) with the one at this step, for the dot that was followed, or for another one."""
        if dot != self._dot:
            self._places = []
        elif step == self._end:
            self._places = self._places[:-1]
        self._dot, self._end = dot, step
        self._places = [*self._places[-longest_trail + 1 :], place]
        return fixed(np.array(self._places))
