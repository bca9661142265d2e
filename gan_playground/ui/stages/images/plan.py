"""How large the tiles of a grid are, and in how many rows: as large as they can be, and yet many."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

most_folds = 8
crisp = 2.0  # screen pixels in one of the picture's, from which on these stay squares of whole pixels
worth_of_number = 0.6  # twice as many tiles may cover a third less
least_px = 13.0  # of a tile, or classes have no rows of their own
legible_px, ample_px = 32.0, 44.0  # smaller tiles are worth less than they cover, and so are larger ones
too_small = 0.4  # screen pixels in one of the picture's: nothing can be made out


@dataclass(frozen=True, slots=True)
class Tile:
    """The size of a tile, all in px: the picture, the frame around it, and the bar of the verdict below."""

    width: float
    height: float
    frame: float
    bar: float
    gap: float
    crisp: bool

    @property
    def cell(self) -> tuple[float, float]:
        """Picture, frame and bar together."""
        return self.width + 2 * self.frame, self.height + 2 * self.frame + self.bar

    @property
    def pitch(self) -> tuple[float, float]:
        """From one tile to the next."""
        across, down = self.cell
        return across + self.gap, down + self.gap


@dataclass(frozen=True, slots=True)
class Room:
    """What a grid has to fit into: a size in px, margins for the names of classes and their shares, and what is to be
    shown there: `each` pictures of every one of `classes` (1 where nobody tells them apart), `across` x `down` pixels.
    """

    width: float
    height: float
    unit: float
    ratio: float
    names: float
    shares: float
    classes: int
    each: int
    across: int
    down: int

    def tile(self, screen_pixels: float) -> Tile:
        """A tile with so many of the screen's pixels in one of the picture's."""
        frame = max(1.0, round(2 * self.unit * self.ratio)) / self.ratio
        bar = 2 * round(3 * self.unit * self.ratio) / self.ratio
        gap = max(1.0, round(4 * self.unit * self.ratio)) / self.ratio
        width, height = (math.floor(side * screen_pixels) / self.ratio for side in (self.across, self.down))
        return Tile(width, height, frame, bar, gap, screen_pixels >= crisp)


@dataclass(frozen=True, slots=True)
class ImagesPlan:
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
    def block(self) -> tuple[float, float]:
        """From one class to the next, across and down."""
        across, down = self.tile.pitch
        apart = 2 * self.tile.gap if self.lines > 1 and self.room.classes > 1 else 0.0
        margins = self.room.names + self.room.shares
        return self.columns * across + margins + _between_folds(self.room), self.lines * down + apart

    @property
    def size(self) -> tuple[float, float]:
        across, down = self.block
        apart = 2 * self.tile.gap if self.lines > 1 and self.room.classes > 1 else 0.0
        width = self.folds * across - _between_folds(self.room) - self.tile.gap
        return width, self.stacked * down - apart - self.tile.gap


@lru_cache(maxsize=64)
def best_plan(room: Room) -> ImagesPlan | None:
    """The plan that is worth most, with classes mixed where they are too many to have rows; None where there is no room
    for anything.
    """
    plan = max(_plans(room), key=_worth, default=None)
    if room.classes == 1 or (plan is not None and _side(plan) >= least_px):
        return plan
    one = replace(room, names=0.0, shares=0.0, classes=1, each=room.classes * room.each)
    return max(_plans(one), key=_worth, default=plan)


def row_plan(room: Room) -> ImagesPlan | None:
    """All of them in one line; None where there is no room."""
    return _plan(room, 1, 1, room.each)


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
    scale = _largest_scale(room, folds, lines, columns)
    return ImagesPlan(room, room.tile(scale), folds, lines, columns) if scale >= too_small else None


def _worth(plan: ImagesPlan) -> float:
    """How much of the room is covered, by how many tiles, and whether these can be made out."""
    count = plan.room.classes * plan.lines * plan.columns
    sharpness = min(1.0, plan.tile.width / plan.room.across)
    side = _side(plan)
    covered = side * min(side, ample_px) * math.pow(min(1.0, side / legible_px), 1.5)
    return covered * sharpness * math.pow(count, 1 + worth_of_number)


def _side(plan: ImagesPlan) -> float:
    """Of a square as large as a tile, in px of a small window."""
    return math.sqrt(plan.tile.width * plan.tile.height) / plan.room.unit


def _largest_scale(room: Room, folds: int, lines: int, columns: int) -> float:
    """In the screen's pixels; whole ones where that keeps edges sharp."""
    empty = ImagesPlan(room, room.tile(0.0), folds, lines, columns)
    width, height = empty.size
    stacked = empty.stacked * lines
    wide = (room.width - width) / (folds * columns * room.across)
    high = (room.height - height) / (stacked * room.down)
    scale = min(wide, high) * room.ratio
    return float(math.floor(scale)) if scale >= crisp else scale


def _between_folds(room: Room) -> float:
    return 14 * room.unit
