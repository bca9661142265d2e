"""What was predicted on this computer: a line of JSON each, without names, in the user's own folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from platformdirs import user_data_path

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole
from gan_playground.ui.plot.pixels import Array

most_points, most_kept = 64, 2000
grid_side = 16
"""What was painted on the plane is kept as shares of so many by so many cells."""

Curve = tuple[Array, Array]
"""x, and the value there, (N,) each."""


class KeptPrediction(Struct, frozen=True, kw_only=True):
    """Of a page of a lesson, by its place from 1, on a day. draw: what was drawn; line: of the score.

    drawn, came: a curve of the line, in densities of area 1, or a line of the score: at most 64 values evenly from
    `low` to `high`; on the plane shares of 16 x 16 cells, the first row below, from `low` to `high` and `bottom` to
    `top`; or shares of modes or classes. distance: from one to the other; on the plane and of shares what is not
    common to both, from 0 to 1. modes: how many were painted. A choice, and what came, are counted from 0. What there
    is not is empty, or -1.
    """

    lesson: str
    page: int
    day: str
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


def kept_path() -> Path:
    """Where they are kept."""
    return user_data_path("gan-playground", appauthor=False) / "predictions.jsonl"


def thinned(x: Array, density: Array) -> tuple[float, ...]:
    """At most 64 values of a density (N,), evenly from the first x to the last, of area 1."""
    places = np.linspace(x[0], x[-1], min(most_points, len(x)))
    values = np.interp(places, x, density)
    area = float(np.sum((values[1:] + values[:-1]) / 2 * np.diff(places)))
    return tuple((values / area).tolist()) if area > 0 else ()


def kept_predictions() -> list[KeptPrediction]:
    """All that can be read, the oldest first; a broken line is nothing."""
    try:
        lines = kept_path().read_bytes().splitlines()
    except OSError:
        return []
    return [one for line in lines if (one := _read(line)) is not None]


def _read(line: bytes) -> KeptPrediction | None:
    try:
        kept = msgspec.json.decode(line, type=KeptPrediction)
    except msgspec.DecodeError:
        return None
    return kept if max(len(kept.drawn), len(kept.came)) <= grid_side**2 else None


def keep(prediction: KeptPrediction) -> None:
    """Add it; raises PlaygroundError where nothing can be written."""
    path = kept_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaygroundError(f"{path.parent} cannot be made: {error.strerror or error}.") from error
    kept = [*kept_predictions(), prediction][-most_kept:]
    write_whole(path, b"".join(msgspec.json.encode(one) + b"\n" for one in kept))


def forget() -> None:
    """Let go of all of them; raises PlaygroundError where that cannot be."""
    try:
        kept_path().unlink(missing_ok=True)
    except OSError as error:
        raise PlaygroundError(f"{kept_path()} cannot be removed: {error.strerror or error}.") from error


def of_today(lesson: str, page: int) -> list[KeptPrediction]:
    """Those of this page that were made today, the oldest first."""
    day = date.today().isoformat()
    return [one for one in kept_predictions() if (one.lesson, one.page, one.day) == (lesson, page, day)]


def curve_of(kept: KeptPrediction) -> Curve:
    """What was drawn, of a line."""
    return np.linspace(kept.low, kept.high, len(kept.drawn)), np.array(kept.drawn)
