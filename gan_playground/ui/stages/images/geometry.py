"""Where the tiles of a grid of pictures lie, and which picture is in each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from gan_playground.ui.stages.images.plan import ImagesPlan, Tile

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grid:
    """Tiles on the figure. corners: (M, 2) the upper left of each cell. pictures: (M,) which picture is in it.
    blocks: the rectangle of the tiles of each class that is told apart; `labels` says which class; their names have
    `names` px at the left of it.
    """

    tile: Tile
    box: QRectF
    corners: Array
    pictures: Indices
    blocks: tuple[QRectF, ...]
    labels: tuple[int, ...]
    names: float

    def place_of(self, picture: int) -> QRectF | None:
        """The picture itself, without frame and bar; None if it is not shown."""
        found = np.flatnonzero(self.pictures == picture)
        if not len(found):
            return None
        x, y = self.corners[found[0]] + self.tile.frame
        return QRectF(float(x), float(y), self.tile.width, self.tile.height)

    def cell_of(self, picture: int) -> QRectF | None:
        """The same with its frame and its bar."""
        place, frame = self.place_of(picture), self.tile.frame
        return None if place is None else place.adjusted(-frame, -frame, frame, frame + self.tile.bar)

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


def autosave(groups: list[Indices], shown: int, picked: tuple[int | None, ...]) -> list[Indices]:
    """The same groups, with what is picked among the first `shown` of each."""
    for index in picked:
        if index is not None and shown > 0:
            groups = [np.insert(group, shown - 1, index) if index in group[shown:] else group for group in groups]
    return groups


def groups_of(count: int, labels: Indices | None) -> list[Indices]:
    """The pictures of each class in turn; all of them where there is one class, or none."""
    if labels is None or len(np.unique(labels)) < 2:
        return [np.arange(count)]
    return [np.flatnonzero(labels == label) for label in np.unique(labels)]


def mixed(count: int, labels: Indices | None) -> list[Indices]:
    """All of them in one group, of each class one before there is a second: the first few show every class."""
    groups = groups_of(count, labels)
    turns = np.concatenate([np.arange(len(group)) for group in groups])
    return [np.concatenate(groups)[np.argsort(turns, kind="stable")]]


def lay_tiles(plan: ImagesPlan, box: QRectF, groups: list[Indices], labels: Indices | None) -> Grid:
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
    return Grid(tile, whole, np.concatenate(corners), np.concatenate(pictures), tuple(blocks), named, plan.room.names)


def _snapped(pixels: float, ratio: float) -> float:
    """On an edge of the screen's own pixels."""
    return round(pixels * ratio) / ratio
