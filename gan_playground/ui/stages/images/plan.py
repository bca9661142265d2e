"""How large the tiles of a grid are, and in how many rows: as large as they can be, and yet many.

A grid is one image whose pixels are those of its pictures, so all distances within it are whole pixels of a picture.
A dot is one of the screen's own. Pixels may be some eighths of a dot larger than whole ones, and so the tiles fill what
room there is; but they and the gaps between them are then so many pixels that their edges lie on dots.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

most_folds = 8
worth_of_number = 0.6  # twice as many tiles may cover a third less
least_px = 13.0  # of a tile, or classes have no rows of their own
legible_px, ample_px = 32.0, 44.0  # smaller tiles are worth less than they cover, and so are larger ones
finest = 8  # parts of a dot, in which pixels may be larger than whole ones
worth_of_names = 3.0  # of rows of its own for each class, with its name
too_small = 0.4  # dots in one of the picture's pixels: nothing can be made out
shrinking = 0.96  # from one try to the next where pixels are smaller than dots


class Tile(Struct, frozen=True):
    """A picture with its frame and the bar of the verdict below.

    across, down: of the picture; right, below: what is free to the next one; all in the picture's pixels.
    scale: dots in one of these, from 1 on in whole parts of a dot. frame, bar: dots.
    """

    across: int
    down: int
    right: int
    below: int
    scale: float
    frame: int
    bar: int

    @property
    def pitch(self) -> tuple[int, int]:
        """From one tile to the next, in the picture's pixels."""
        return self.across + self.right, self.down + self.below


class Room(Struct, frozen=True):
    """What a grid has to fit into: its size and the margins for the names of classes and their shares, all in dots, of
    which `unit` are one px of a small panel; and what is to be shown there: `each` pictures of every one of `classes`
    (1 where nobody tells them apart), `across` x `down` pixels.
    """

    width: float
    height: float
    unit: float
    names: float
    shares: float
    classes: int
    each: int
    across: int
    down: int

    @property
    def frame(self) -> int:
        return max(1, round(2 * self.unit))

    @property
    def bar(self) -> int:
        return 2 * round(3 * self.unit)

    @property
    def gap(self) -> int:
        """Between the frames of two tiles, at least."""
        return max(1, round(4 * self.unit))

    @property
    def between_folds(self) -> float:
        return 14 * self.unit

    def tile(self, scale: float) -> Tile:
        """A tile with so many dots in one of the picture's pixels."""
        beside = 2 * self.frame + self.gap
        right, below = pixels_for(beside, scale), pixels_for(beside + self.bar, scale)
        return Tile(self.across, self.down, right, below, scale, self.frame, self.bar)

    @property
    def parts(self) -> int:
        """Into how many a dot may be divided for a picture's edges to lie on dots."""
        return math.gcd(finest, self.across, self.down)


class ImagesPlan(Struct, frozen=True):
    """Classes go down in `folds` columns, each class in `lines` lines of `columns` tiles."""

    room: Room
    tile: Tile
    folds: int
    lines: int
    columns: int

    @property
    def stacked(self) -> int:
        """Classes one below the other."""
        return -(-self.room.classes // self.folds)

    @property
    def block(self) -> tuple[int, int]:
        """From one class to the next, across and down, in the pictures' pixels."""
        room, (across, down) = self.room, self.tile.pitch
        aside = pixels_for(room.names + room.shares + room.between_folds, self.tile.scale)
        apart = pixels_for(2 * room.gap, self.tile.scale) if self.lines > 1 and room.classes > 1 else 0
        return self.columns * across + aside, self.lines * down + apart

    @property
    def pixels(self) -> tuple[int, int]:
        """From the first picture's first pixel to the last one's last, across and down."""
        (across, down), tile = self.block, self.tile
        width = (self.folds - 1) * across + self.columns * tile.pitch[0] - tile.right
        return width, (self.stacked - 1) * down + self.lines * tile.pitch[1] - tile.below

    @property
    def size(self) -> tuple[float, float]:
        """With frames, bars and margins, in dots."""
        (width, height), room, tile = self.pixels, self.room, self.tile
        around = 2 * tile.frame
        return room.names + width * tile.scale + around + room.shares, height * tile.scale + around + tile.bar

    @property
    def fits(self) -> bool:
        width, height = self.size
        return width <= self.room.width and height <= self.room.height

    @property
    def worth(self) -> float:
        """How much of the room is covered, by how many tiles, whether these can be made out, and what is told."""
        count = min(self.room.classes * self.lines * self.columns, self.room.classes * self.room.each)
        side, sharpness = _side(self), min(1.0, self.tile.scale) ** 3
        covered = side * min(side, ample_px) * math.pow(min(1.0, side / legible_px), 1.5)
        width, height = self.size
        filled = width * height / (self.room.width * self.room.height)
        told = worth_of_names if self.room.classes > 1 else 1.0
        return told * covered * sharpness * filled * math.pow(count, 1 + worth_of_number)


def pixels_for(dots: float, scale: float) -> int:
    """So many of a picture's pixels are at least these dots, and, from one dot in each on, end on one."""
    step = Fraction(scale).denominator if scale >= 1 else 1
    return step * math.ceil(dots / scale / step)


@lru_cache(maxsize=64)
def best_plan(room: Room) -> ImagesPlan | None:
    """The plan that is worth most, with classes mixed where they are too many to have rows, would have one picture
    each, or would leave much of the room empty; None where there is no room for anything.
    """
    plan = max(_plans(room), key=_worth_of, default=None)
    if room.classes == 1:
        return plan
    one = replace(room, names=0.0, shares=0.0, classes=1, each=room.classes * room.each)
    named = [] if plan is None or _side(plan) < least_px or plan.lines * plan.columns == 1 else [plan]
    return max((*named, *_plans(one)), key=_worth_of, default=plan)


@lru_cache(maxsize=64)
def row_plan(room: Room) -> ImagesPlan | None:
    """All of them in one line; None where there is no room."""
    return _plan(room, 1, 1, room.each)


def _worth_of(plan: ImagesPlan) -> float:
    return plan.worth


def _plans(room: Room) -> Iterator[ImagesPlan]:
    """Every way to fill the room with whole rows."""
    for folds in range(1, min(room.classes, most_folds) + 1):
        for lines in range(1, room.each + 1):
            for columns in range(1, room.each // lines + 1):
                plan = _plan(room, folds, lines, columns)
                if plan is not None:
                    yield plan


def _plan(room: Room, folds: int, lines: int, columns: int) -> ImagesPlan | None:
    """The plan with tiles as large as possible."""
    for scale in _scales(_most_scale(room, folds, lines, columns), room.parts):
        plan = ImagesPlan(room, room.tile(scale), folds, lines, columns)
        if plan.fits:
            return plan
    return None


def _scales(most: float, parts: int) -> Iterator[float]:
    """From the largest downwards: pixels of whole parts of a dot, and then such as are smaller than dots."""
    yield from (whole / parts for whole in range(math.floor(most * parts), parts - 1, -1))
    scale = min(most, 1.0)
    while scale >= too_small:
        yield scale
        scale *= shrinking


def _most_scale(room: Room, folds: int, lines: int, columns: int) -> float:
    """More than this cannot fit: what is free between tiles would be even without rounding too much."""
    down, gap = -(-room.classes // folds) * lines, 2 * room.frame + room.gap
    wide = room.width - folds * (room.names + room.shares) - folds * columns * gap + room.gap
    high = room.height - down * (gap + room.bar) + room.gap
    return min(wide / (folds * columns * room.across), high / (down * room.down))


def _side(plan: ImagesPlan) -> float:
    """Of a square as large as a tile, in px of a small panel."""
    return math.sqrt(plan.tile.across * plan.tile.down) * plan.tile.scale / plan.room.unit
