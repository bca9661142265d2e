"""What a hand does to the plane: strokes of a brush and of an eraser, as text and as ink.

A stroke is written `brush 0.2 0.5: 0 0, 1 0.5`: the tool, the radius of its tip in the data's units, how soft its edge
is (0 to 1), and the places that it goes through. Strokes follow one another with a semicolon between them.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array
from gan_playground.gan.observe.box import Box

tools = ("brush", "eraser")
cells_across = 320  # of a canvas that is no larger than the view
most_views = 1.0  # how far a canvas reaches beyond the view at each side, in widths and heights of it
most_places = 50_000  # in one drawing; a hand that draws for an hour makes fewer
farthest = 1e4  # in the data's units, from the middle
written_as = "strokes as in 'brush 0.2 0.5: 0 0, 1 0.5; eraser 0.3 0: 1 1'"


class Stroke(Struct, frozen=True):
    """erases: whether its tool is the eraser. radius: of the tip, in the data's units. softness: from 0, a hard edge,
    to 1, an edge that fades all the way from the middle. places: what it goes through, at least one.
    """

    erases: bool
    radius: float
    softness: float
    places: tuple[tuple[float, float], ...]


class PaintCanvas(Struct, frozen=True):
    """Where there is paint: a grid over `box`. columns, rows: its cells."""

    box: Box
    columns: int
    rows: int


class PaintSheet(Struct, frozen=True):
    """ink: (rows, columns) from 0 to 1, the first row at the bottom. kept: the same shape, what erasers left of all
    that lay there before anything was painted.
    """

    box: Box
    ink: Array
    kept: Array

    @property
    def cell_area(self) -> float:
        rows, columns = self.ink.shape
        area: float = self.box.width / columns * self.box.height / rows
        return area

    def keeps(self, places: Array) -> Array:
        """What erasers left at places (N, 2), from 0 to 1 each; beyond the canvas everything."""
        rows, columns = self.kept.shape
        column = np.floor((places[:, 0] - self.box.left) / self.box.width * columns).astype(int)
        row = np.floor((places[:, 1] - self.box.bottom) / self.box.height * rows).astype(int)
        left = self.kept[row.clip(0, rows - 1), column.clip(0, columns - 1)]
        return np.where(self.box.contains(places), left, 1.0)


def canvas_of(view: Box, strokes: Sequence[Stroke] = ()) -> PaintCanvas:
    """The canvas over a view, with cells that are as wide as high.

    A window shows more than the view: where strokes lead beyond it the canvas is larger by whole cells, and what lies
    in the view is as it would be without them.
    """
    cell = max(view.width, view.height) / cells_across
    columns, rows = max(1, round(view.width / cell)), max(1, round(view.height / cell))
    reached = [np.array(one.places) + by for one in strokes for by in (-one.radius, one.radius)]
    x, y = np.concatenate([[view.middle], *reached]).T
    left, right, columns = _side(view.left, view.right, columns, x)
    bottom, top, rows = _side(view.bottom, view.top, rows, y)
    return PaintCanvas(Box(left, bottom, right, top), columns, rows)


def _side(low: float, high: float, cells: int, reached: Array) -> tuple[float, float, int]:
    """From where to where so many cells lie, and as many more as it takes to hold all that is reached."""
    cell, most = (high - low) / cells, round(most_views * cells)
    before, after = (
        min(max(0, math.ceil(by / cell)), most) for by in (low - float(reached.min()), float(reached.max()) - high)
    )
    return low - before * cell, high + after * cell, cells + before + after


@lru_cache(maxsize=32)
def read_strokes(text: str) -> tuple[Stroke, ...]:
    """The strokes written in `text`; none where it is blank. Raises PlaygroundError for anything else."""
    strokes = tuple(_read_stroke(part) for part in text.split(";") if part.strip())
    if sum(len(stroke.places) for stroke in strokes) > most_places:
        raise PlaygroundError(f"This drawing has more than {most_places:,} places; draw with fewer strokes.")
    return strokes


def _read_stroke(text: str) -> Stroke:
    match = re.fullmatch(r"\s*(brush|eraser)\s+(\S+)\s+(\S+)\s*:(.*)", text, flags=re.DOTALL)
    try:
        if match is None:
            raise ValueError
        radius, softness = float(match[2]), float(match[3])
        places = tuple(_read_place(place) for place in match[4].split(","))
        if not (0 < radius <= farthest and 0 <= softness <= 1):
            raise ValueError
    except ValueError:
        raise PlaygroundError(f"{text.strip()[:60]!r} is not a stroke; a drawing is {written_as}.") from None
    return Stroke(match[1] == "eraser", radius, softness, places)


def _read_place(text: str) -> tuple[float, float]:
    x, y = (float(number) for number in text.split())
    if not (abs(x) <= farthest and abs(y) <= farthest):  # which NaN is not either
        raise ValueError
    return x, y


def write_strokes(strokes: Iterable[Stroke]) -> str:
    """The text that `read_strokes` reads, with seven figures to a number."""
    return "; ".join(
        f"{tools[stroke.erases]} {_short(stroke.radius)} {_short(stroke.softness)}: "
        + ", ".join(f"{_short(x)} {_short(y)}" for x, y in stroke.places)
        for stroke in strokes
    )


def _short(value: float) -> str:
    return f"{value + 0.0:.7g}"  # without a minus before 0


def painted(strokes: tuple[Stroke, ...], canvas: PaintCanvas) -> PaintSheet:
    """All strokes on an empty canvas, one after the other."""
    return _painter.paint(strokes, canvas)


class _Painter:
    """Remembers the last sheet, so that one more stroke costs one stroke."""

    def __init__(self) -> None:
        self._last: tuple[PaintCanvas, tuple[Stroke, ...], PaintSheet] | None = None

    def paint(self, strokes: tuple[Stroke, ...], canvas: PaintCanvas) -> PaintSheet:
        done: tuple[Stroke, ...] = ()
        sheet = _empty(canvas)
        if self._last is not None:
            last_canvas, last_strokes, last_sheet = self._last
            if last_canvas == canvas and strokes[: len(last_strokes)] == last_strokes:
                done, sheet = last_strokes, last_sheet
        for stroke in strokes[len(done) :]:
            sheet = _with_stroke(sheet, stroke)
        self._last = canvas, strokes, sheet
        return sheet


_painter = _Painter()


def _empty(canvas: PaintCanvas) -> PaintSheet:
    shape = (canvas.rows, canvas.columns)
    return PaintSheet(canvas.box, np.zeros(shape), np.ones(shape))


def _with_stroke(sheet: PaintSheet, stroke: Stroke) -> PaintSheet:
    covers = _cover(sheet, stroke)
    if stroke.erases:
        return PaintSheet(sheet.box, sheet.ink * (1 - covers), sheet.kept * (1 - covers))
    return PaintSheet(sheet.box, np.maximum(sheet.ink, covers), sheet.kept)


def _cover(sheet: PaintSheet, stroke: Stroke) -> Array:
    """How much of each cell the tip covers on its way, from 0 to 1."""
    rows, columns = sheet.ink.shape
    cell = sheet.box.width / columns
    x = sheet.box.left + (np.arange(columns) + 0.5) * cell
    y = sheet.box.bottom + (np.arange(rows) + 0.5) * cell
    radius = max(stroke.radius, 0.75 * cell)  # a tip finer than a cell still leaves a mark
    distance = np.full((rows, columns), np.inf)
    places = stroke.places if len(stroke.places) > 1 else stroke.places * 2
    for (x0, y0), (x1, y1) in itertools.pairwise(places):
        across = slice(*np.searchsorted(x, (min(x0, x1) - radius, max(x0, x1) + radius)))
        up = slice(*np.searchsorted(y, (min(y0, y1) - radius, max(y0, y1) + radius)))
        near = _distance_to_segment(x[across], y[up, None], (x0, y0), (x1, y1))
        np.minimum(distance[up, across], near, out=distance[up, across])
    hard = radius * (1 - stroke.softness)
    if radius - hard < cell:
        return np.where(distance <= radius, 1.0, 0.0)
    fade = np.clip((radius - distance) / (radius - hard), 0.0, 1.0)
    return np.asarray(fade * fade * (3 - 2 * fade))


def _distance_to_segment(x: Array, y: Array, start: tuple[float, float], end: tuple[float, float]) -> Array:
    """From places with coordinates x (C,) and y (R, 1): (R, C)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length_squared = dx * dx + dy * dy
    along = ((x - start[0]) * dx + (y - start[1]) * dy) / length_squared if length_squared else np.zeros(1)
    along = np.clip(along, 0.0, 1.0)
    return np.asarray(np.hypot(x - start[0] - along * dx, y - start[1] - along * dy))


def thinned(places: Iterable[tuple[float, float]], spacing: float) -> tuple[tuple[float, float], ...]:
    """A path without the places that lie nearer than `spacing` to the one before; its ends stay."""
    every = tuple(places)
    kept = list(every[:1])
    for place in every[1:-1]:
        if math.dist(place, kept[-1]) >= spacing:
            kept.append(place)
    return (*kept, *every[1:][-1:])
