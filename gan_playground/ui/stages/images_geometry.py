"""Where the tiles of a grid of pictures lie: as large as they can be, and yet many."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

most_folds = 8
crisp = 2.0  # screen pixels in one of the picture's, from which on these stay squares of whole pixels
worth_of_number = 0.6  # twice as many tiles may cover a third less
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
class Plan:
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


@dataclass(frozen=True, slots=True)
class Grid:
    """Tiles on the figure. corners: (M, 2) the upper left of each cell. pictures: (M,) which picture is in it.
    blocks: the rectangle of the tiles of each class that is told apart; `labels` says which class.
    """

    tile: Tile
    box: QRectF
    corners: Array
    pictures: Indices
    blocks: tuple[QRectF, ...]
    labels: tuple[int, ...]

    def place_of(self, picture: int) -> QRectF | None:
        """The picture itself, without frame and bar; None if it is not shown."""
        found = np.flatnonzero(self.pictures == picture)
        if not len(found):
            return None
        x, y = self.corners[found[0]] + self.tile.frame
        return QRectF(float(x), float(y), self.tile.width, self.tile.height)

    def picture_at(self, point: QPointF) -> int | None:
        """The picture whose cell is there; the gaps belong to their neighbours."""
        reach = self.tile.gap / 2
        across, down = self.tile.cell
        x, y = point.x() - self.corners[:, 0], point.y() - self.corners[:, 1]
        inside = (x >= -reach) & (x < across + reach) & (y >= -reach) & (y < down + reach)
        found = np.flatnonzero(inside)
        return int(self.pictures[found[0]]) if len(found) else None

    def neighbour(self, picture: int, right: int, down: int) -> int:
        """The nearest picture in a direction; the same one at the edge."""
        found = np.flatnonzero(self.pictures == picture)
        if not len(found):
            return int(self.pictures[0]) if len(self.pictures) else picture
        way = self.corners - self.corners[found[0]]
        along, aside = way @ (right, down), np.abs(way @ (down, right))
        ahead = np.flatnonzero((along > 1) & (aside < along + self.tile.cell[1]))
        if not len(ahead):
            return picture
        return int(self.pictures[ahead[np.argmin(along[ahead] + 3 * aside[ahead])]])


def keeping(groups: list[Indices], shown: int, picked: tuple[int | None, ...]) -> list[Indices]:
    """The same groups, with what is picked among the first `shown` of each."""
    for index in picked:
        groups = [
            np.concatenate((group[: shown - 1], [index], group[shown - 1 :]))
            if index in group[shown:] and shown > 0
            else group
            for group in groups
        ]
    return groups


def groups_of(count: int, labels: Indices | None) -> list[Indices]:
    """The pictures of each class in turn; all of them where there is one class, or none."""
    if labels is None or len(np.unique(labels)) < 2:
        return [np.arange(count)]
    return [np.flatnonzero(labels == label) for label in np.unique(labels)]


@lru_cache(maxsize=64)
def best_plan(room: Room) -> Plan | None:
    """The plan that is worth most; None where there is no room for anything."""
    return max(_plans(room), key=_worth, default=None)


def row_plan(room: Room) -> Plan | None:
    """All of them in one line; None where there is no room."""
    return _plan(room, 1, 1, room.each)


def _plans(room: Room) -> Iterator[Plan]:
    """Every way to fill the room with whole rows."""
    for folds in range(1, min(room.classes, most_folds) + 1):
        for lines in range(1, room.each + 1):
            for columns in range(1, room.each // lines + 1):
                plan = _plan(room, folds, lines, columns)
                if plan is not None:
                    yield plan


def _plan(room: Room, folds: int, lines: int, columns: int) -> Plan | None:
    """The plan with tiles as large as possible."""
    scale = _largest_scale(room, folds, lines, columns)
    return Plan(room, room.tile(scale), folds, lines, columns) if scale >= too_small else None


def _worth(plan: Plan) -> float:
    """How much of the room is covered, by how many tiles, and whether these can be made out."""
    room, tile = plan.room, plan.tile
    count = room.classes * plan.lines * plan.columns
    sharpness = min(1.0, tile.width / room.across)
    side = math.sqrt(tile.width * tile.height) / room.unit
    covered = side * min(side, ample_px) * min(1.0, side / legible_px)
    return covered * sharpness * float(count ** (1 + worth_of_number))


def _largest_scale(room: Room, folds: int, lines: int, columns: int) -> float:
    """In the screen's pixels; whole ones where that keeps edges sharp."""
    empty = Plan(room, room.tile(0.0), folds, lines, columns)
    width, height = empty.size
    stacked = empty.stacked * lines
    wide = (room.width - width) / (folds * columns * room.across)
    high = (room.height - height) / (stacked * room.down)
    scale = min(wide, high) * room.ratio
    return float(math.floor(scale)) if scale >= crisp else scale


def _between_folds(room: Room) -> float:
    return 14 * room.unit


def lay_tiles(plan: Plan, box: QRectF, groups: list[Indices], labels: Indices | None) -> Grid:
    """The tiles of a plan in the middle of a box, the first pictures of each group."""
    width, height = plan.size
    tile, ratio = plan.tile, plan.room.ratio
    left, top = (_snapped(box.left() + (box.width() - width) / 2, ratio), _snapped(box.top(), ratio))
    corners, pictures, blocks = [], [], []
    for place, group in enumerate(groups[: plan.room.classes]):
        fold, row = divmod(place, plan.stacked)
        start = np.array(
            (
                _snapped(left + fold * plan.block[0] + plan.room.names, ratio),
                _snapped(top + row * plan.block[1], ratio),
            )
        )
        shown = group[: plan.lines * plan.columns]
        steps = np.stack(np.divmod(np.arange(len(shown)), plan.columns)[::-1], axis=1)
        corners.append(start + steps * tile.pitch)
        pictures.append(shown)
        across, down = plan.columns * tile.pitch[0] - tile.gap, plan.lines * tile.pitch[1] - tile.gap
        blocks.append(QRectF(float(start[0]), float(start[1]), across, down))
    named = () if labels is None else tuple(int(labels[group[0]]) for group in groups[: plan.room.classes])
    whole = QRectF(left, top, width, height)
    return Grid(tile, whole, np.concatenate(corners), np.concatenate(pictures), tuple(blocks), named)


def _snapped(pixels: float, ratio: float) -> float:
    """On an edge of the screen's own pixels."""
    return round(pixels * ratio) / ratio
