"""Carries what hands do to a run's past to the session, remembers it so that it can be undone, and shows what came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.session.events import BranchesRemoved
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.undo.commands import BookmarkNamed, BranchRemoved, BranchRenamed
from gan_playground.ui.undo.history import UndoHistory

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.branches.branch_tree import BranchTree
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.settings import Settings


class BranchesController(QObject):
    """Between the card of branches and bookmarks, which is made when it is opened first, and the session's past."""

    def __init__(
        self, session: Session, history: UndoHistory, settings: Settings, notifier: Notifier, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._history, self._settings, self._notifier = session, history, settings, notifier
        self._window = window
        self._past = session.past
        self._tree: BranchTree | None = None
        self._theme, self._exhibit = DARK, False
        self._actions: list[QAction] = []
        self._summary: TimelineSummary | None = None
        self._removals_offered = 0
        history.changed.connect(self._withdraw_offer)
        session.hear(BranchesRemoved, self._on_removed)
        session.past.set_budget(settings.past_budget_bytes)

    @property
    def tree(self) -> BranchTree:
        """The card."""
        if self._tree is None:
            self._tree = self._make_tree()
        return self._tree

    def _make_tree(self) -> BranchTree:
        from gan_playground.ui.branches.branch_tree import BranchTree

        tree = BranchTree(self._theme, self, self._window)
        tree.set_exhibit(self._exhibit)
        tree.memory.show_budget(self._settings.past_budget_bytes)
        tree.memory.budget_wanted.connect(self.set_budget)
        tree.addActions(self._actions)
        if self._summary is not None:
            tree.show_summary(self._summary)
        return tree

    def lend(self, actions: Iterable[QAction]) -> None:
        """Actions of the window whose keys are wanted in the card too, which keeps the window's from it."""
        self._actions = list(actions)

    def open_above(self, anchor: QWidget) -> None:
        """Show the card over a button."""
        self.tree.open_above(anchor)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._tree is not None:
            self._tree.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Targets of 44 px and more, for fingers."""
        self._exhibit = exhibit
        if self._tree is not None:
            self._tree.set_exhibit(exhibit)

    def show_summary(self, summary: TimelineSummary) -> None:
        """The past as it is now; what was done to another one cannot be undone any more."""
        if self._summary is None or summary.past != self._summary.past:
            self._history.forget_past()
        self._summary = summary
        if self._tree is not None:
            self._tree.show_summary(summary)

    @Slot(object)
    def switch(self, branch: int) -> None:
        """Live on in this branch."""
        self._past.switch(branch)

    @Slot(object)
    def compare(self, branch: int) -> None:
        """See this branch beside the one that is lived in."""
        self._session.comparison_client.compare_branch(branch)

    @Slot(object)
    def go_to_bookmark(self, place: tuple[int, int]) -> None:
        """Be there again. place: the branch and the step, here and below."""
        self._past.go_to_mark(*place)

    @Slot(object)
    def remove(self, branch: int) -> None:
        """Let go of a branch."""
        if (name := self._name_of(branch)) is not None:
            self._past.remove(branch)
            self._history.keep(BranchRemoved(f"Remove “{name}”", self._past, branch))

    @Slot(object, str)
    def rename(self, branch: int, name: str) -> None:
        """Call a branch something else."""
        if (before := self._name_of(branch)) is not None:
            self._past.rename(branch, name)
            self._history.keep(BranchRenamed(f"Rename “{before}”", self._past, branch, before, name))

    @Slot(object)
    def remove_bookmark(self, place: tuple[int, int]) -> None:
        """Take a bookmark away."""
        self._name_bookmark("Remove", place, "")

    @Slot(object, str)
    def rename_bookmark(self, place: tuple[int, int], name: str) -> None:
        """Call a bookmark something else."""
        self._name_bookmark("Rename", place, name)

    def _name_of(self, branch: int) -> str | None:
        branches = self._summary.branches if self._summary is not None else ()
        return next((each.name for each in branches if each.number == branch), None)

    def _name_bookmark(self, verb: str, place: tuple[int, int], name: str) -> None:
        marks = self._summary.bookmarks if self._summary is not None else ()
        before = next((mark.name for mark in marks if (mark.branch, mark.step) == place), None)
        if before is not None:
            self._past.put_bookmark(*place, name)
            self._history.keep(BookmarkNamed(f"{verb} “{before}”", self._past, place, before, name))

    @Slot(object)
    def set_budget(self, budget_bytes: int) -> None:
        """How much the past may take, from now on and the next time."""
        self._settings.past_budget_bytes = budget_bytes
        self._past.set_budget(budget_bytes)

    def _on_removed(self, event: BranchesRemoved) -> None:
        self._notifier.offer(event.sentence, "Undo", self._history.bring_back_branch)
        self._removals_offered = len(self._history.removals)

    @Slot()
    def _withdraw_offer(self) -> None:
        """Once the branch has come back another way."""
        if len(self._history.removals) < self._removals_offered:
            self._removals_offered = 0
            self._notifier.withdraw("Undo")
