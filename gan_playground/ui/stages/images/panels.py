"""The grids of a frame: which are seen, how the figure is shared between them, and what they are called."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.stages.images.geometry import Indices, autosave, groups_of, lay_tiles, mixed
from gan_playground.ui.stages.images.layers import Panel, class_name, name_gap_px
from gan_playground.ui.stages.images.plan import ImagesPlan, Room, best_plan
from gan_playground.ui.stages.images.readout import distance_notes

title_px, told_px, between_px = 24.0, 18.0, 26.0
share_px = 46.0  # for "100%" beside a class
longest_name = 0.25  # of a grid's width
generated_titles = (("generated G(z)", ""), ("G(z)", ""))


@dataclass(frozen=True, slots=True)
class Paper:
    """What there is to draw on: the figure's size, the unit of sizes, the screen's pixels in one px, and the font."""

    width: float
    height: float
    unit: float
    ratio: float
    font: QFont


def make_panels(
    picture: ImagesPicture, visible: Collection[str], paper: Paper, picked: tuple[int | None, ...]
) -> dict[str, Panel]:
    """Grids side by side, all with tiles of one size, and what is picked in sight; none where there is no room."""
    there = ("real", "generated") if picture.nearest is None else ("real", "generated", "nearest")
    names = [name for name in there if name in visible]
    boxes = _boxes(len(names), picture, paper)
    plan = best_plan(_room(picture, paper, boxes[0])) if boxes else None
    if plan is None:
        return {}
    return {name: _panel(name, picture, plan, box, picked) for name, box in zip(names, boxes, strict=True)}


def _boxes(count: int, picture: ImagesPicture, paper: Paper) -> list[QRectF]:
    """Equal places for the grids, below their titles."""
    if not count:
        return []
    between, top = between_px * paper.unit, title_px * paper.unit
    width = (paper.width - (count - 1) * between - 8) / count
    height = paper.height - top - 6 * paper.unit - (told_px * paper.unit if picture.told else 0)
    return [QRectF(4 + i * (width + between), top, width, height) for i in range(count)]


def _room(picture: ImagesPicture, paper: Paper, box: QRectF) -> Room:
    groups = groups_of(len(picture.generated), picture.labels)
    names, shares = _margins(picture, paper, box, groups) if len(groups) > 1 else (0.0, 0.0)
    height, width = picture.generated.shape[1:3]
    return Room(
        width=max(1.0, box.width()),
        height=max(1.0, box.height()),
        unit=paper.unit,
        ratio=paper.ratio,
        names=names,
        shares=shares,
        classes=len(groups),
        each=max(len(group) for group in groups),
        across=width,
        down=height,
    )


def _margins(picture: ImagesPicture, paper: Paper, box: QRectF, groups: list[Indices]) -> tuple[float, float]:
    """For the names of classes, and for how often each is recognised."""
    assert picture.labels is not None
    words = [class_name(picture, int(picture.labels[group[0]])) for group in groups]
    longest = max(map(QFontMetricsF(paper.font).horizontalAdvance, words))
    names = math.ceil(min(longest, longest_name * box.width()) + name_gap_px * paper.unit)
    return names, round(share_px * paper.unit) if picture.agreement is not None else 0.0


def _panel(name: str, picture: ImagesPicture, plan: ImagesPlan, box: QRectF, picked: tuple[int | None, ...]) -> Panel:
    """One of the grids, in the middle of its place."""
    if name == "real":
        return _real_panel(picture, plan, box)
    groups = _groups(len(picture.generated), picture.labels, plan)
    groups = autosave(groups, plan.lines * plan.columns, picked)
    grid = lay_tiles(plan, _lowered(box, plan), groups, picture.labels if len(groups) > 1 else None)
    if name == "generated":
        return Panel("generated", generated_titles, grid, picture.generated, picture.verdicts)
    assert picture.nearest is not None
    notes = distance_notes(picture)
    titles = tuple((title, note) for note in notes for title in ("nearest training picture", "nearest"))
    return Panel("real", titles, grid, picture.nearest, None)


def _real_panel(picture: ImagesPicture, plan: ImagesPlan, box: QRectF) -> Panel:
    """In classes if the generated ones are; no shares stand beside them."""
    plan = replace(plan, room=replace(plan.room, shares=0.0))
    labels = picture.real_labels if picture.labels is not None else None
    groups = _groups(len(picture.real), labels, plan)
    grid = lay_tiles(plan, _lowered(box, plan), groups, labels if len(groups) > 1 else None)
    return Panel("real", (("real", ""),), grid, picture.real, picture.real_verdicts)


def _groups(count: int, labels: Indices | None, plan: ImagesPlan) -> list[Indices]:
    return groups_of(count, labels) if plan.room.classes > 1 else mixed(count, labels)


def _lowered(box: QRectF, plan: ImagesPlan) -> QRectF:
    return box.adjusted(0, max(0.0, (box.height() - plan.size[1]) / 2), 0, 0)
