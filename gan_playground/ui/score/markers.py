"""Marks on the time axis of the score: triangles where knobs were turned, flags, diamonds where trouble began."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.summary import Bookmark, Issue, TimelineSummary
from gan_playground.ui.plot.items.marks_item import Mark, Sign
from gan_playground.ui.theme.wording import edit_sentence

most_told = 5

Marked: TypeAlias = Edit | Bookmark | Issue


class MarkWords(Struct, frozen=True):
    """How one kind of mark is drawn, coloured and told."""

    sign: Sign
    role: Callable[[Any], str]
    sentence: Callable[[Any], str]


class MarksOfEdits:
    """Where knobs were turned: a hand makes hundreds of edits, and of those that were there the marks are kept."""

    def __init__(self) -> None:
        self._edits: tuple[Edit, ...] = ()
        self._marks: tuple[Mark, ...] = ()

    def marks(self, edits: tuple[Edit, ...]) -> tuple[Mark, ...]:
        """Those of all edits of a run."""
        known = len(self._edits)
        if known and (len(edits) < known or edits[known - 1] is not self._edits[-1]):
            known = 0  # another run, another branch, or another value took its place
        self._edits, self._marks = edits, self._marks[:known] + tuple(map(_mark, edits[known:]))
        return self._marks


def marks_of(summary: TimelineSummary | None) -> tuple[Mark, ...]:
    """Of a run's past what lies on the way to here or on this branch, in drawing order."""
    if summary is None:
        return ()
    reach = _reach(summary)
    found = (*summary.issues, *summary.bookmarks)
    return tuple(_mark(mark) for mark in found if mark.step <= reach.get(mark.branch, -1))


def _mark(marked: Marked) -> Mark:
    words = KINDS[type(marked)]
    return Mark(float(marked.step or 0), words.sign, words.role(marked), marked)


def told(marks: Sequence[Mark]) -> str:
    """All of it in words, a line each; of many only the last."""
    lines = [KINDS[type(mark.about)].sentence(mark.about) for mark in marks[-most_told:]]
    if len(marks) > most_told:
        lines.insert(0, f"{len(marks) - most_told} earlier changes")
    return "\n".join(lines)


def _reach(summary: TimelineSummary) -> dict[int, float]:
    """Up to which step each branch is the past of the present one, by their numbers."""
    by_number = {branch.number: branch for branch in summary.branches}
    here, reach = summary.present, {summary.branch: np.inf}
    while here.parent is not None:
        reach[here.parent] = here.forked_at
        here = by_number[here.parent]
    return reach


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


KINDS: dict[type, MarkWords] = {
    Edit: MarkWords(Sign.TRIANGLE, _role_of_edit, edit_sentence),
    Issue: MarkWords(Sign.DIAMOND, _role_of_issue, _issue_sentence),
    Bookmark: MarkWords(Sign.FLAG, _role_of_bookmark, _bookmark_sentence),
}
