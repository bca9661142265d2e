"""A run's branches and bookmarks in words, as rows of a list."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from gan_playground.gan.timeline.summary import Bookmark, BranchSummary, TimelineSummary
from gan_playground.ui.theme.wording import brief_setting_words, setting_words

most_changes_told = 2


class PastEntry(Struct, frozen=True):
    """One row.

    key: what it stands for. captions: one of them stands below the name, the longest first. lines: all there is to say.
    is_here: the run is there. removable: it can go. comparable: it can be trained beside the present one.
    """

    key: object
    name: str
    captions: tuple[str, ...]
    lines: tuple[str, ...]
    is_here: bool
    removable: bool
    comparable: bool


class BranchLane(Struct, frozen=True):
    """A branch in its place in the tree. parent: the place of the branch that it left."""

    branch: BranchSummary
    parent: int | None


def lanes(summary: TimelineSummary) -> tuple[BranchLane, ...]:
    """A lane for each branch: every branch below the one it left, those that left last first.

    So the joint of a branch crosses only lines that begin further right.
    """
    found: list[BranchLane] = []

    def add(branch: BranchSummary, parent: int | None) -> None:
        place = len(found)
        found.append(BranchLane(branch, parent))
        children = [child for child in summary.branches if child.parent == branch.number]
        for child in sorted(children, key=lambda child: child.forked_at, reverse=True):
            add(child, place)

    for branch in summary.branches:
        if branch.parent is None:
            add(branch, None)
    return tuple(found)


def branch_entry(branch: BranchSummary, summary: TimelineSummary) -> PastEntry:
    """The row of a branch."""
    here, reach = branch.number == summary.branch, _reach(branch, summary.first_step)
    return PastEntry(
        key=branch.number,
        name=branch.name,
        captions=tuple(" · ".join(filter(None, (reach, changes))) for changes in _changes(branch)),
        lines=(reach, *_told(branch)),
        is_here=here,
        removable=branch.parent is not None,
        comparable=not here,
    )


def bookmark_entry(mark: Bookmark, summary: TimelineSummary) -> PastEntry:
    """The row of a bookmark."""
    branch = next(branch for branch in summary.branches if branch.number == mark.branch)
    own_name = f"step {mark.step:,}"
    caption = f"on “{branch.name}”" if mark.name == own_name else f"{own_name} on “{branch.name}”"
    here = (mark.branch, mark.step) == (summary.branch, summary.step)
    return PastEntry(
        (mark.branch, mark.step), mark.name, (caption,), (caption,), here, removable=True, comparable=False
    )


def _reach(branch: BranchSummary, run_begins: int) -> str:
    first = run_begins if branch.parent is None else branch.forked_at
    return f"steps {first:,} – {branch.last_step:,}"


def _changes(branch: BranchSummary) -> list[str]:
    """From as many as are told by name to their bare number."""
    told = _told(branch, brief_setting_words)
    named = [_first_of(told, count) for count in range(min(len(told), most_changes_told), 0, -1)]
    counted = f"{len(told)} change{'' if len(told) == 1 else 's'}"
    return [*named, counted if branch.changes else ""]


def _first_of(told: list[str], count: int) -> str:
    more = len(told) - count
    return ", ".join([*told[:count], f"{more} more"] if more else told)


def _told(branch: BranchSummary, words: Callable[[str, object], str] = setting_words) -> list[str]:
    """What was changed; of a branch without a change, that too, since it repeats the one that it left."""
    told = [words(knob, value) for knob, value in branch.changes.items()]
    return told or ([] if branch.parent is None else ["nothing changed"])
