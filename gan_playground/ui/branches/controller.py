"""What hands do to branches and bookmarks: done at once, and remembered, so that it can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.undo.commands import BookmarkNamed, BranchRemoved, BranchRenamed, ChangeablePast
from gan_playground.ui.undo.history import UndoHistory


class PastHands(QObject):
    """Between the list of branches and the session's past, as far as it changes that past."""

    def __init__(self, past: ChangeablePast, history: UndoHistory, parent: QObject) -> None:
        super().__init__(parent)
        self._past, self._history = past, history
        self._id = 0
        self._branches: dict[int, str] = {}
        self._bookmarks: dict[tuple[int, int], str] = {}

    def show_summary(self, summary: TimelineSummary) -> None:
        """The past as it is now; what was done to another one cannot be undone any more."""
        if summary.past != self._id:
            self._id = summary.past
            self._history.forget_past()
        self._branches = {branch.number: branch.name for branch in summary.branches}
        self._bookmarks = {(mark.branch, mark.step): mark.name for mark in summary.bookmarks}

    @Slot(int)
    def remove(self, branch: int) -> None:
        """Let go of a branch."""
        if branch in self._branches:
            self._past.remove(branch)
            self._history.keep(BranchRemoved(f"Remove “{self._branches[branch]}”", self._past, branch))

    @Slot(int, str)
    def rename(self, branch: int, name: str) -> None:
        """Call a branch something else."""
        if branch in self._branches:
            before = self._branches[branch]
            self._past.rename(branch, name)
            self._history.keep(BranchRenamed(f"Rename “{before}”", self._past, branch, before, name))

    @Slot(int, int)
    def remove_bookmark(self, branch: int, step: int) -> None:
        """Take a bookmark away."""
        self._name_bookmark("Remove", (branch, step), "")

    @Slot(int, int, str)
    def rename_bookmark(self, branch: int, step: int, name: str) -> None:
        """Call a bookmark something else."""
        self._name_bookmark("Rename", (branch, step), name)

    def _name_bookmark(self, verb: str, place: tuple[int, int], name: str) -> None:
        if place in self._bookmarks:
            before = self._bookmarks[place]
            self._past.put_bookmark(*place, name)
            self._history.keep(BookmarkNamed(f"{verb} “{before}”", self._past, place, before, name))
