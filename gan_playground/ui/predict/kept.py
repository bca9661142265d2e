"""What was predicted on this computer: a line of JSON each, without names, in the user's own folder."""

from __future__ import annotations

import numpy as np

from gan_playground.kept_lines import KeptLine, KeptLines
from gan_playground.ui.plot.pixels import Array

most_points = 64
grid_side = 16
"""What was painted on the plane is kept as shares of so many by so many cells."""

Curve = tuple[Array, Array]
"""x, and the value there, (N,) each."""


class KeptPrediction(KeptLine, frozen=True, kw_only=True):
    """Of a page of a lesson, by its place from 1, on a day. draw: what was drawn; line: of the score.

    drawn, came: a curve of the line, in densities of area 1, or a line of the score: at most 64 values evenly from
    `low` to `high`; on the plane shares of 16 x 16 cells, the first row below, from `low` to `high` and `bottom` to
    `top`; or shares of modes or classes. distance: from one to the other; on the plane and of shares what is not
    common to both, from 0 to 1. modes: how many were painted. A choice, and what came, are counted from 0. What there
    is not is empty, or -1.
    """

    lesson: str
    page: int
    draw: str = "generated"
    line: str = ""
    low: float = 0.0
    high: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    drawn: tuple[float, ...] = ()
    came: tuple[float, ...] = ()
    distance: float = 0.0
    modes: int = -1
    choice: int = -1
    right: int = -1

    def __post_init__(self) -> None:
        if max(len(self.drawn), len(self.came)) > grid_side**2:
            raise ValueError("no prediction has so many values")


def thinned(x: Array, density: Array) -> tuple[float, ...]:
    """At most 64 values of a density (N,), evenly from the first x to the last, of area 1."""
    places = np.linspace(x[0], x[-1], min(most_points, len(x)))
    values = np.interp(places, x, density)
    area = float(np.sum((values[1:] + values[:-1]) / 2 * np.diff(places)))
    return tuple((values / area).tolist()) if area > 0 else ()


kept_predictions = KeptLines("predictions.jsonl", KeptPrediction, most=2000)


def of_today(lesson: str, page: int) -> list[KeptPrediction]:
    """Those of this page that were made today, the oldest first."""
    return [one for one in kept_predictions.of_today() if (one.lesson, one.page) == (lesson, page)]


def curve_of(kept: KeptPrediction) -> Curve:
    """What was drawn, of a line."""
    return np.linspace(kept.low, kept.high, len(kept.drawn)), np.array(kept.drawn)
