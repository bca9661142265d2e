"""The grids of a frame: which are seen, how the figure is shared between them, and what they are called."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import lru_cache

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.stages.images.grid import (
    Grid,
    Indices,
    groups_of,
    keep_in_sight,
    lay_tiles,
    mixed,
)
from gan_playground.ui.stages.images.plan import ImagesPlan, Room, best_plan
from gan_playground.ui.stages.images.readout import class_name

title_px, told_px, between_px, below_px, edge_px = 24.0, 18.0, 26.0, 6.0, 4
share_px = 74.0  # for "100% right" beside a class
name_gap_px = 12.0  # between a name and its tiles
roomy_px = 340.0  # wide enough for shares
lines_share = 0.3  # of a figure, at most, is what comes and goes around the grids
longest_name = 0.4  # of a grid's width, beside which there is room for tiles


class Paper(Struct, frozen=True):
    """What there is to draw on: the figure's size, the unit of sizes, and the screen's dots in one px."""

    width: float
    height: float
    unit: float
    ratio: float

    def is_about(self, other: Paper) -> bool:
        """Whether it is the same, but for what may come and go around it."""
        sides = ((self.width, other.width), (self.height, other.height))
        return self.unit == other.unit and all(abs(a - b) <= lines_share * max(a, b) for a, b in sides)


class Places(Struct, frozen=True):
    """Where the panels are, by name, px: equal boxes for the grids, with room for their titles above.

    plan: how their tiles are arranged, which is the same in all. stacked: whether they stand one above the other, as
    was best on `paper`.
    """

    boxes: Mapping[str, QRectF]
    plan: ImagesPlan
    stacked: bool
    paper: Paper


class Lettering(Struct, frozen=True):
    """What the names of classes need, in px: `longest` of them; `shares`: whether a number stands at their right."""

    longest: float
    shares: bool


def places_for(
    picture: ImagesPicture, names: Collection[str], paper: Paper, metrics: QFontMetricsF, before: Places | None
) -> Places | None:
    """Side by side or one above the other, whichever shows more; None where there is no room, or nothing to show.

    before: where they are; there they stay, side by side or above, while lines come and go around them.
    """
    groups = groups_of(len(picture.generated), picture.labels)
    lettering = _lettering(picture, groups, metrics) if len(groups) > 1 else None
    shape = len(groups), max(map(len, groups)), *picture.generated.shape[2:0:-1]
    tried = tuple(names), paper, bool(picture.told), lettering, shape
    if before is None or before.boxes.keys() != set(names) or not paper.is_about(before.paper):
        return _places(*tried)
    kept = _places(*tried, (before.stacked,))
    return _places(*tried) if kept is None else replace(kept, paper=before.paper)


def empty_places(names: Collection[str], paper: Paper) -> dict[str, QRectF]:
    """Where grids will be, when nobody knows yet of what."""
    boxes = _boxes(len(names), False, paper, False)
    return dict(zip(names, boxes, strict=True))


def _lettering(picture: ImagesPicture, groups: list[Indices], metrics: QFontMetricsF) -> Lettering:
    assert picture.labels is not None
    words = (class_name(picture, int(picture.labels[group[0]])) for group in groups)
    return Lettering(max(map(metrics.horizontalAdvance, words)), picture.agreement is not None)


@lru_cache(maxsize=16)
def _places(
    names: tuple[str, ...],
    paper: Paper,
    told: bool,
    lettering: Lettering | None,
    shape: tuple[int, int, int, int],
    ways: tuple[bool, ...] = (False, True),
) -> Places | None:
    best = None
    for stacked in ways[: len(names)]:
        boxes = _boxes(len(names), stacked, paper, told)
        plan = best_plan(_room(boxes[0], paper, lettering, shape))
        if plan is not None and (best is None or plan.worth > best.plan.worth):
            fitted = (_fitted(box, plan, paper) for box in boxes)
            best = Places(dict(zip(names, fitted, strict=True)), plan, stacked, paper)
    return best


def _boxes(count: int, stacked: bool, paper: Paper, told: bool) -> list[QRectF]:
    """Equal places for the grids, below their titles, with edges on whole px."""
    unit, title = paper.unit, round(title_px * paper.unit)
    aside, below = round(between_px * unit), round(below_px * unit)
    rows, columns = (count, 1) if stacked else (1, count)
    width = int((paper.width - (columns - 1) * aside - 2 * edge_px) / columns)
    height = int((paper.height - rows * below - (told_px * unit if told else 0)) / rows)
    across, down = (0, height + below) if stacked else (width + aside, 0)
    size = max(1, width), max(1, height - title)
    return [QRectF(edge_px + i * across, title + i * down, *size) for i in range(count)]


def _room(box: QRectF, paper: Paper, lettering: Lettering | None, shape: tuple[int, int, int, int]) -> Room:
    ratio, unit, names, shares = paper.ratio, paper.unit, 0.0, 0.0
    if lettering is not None and lettering.longest > longest_name * box.width():
        shape = 1, shape[0] * shape[1], *shape[2:]  # classes that cannot be named are mixed
    elif lettering is not None:
        names = math.ceil(lettering.longest + name_gap_px * unit)
        shares = round(share_px * unit) if lettering.shares and box.width() >= roomy_px * unit else 0.0
    return Room(box.width() * ratio, box.height() * ratio, unit * ratio, names * ratio, shares * ratio, *shape)


def _fitted(box: QRectF, plan: ImagesPlan, paper: Paper) -> QRectF:
    """As high as the grid, in the middle."""
    height = math.ceil(plan.size[1] / paper.ratio) + (paper.ratio % 1 > 0)  # where dots begin within a px
    top = box.top() + max(0, (box.height() - height) // 2)
    return QRectF(box.left(), top, box.width(), height)


class GridOrder(Struct, frozen=True):
    """What a grid depends on. labels: their bytes, for they come anew with every frame. picked: stays in sight."""

    plan: ImagesPlan
    box: tuple[float, float, float, float]
    ratio: float
    count: int
    labels: bytes | None
    picked: tuple[int | None, ...]


def grid_of(name: str, picture: ImagesPicture, places: Places, ratio: float, picked: tuple[int | None, ...]) -> Grid:
    """The tiles of a panel: the same object as long as nothing of it changes."""
    real, labels = name == "real", picture.labels
    if real and labels is not None:  # in classes if the generated ones are
        labels = picture.real_labels
    count = len(picture.real if real else picture.generated)
    kept = None if labels is None else np.ascontiguousarray(labels, np.int64).tobytes()
    return _grid(GridOrder(places.plan, places.boxes[name].getRect(), ratio, count, kept, () if real else picked))


@lru_cache(maxsize=16)
def _grid(order: GridOrder) -> Grid:
    plan = order.plan
    labels = None if order.labels is None else np.frombuffer(order.labels, np.int64)
    groups = groups_of(order.count, labels) if plan.room.classes > 1 else mixed(order.count, labels)
    groups = keep_in_sight(groups, plan.lines * plan.columns, order.picked, labels)
    return lay_tiles(plan, QRectF(*order.box), order.ratio, groups, labels if len(groups) > 1 else None)
