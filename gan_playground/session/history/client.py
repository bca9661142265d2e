"""The window's words for the pasts and the futures of its runs; each is a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.session import commands

if TYPE_CHECKING:
    from gan_playground.session.session import Session

settling_ms = 180  # how long a hand must rest before the very step under it is computed


class HistoryClient(QObject):
    """Says where the run is to be in its past, and what is to be done to that.

    pointed: how often anybody has pointed anywhere, or let go: it differs once somebody else has.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._under_hand: int | None = None
        self.pointed = 0
        self._settling = QTimer(self, singleShot=True, interval=settling_ms)
        self._settling.timeout.connect(self.settle)

    @property
    def _run(self) -> int | None:
        return self._session.ordered_run

    @Slot(object)
    def visit(self, step: int) -> None:
        """Follow a hand: what is nearest at once, the very step when the hand rests. The latest wins."""
        self._under_hand = step
        self.pointed += 1
        self._settling.start()
        self._session.send(commands.Visit(step, run=self._run))

    def is_awaited(self) -> bool:
        """Whether a hand has pointed at a step, and the trainer has not heard yet of the very one it rests at."""
        return self._under_hand is not None or self._session.has_unheard(commands.GoTo)

    @Slot()
    def settle(self) -> None:
        """Be at the very step that the hand has pointed at, before anything else is done there."""
        if self._under_hand is not None:
            self.go_to(self._under_hand)

    @Slot(object)
    def go_to(self, step: int) -> None:
        """Be at exactly this step."""
        self.let_go()
        self._session.send(commands.GoTo(step, run=self._run))

    @Slot()
    def step_back(self) -> None:
        """One step back, exactly."""
        self.let_go()
        self._session.send(commands.StepBack(run=self._run))

    def let_go(self) -> None:
        """The hand has left the past: what it pointed at is not wanted any more."""
        self._settling.stop()
        self._under_hand = None
        self.pointed += 1

    @Slot(int, object)
    def go_to_mark(self, branch: int, step: int) -> None:
        """Be at a branch's step."""
        self.let_go()
        self._session.send(commands.GoTo(step, branch, run=self._run))

    @Slot(int)
    def switch(self, branch: int) -> None:
        """Be at the tip of a branch."""
        self.let_go()
        self._session.send(commands.SwitchBranch(branch, run=self._run))

    @Slot(int)
    def remove(self, branch: int) -> None:
        """Let go of a branch, and of what grew from it."""
        self.let_go()
        self._session.send(commands.RemoveBranch(branch, run=self._run))

    @Slot(int)
    def bring_back(self, branch: int) -> None:
        """Undo the removal of a branch."""
        self._session.send(commands.BringBack(branch, run=self._run))

    @Slot(int, str)
    def rename(self, branch: int, name: str) -> None:
        """Call a branch something else."""
        self._session.send(commands.RenameBranch(branch, name, run=self._run))

    @Slot()
    def bookmark(self) -> None:
        """Mark the step where the run is."""
        self._session.send(commands.BookmarkHere(run=self._run))

    @Slot(int, object, str)
    def put_bookmark(self, branch: int, step: int, name: str) -> None:
        """Give a branch's step a name, or another name; an empty one takes it away."""
        self._session.send(commands.PutBookmark(branch, step, name, run=self._run))

    def mark_issue(self, step: int, finding: str, title: str) -> None:
        """Mark where something began to go wrong in the run that trains."""
        self._session.send(commands.MarkIssue(step, finding, title, run=self._trained_run))

    def withdraw_issue(self, step: int, finding: str) -> None:
        """It was not so, in the run that trains."""
        self._session.send(commands.WithdrawIssue(step, finding, run=self._trained_run))

    @property
    def _trained_run(self) -> int | None:
        run = self._session.run
        return run.run if run is not None else None

    @Slot(object)
    def set_budget(self, budget_bytes: int) -> None:
        """Let the past take this much at most, from now on."""
        self._session.send(commands.SetBudget(budget_bytes))

    @Slot(object)
    def look_ahead(self, wish: commands.LookAhead) -> None:
        """See what would come."""
        self.settle()
        self._session.send(replace(wish, run=self._run))

    @Slot(int)
    def take_outcome(self, index: int) -> None:
        """Let one of the futures come true."""
        self._session.send(commands.TakeOutcome(index, run=self._run))

    @Slot()
    def end_look_ahead(self) -> None:
        """None of them is wanted."""
        self._session.send(commands.EndLookAhead())
