"""The marks of a timeline, to be found by their steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from gan_playground.ui.transport.markers import MarkKind, TimelineMark

most_told = 6
_step = attrgetter("step")
_layers = (MarkKind.FORK, MarkKind.TROUBLE, MarkKind.BOOKMARK)


class MarkIndex:
    """singly: the marks that are drawn one by one, the uppermost last; of these there are few.

    edit_steps: by colour, the steps of edits, of which a hand that paints makes thousands.
    """

    def __init__(self, marks: tuple[TimelineMark, ...] = ()) -> None:
        """`marks`: in the order of their steps."""
        self._marks = marks
        self.singly = [mark for layer in _layers for mark in marks if mark.kind is layer]
        edits = [mark for mark in marks if mark.kind is MarkKind.EDIT]
        self.edit_steps: dict[str, NDArray[np.float64]] = {
            role: np.array([mark.step for mark in edits if mark.role == role], dtype=float)
            for role in {mark.role for mark in edits}
        }

    def between(self, first: float, last: float) -> tuple[TimelineMark, ...]:
        """Those from one step to another."""
        return self._marks[bisect_left(self._marks, first, key=_step) : bisect_right(self._marks, last, key=_step)]

    def before(self, step: int) -> int | None:
        """The step of the last mark before another step."""
        place = bisect_left(self._marks, step, key=_step)
        return self._marks[place - 1].step if place else None

    def after(self, step: int) -> int | None:
        """The step of the next mark after another step."""
        place = bisect_right(self._marks, step, key=_step)
        return self._marks[place].step if place < len(self._marks) else None


def told(marks: tuple[TimelineMark, ...]) -> list[str]:
    """What marks say, a sentence each; the earlier ones of many are only counted."""
    words = [mark.words for mark in marks[-most_told:]]
    if len(marks) > most_told:
        words.insert(0, f"{len(marks) - most_told:,} earlier marks")
    return words
