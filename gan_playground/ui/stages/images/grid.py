"""Where the tiles of a grid of pictures lie, and which picture is in each."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from gan_playground.ui.stages.images.plan import ImagesPlan, Tile

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Pictures = NDArray[np.uint8]
"""(N, H, W, C): C is 1 for grey and 3 for red, green, blue."""

steps = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Where the arrow keys lead."""


class Grid(Struct, frozen=True, eq=False):
    """Tiles in a box, which has px of its own as long as it is seen whole.

    place: the image that all of them are, px. corners: (M, 2) the upper left pixel of each tile in it. pictures: (M,)
    which picture is in it. sources: (rows, columns) of the image: which pixel of all tiles, counted on, is there; -1:
    none. blocks: the tiles of each class that is told apart, px; `labels` says which class; their names have `names` px
    at the left of it. ratio: dots in one px.
    """

    tile: Tile
    place: QRectF
    corners: Indices
    pictures: Indices
    sources: Indices
    blocks: tuple[QRectF, ...]
    labels: tuple[int, ...]
    names: float
    ratio: float

    @property
    def side(self) -> float:
        """Of one of the pictures' pixels, px."""
        return self.tile.scale / self.ratio

    @property
    def places(self) -> Array:
        """The upper left corners of the pictures (M, 2), px."""
        return self.corners * self.side + (self.place.left(), self.place.top())

    @property
    def picture_size(self) -> tuple[float, float]:
        """Of each picture, without its frame, px."""
        return self.tile.across * self.side, self.tile.down * self.side

    def place_of(self, picture: int) -> QRectF | None:
        """The picture itself, without frame and bar, px; None if it is not shown."""
        found = np.flatnonzero(self.pictures == picture)
        if not len(found):
            return None
        x, y = self.places[found[0]]
        return QRectF(float(x), float(y), *self.picture_size)

    def picture_at(self, point: QPointF) -> int | None:
        """The picture there; the gaps belong to their neighbours."""
        tile = self.tile
        x, y = (self.corners - self._pixel_of(point)).T
        inside = (-x >= -tile.right / 2) & (-x < tile.across + tile.right / 2)
        inside &= (-y >= -tile.below / 3) & (-y < tile.down + 2 * tile.below / 3)
        found = np.flatnonzero(inside)
        return int(self.pictures[found[0]]) if len(found) else None

    def _pixel_of(self, point: QPointF) -> Array:
        """Where a point is in the image (2,)."""
        return np.array((point.x() - self.place.left(), point.y() - self.place.top())) / self.side

    def neighbour(self, picture: int | None, right: int, down: int) -> int:
        """The nearest picture in a direction; the same one at the edge, and of none the first."""
        if picture is None:
            return int(self.pictures[0])
        found = np.flatnonzero(self.pictures == picture)
        if not len(found):
            return int(self.pictures[0]) if len(self.pictures) else picture
        way = self.corners - self.corners[found[0]]
        along, aside = way @ (right, down), np.abs(way @ (down, right))
        ahead = np.flatnonzero((along > 0) & (aside < along + self.tile.pitch[1]))
        if not len(ahead):
            return picture
        return int(self.pictures[ahead[np.argmin(along[ahead] + 3 * aside[ahead])]])

    def mosaic(self, pictures: Pictures, ground: QColor) -> NDArray[np.uint32]:
        """The image (rows, columns) of these pictures, in colours as Qt has them, on a ground."""
        shown = pictures[self.pictures]
        colors = np.empty((shown.size // shown.shape[-1] + 1, 4), np.uint8)  # blue, green, red, opaque
        colors[:-1, 2::-1] = shown.reshape(-1, shown.shape[-1])
        colors[-1, :3] = ground.blue(), ground.green(), ground.red()
        colors[:, 3] = 255
        return colors.view(np.uint32)[:, 0][self.sources]


def keep_in_sight(
    groups: list[Indices], shown: int, picked: tuple[int | None, ...], labels: Indices | None = None
) -> list[Indices]:
    """The same groups, with what is picked among the first `shown` of each, in the place of one of its own class."""
    for index in picked:
        if index is not None:
            groups = [_brought(group, shown, index, picked, labels) for group in groups]
    return groups


def _brought(group: Indices, shown: int, index: int, picked: tuple[int | None, ...], labels: Indices | None) -> Indices:
    free = [place for place in range(min(shown, len(group))) if group[place] not in picked]
    if index not in group[shown:] or not free:
        return group
    own = [place for place in free if labels is not None and labels[group[place]] == labels[index]]
    there, here = (own or free)[-1], int(np.flatnonzero(group == index)[0])
    brought = group.copy()
    brought[[there, here]] = group[[here, there]]
    return brought


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


def lay_tiles(plan: ImagesPlan, box: QRectF, ratio: float, groups: list[Indices], labels: Indices | None) -> Grid:
    """The tiles of a plan at the top of a box, in the middle of its width, the first pictures of each group.

    box: in the panel, px, on whose dots the tiles' edges lie.
    """
    groups, place = groups[: plan.room.classes], _place_of(plan, box, ratio)
    first, shown = _blocks_of(plan, len(groups)), [group[: plan.lines * plan.columns] for group in groups]
    corners = np.concatenate([start + _steps(plan, len(group)) for start, group in zip(first, shown, strict=True)])
    named = () if labels is None else tuple(int(labels[group[0]]) for group in groups)
    sources, blocks = _sources(plan, corners), _rectangles(plan, first, place, ratio)
    return Grid(
        plan.tile, place, corners, np.concatenate(shown), sources, blocks, named, plan.room.names / ratio, ratio
    )


def _place_of(plan: ImagesPlan, box: QRectF, ratio: float) -> QRectF:
    """Where the image of all tiles lies, px from the corner of a box."""
    frame, side = plan.tile.frame / ratio, plan.tile.scale / ratio
    free = box.width() - plan.size[0] / ratio
    left = on_dots(box.left() + free / 2 + plan.room.names / ratio + frame, ratio) - box.left()
    top = on_dots(box.top() + frame, ratio) - box.top()
    return QRectF(left, top, plan.pixels[0] * side, plan.pixels[1] * side)


def _rectangles(plan: ImagesPlan, first: Indices, place: QRectF, ratio: float) -> tuple[QRectF, ...]:
    """The tiles of each class, px, whose first pixels are these (K, 2)."""
    side, (across, down), tile = plan.tile.scale / ratio, plan.tile.pitch, plan.tile
    size = (plan.columns * across - tile.right) * side, (plan.lines * down - tile.below) * side
    return tuple(QRectF(place.left() + x * side, place.top() + y * side, *size) for x, y in first.tolist())


def _sources(plan: ImagesPlan, corners: Indices) -> Indices:
    """Which pixel is where (rows, columns); -1 where there is none."""
    columns, rows = plan.pixels
    across, down = plan.tile.across, plan.tile.down
    sources = np.full((rows, columns), -1)
    pixels = np.arange(len(corners) * down * across).reshape(-1, down, across)
    for (x, y), tile in zip(corners.tolist(), pixels, strict=True):
        sources[y : y + down, x : x + across] = tile
    return sources


def _blocks_of(plan: ImagesPlan, count: int) -> Indices:
    """The first pixel of each class (count, 2)."""
    return np.stack(np.divmod(np.arange(count), plan.stacked), axis=1) * plan.block


def _steps(plan: ImagesPlan, count: int) -> Indices:
    """From the first pixel of a class to those of its tiles (count, 2)."""
    return np.stack(np.divmod(np.arange(count), plan.columns)[::-1], axis=1) * plan.tile.pitch


def on_dots(pixels: float, ratio: float) -> float:
    """The nearest edge of one of the screen's dots, px."""
    return round(pixels * ratio) / ratio
