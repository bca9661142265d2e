"""What there is to mark along the way of a run, from its first step to the end of the branch it is on.

Marks are found by their steps.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from operator import attrgetter

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.summary import BranchSummary, TimelineSummary
from gan_playground.ui.theme.wording import edit_sentence

most_told = 6
_step = attrgetter("step")
_players = {"generator": "generated", "discriminator": "discriminator"}


class MarkKind(Enum):
    """What a mark says; each has a shape of its own."""

    FORK = "fork"
    EDIT = "edit"
    TROUBLE = "trouble"
    BOOKMARK = "bookmark"


class TimelineMark(Struct, frozen=True):
    """A step where something is to be seen. words: a sentence about it. role: its colour in the theme."""

    step: int
    kind: MarkKind
    words: str
    role: str


def marks_of(summary: TimelineSummary) -> tuple[TimelineMark, ...]:
    """All marks on the way of the present branch, in the order of their steps."""
    way = BranchPath(summary)
    found = [*_forks(way), *_edits(summary), *_issues(way), *_bookmarks(way)]
    return tuple(sorted(found, key=lambda mark: mark.step))


class BranchPath:
    """The way from the first step to the end of the present branch, through the branches that it grew from."""

    def __init__(self, summary: TimelineSummary) -> None:
        self.summary = summary
        self._branches = {branch.number: branch for branch in summary.branches}
        self._until: dict[int, int] = {}  # how far each branch was followed
        branch, until = summary.present, summary.present.last_step
        self._until[branch.number] = until
        while branch.parent is not None:
            until = min(until, branch.forked_at)
            branch = self._branches[branch.parent]
            self._until[branch.number] = until

    def holds(self, number: int, step: int) -> bool:
        """Whether a step of a branch is on the way."""
        branch = self._branches[number]
        while branch.parent is not None and step <= branch.forked_at:
            branch = self._branches[branch.parent]
        return step <= self._until.get(branch.number, -1)

    def leaving(self) -> Iterator[tuple[int, BranchSummary]]:
        """The steps at which a branch that is not on the way goes elsewhere, and that branch."""
        for branch in self.summary.branches:
            if branch.parent is None:
                continue
            here = branch.number in self._until
            if not here and self.holds(branch.parent, branch.forked_at):
                yield branch.forked_at, branch
            parent = self._branches[branch.parent]
            if here and parent.last_step > branch.forked_at:
                yield branch.forked_at, parent


def _forks(way: BranchPath) -> Iterator[TimelineMark]:
    for step, branch in way.leaving():
        yield TimelineMark(step, MarkKind.FORK, f"step {step:,}: {branch.name} goes another way", "muted")


def _edits(summary: TimelineSummary) -> Iterator[TimelineMark]:
    return map(_edit, summary.present.edits)


@lru_cache(maxsize=10_000)  # a hand that paints makes thousands, and each summary has them all
def _edit(edit: Edit) -> TimelineMark:
    role = _players.get(edit.knob.partition(".")[0], "muted")
    return TimelineMark(edit.step or 0, MarkKind.EDIT, edit_sentence(edit), role)


def _issues(way: BranchPath) -> Iterator[TimelineMark]:
    for issue in way.summary.issues:
        if way.holds(issue.branch, issue.step):
            yield TimelineMark(issue.step, MarkKind.TROUBLE, f"step {issue.step:,}: {issue.title}", "warning")


def _bookmarks(way: BranchPath) -> Iterator[TimelineMark]:
    for mark in way.summary.bookmarks:
        if way.holds(mark.branch, mark.step):
            own_name = "" if mark.name == f"step {mark.step:,}" else f" “{mark.name}”"
            yield TimelineMark(mark.step, MarkKind.BOOKMARK, f"step {mark.step:,}: bookmark{own_name}", "text")


_layers = (MarkKind.FORK, MarkKind.TROUBLE, MarkKind.BOOKMARK)


class MarkIndex:
    """singly: the marks that are drawn one by one, the uppermost last; of these there are few.

    edit_steps: by colour, the steps of edits, of which a hand that paints makes thousands.
    """

    def __init__(self, marks: tuple[TimelineMark, ...] = ()) -> None:
        """`marks`: in the order of their steps."""
        self._marks = marks
        self.singly = [mark for layer in _layers for mark in marks if mark.kind is layer]
        edits = [mark for mark in marks if mark.kind is MarkKind.EDIT]
        self.edit_steps: dict[str, NDArray[np.float64]] = {
            role: np.array([mark.step for mark in edits if mark.role == role], dtype=float)
            for role in {mark.role for mark in edits}
        }

    def between(self, first: float, last: float) -> tuple[TimelineMark, ...]:
        """Those from one step to another."""
        return self._marks[bisect_left(self._marks, first, key=_step) : bisect_right(self._marks, last, key=_step)]

    def before(self, step: int) -> int | None:
        """The step of the last mark before another step."""
        place = bisect_left(self._marks, step, key=_step)
        return self._marks[place - 1].step if place else None

    def after(self, step: int) -> int | None:
        """The step of the next mark after another step."""
        place = bisect_right(self._marks, step, key=_step)
        return self._marks[place].step if place < len(self._marks) else None


def told(marks: tuple[TimelineMark, ...]) -> list[str]:
    """What marks say, a sentence each; the earlier ones of many are only counted."""
    words = [mark.words for mark in marks[-most_told:]]
    if len(marks) > most_told:
        words.insert(0, f"{len(marks) - most_told:,} earlier marks")
    return words
