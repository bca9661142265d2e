"""Marks on the time axis of the score: triangles where knobs were turned, flags, diamonds where trouble began."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.summary import Bookmark, Issue, TimelineSummary
from gan_playground.ui.score.axes import Axes
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import edit_sentence

reach_px = 7.0
spacing_px = 3.0
most_told = 5

Thing: TypeAlias = Edit | Bookmark | Issue


@dataclass(frozen=True, slots=True)
class Sign:
    """How one kind of mark is drawn, from its foot on the axis, told, and coloured."""

    paint: Callable[[QPainter, QPointF, float], None]
    sentence: Callable[[Any], str]
    role: Callable[[Any], str]


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Everything marked, in the order in which it is drawn."""

    things: tuple[Thing, ...] = ()
    steps: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    @classmethod
    def of(cls, edits: Sequence[Edit], summary: TimelineSummary | None) -> Marks:
        """The edits of a run, and of its summary what lies on the way to here or on this branch."""
        things: tuple[Thing, ...] = tuple(edits)
        if summary is not None:
            reach = _reach(summary)
            found = (*summary.issues, *summary.bookmarks)
            things += tuple(mark for mark in found if mark.step <= reach.get(mark.branch, -1))
        return cls(things, np.array([float(thing.step or 0) for thing in things]))

    def paint(self, painter: QPainter, axes: Axes, y: float, theme: Theme) -> None:
        """`y`: of the axis."""
        for x, thing in self._seen(axes):
            sign = SIGNS[type(thing)]
            color = theme.color(sign.role(thing))
            painter.setPen(QPen(color, 1.2 * axes.unit))
            painter.setBrush(color)
            sign.paint(painter, QPointF(x, y), axes.unit)

    def _seen(self, axes: Axes) -> list[tuple[float, Thing]]:
        """Of those of one kind that would cover one another only the last."""
        places: dict[tuple[type, int], tuple[float, Thing]] = {}
        inside = self._inside(axes)
        for i, x in zip(inside, axes.x(self.steps[inside]), strict=True):
            places[type(self.things[i]), round(x / spacing_px)] = float(x), self.things[i]
        return list(places.values())

    def _inside(self, axes: Axes) -> NDArray[np.intp]:
        return np.flatnonzero((self.steps >= axes.span[0]) & (self.steps <= axes.span[1]))

    def near(self, axes: Axes, pixel: float) -> list[Thing]:
        """What is marked near this pixel."""
        inside = self._inside(axes)
        close = np.abs(axes.x(self.steps[inside]) - pixel) <= reach_px * axes.unit
        return [self.things[i] for i in inside[close]]


def told(things: Sequence[Thing]) -> str:
    """All of it in words, a line each; of many only the last."""
    lines = [SIGNS[type(thing)].sentence(thing) for thing in things[-most_told:]]
    if len(things) > most_told:
        lines.insert(0, f"{len(things) - most_told} earlier changes")
    return "\n".join(lines)


def _reach(summary: TimelineSummary) -> dict[int, float]:
    """Up to which step each branch is the past of the present one, by their numbers."""
    by_number = {branch.number: branch for branch in summary.branches}
    here, reach = summary.present, {summary.branch: np.inf}
    while here.parent is not None:
        reach[here.parent] = here.forked_at
        here = by_number[here.parent]
    return reach


def _triangle(painter: QPainter, foot: QPointF, unit: float) -> None:
    _polygon(painter, foot, ((0, -5), (-4, 2), (4, 2)), unit)


def _diamond(painter: QPainter, foot: QPointF, unit: float) -> None:
    _polygon(painter, foot, ((0, -5), (4.2, -0.8), (0, 3.4), (-4.2, -0.8)), unit)


def _flag(painter: QPainter, foot: QPointF, unit: float) -> None:
    """High enough for its cloth to be clear of a triangle at the same foot."""
    painter.drawLine(QLineF(foot, foot - QPointF(0, 15 * unit)))
    _polygon(painter, foot, ((0, -15), (7.5, -12), (0, -9)), unit)


def _polygon(painter: QPainter, foot: QPointF, corners: Sequence[tuple[float, float]], unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([foot + QPointF(x, y) * unit for x, y in corners]))


def _role_of_edit(edit: Edit) -> str:
    return {"generator": "generated", "discriminator": "discriminator"}.get(edit.knob.partition(".")[0], "muted")


def _role_of_issue(mark: Issue) -> str:
    return "warning"


def _role_of_bookmark(mark: Bookmark) -> str:
    return "text"


def _bookmark_sentence(mark: Bookmark) -> str:
    own_name = f"step {mark.step:,}"
    return f"bookmark: {mark.name}" if mark.name == own_name else f"{own_name}: bookmark “{mark.name}”"


def _issue_sentence(mark: Issue) -> str:
    return f"step {mark.step:,}: found: {mark.title}"


SIGNS: dict[type, Sign] = {
    Edit: Sign(_triangle, edit_sentence, _role_of_edit),
    Issue: Sign(_diamond, _issue_sentence, _role_of_issue),
    Bookmark: Sign(_flag, _bookmark_sentence, _role_of_bookmark),
}
