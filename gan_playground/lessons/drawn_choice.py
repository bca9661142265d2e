"""An answer that is a small drawing: a curve on the line, or clumps of dots on the plane."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

import msgspec

from gan_playground.errors import PlaygroundError

most_points, most_words = 64, 12
Number = Annotated[float, msgspec.Meta(ge=-1e9, le=1e9)]
Point = tuple[Number, Number]


class DrawnChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What its button shows, and says to those who cannot see it; all in the data's own units.

    curve: points of a line, x and how high it is there, of which only the form counts. dots: where clumps of dots lie.
    """

    words: str
    curve: tuple[Point, ...] = ()
    dots: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.curve) == bool(self.dots):
            raise PlaygroundError(f"the answer {self.words!r} is a `curve` or `dots`, one of them.")
        if not 1 <= len(self.words.split()) <= most_words:
            raise PlaygroundError(f"the 'words' of an answer are 1 to {most_words}, and {self.words!r} are not.")
        if len(self.curve or self.dots) > most_points:
            raise PlaygroundError(f"the answer {self.words!r} has at most {most_points} points.")
        x = [point[0] for point in self.curve]
        if self.curve and (len(x) < 2 or any(a >= b for a, b in pairwise(x))):
            raise PlaygroundError(f"the `curve` of {self.words!r} goes from left to right, through two points or more.")
        if self.curve and (min(self.heights) < 0 or not max(self.heights) > 0):
            raise PlaygroundError(f"the `curve` of {self.words!r} is nowhere below 0, and somewhere above.")

    @property
    def heights(self) -> tuple[float, ...]:
        """Of its curve."""
        return tuple(point[1] for point in self.curve)

    @property
    def stage(self) -> str:
        """Where it can be shown."""
        return "line" if self.curve else "plane"
