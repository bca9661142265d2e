"""The session's way to the pasts and futures of its runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_playground.session.messages import LookAhead

if TYPE_CHECKING:
    from gan_playground.session.history.server import HistoryCommand
    from gan_playground.session.worker import Worker

settling_ms = 180  # how long a hand must rest before the very step under it is computed


class HistoryClient(QObject):
    """Asks the worker's time machine; what came of it is told by signals.

    Signals
    -------
    summary_changed(TimelineSummary): what there is of the past. outcomes_changed(Outcomes, or None). removed(str): what
    was removed, and `bring_back` brings back.
    """

    summary_changed = Signal(object)
    outcomes_changed = Signal(object)
    removed = Signal(str)

    _visit_wanted = Signal(object)
    _step_wanted = Signal(object)
    _step_back_wanted = Signal()
    _mark_wanted = Signal(object)
    _branch_wanted = Signal(object)
    _removal_wanted = Signal(object)
    _change_wanted = Signal(object)
    _budget_wanted = Signal(object)
    _look_ahead_wanted = Signal(object)
    _outcome_wanted = Signal(object)
    _end_wanted = Signal()

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._under_hand: int | None = None
        self._is_visiting = False
        self._settling = QTimer(self, singleShot=True, interval=settling_ms)
        self._settling.timeout.connect(self._on_rest)
        machine = worker.history_server
        self._visit_wanted.connect(machine.visit)
        self._step_wanted.connect(machine.go_to)
        self._step_back_wanted.connect(machine.step_back)
        self._mark_wanted.connect(machine.go_to_mark)
        self._branch_wanted.connect(machine.switch)
        self._removal_wanted.connect(machine.remove)
        self._change_wanted.connect(machine.change)
        self._budget_wanted.connect(machine.set_budget)
        self._look_ahead_wanted.connect(machine.look_ahead)
        self._outcome_wanted.connect(machine.take_outcome)
        self._end_wanted.connect(machine.forget_outcomes)
        machine.visited.connect(self._on_visited)
        machine.outcomes_changed.connect(self.outcomes_changed)
        machine.removed.connect(self.removed)
        worker.summary_changed.connect(self.summary_changed)

    @Slot(object)
    def visit(self, step: int) -> None:
        """Follow a hand: what is nearest at once, the very step when the hand rests. The latest wins."""
        self._under_hand = step
        self._settling.start()
        if not self._is_visiting:
            self._ask()

    def _ask(self) -> None:
        self._is_visiting = True
        self._visit_wanted.emit(self._under_hand)

    @Slot(object)
    def _on_visited(self, step: int) -> None:
        self._is_visiting = False
        if self._under_hand not in (None, step):
            self._ask()

    @Slot()
    def _on_rest(self) -> None:
        if self._is_visiting:
            self._settling.start()
        else:
            self.settle()

    def settle(self) -> None:
        """Be at the very step that the hand has pointed at, before anything else is done there."""
        if self._under_hand is not None:
            self.go_to(self._under_hand)

    @Slot(object)
    def go_to(self, step: int) -> None:
        """Be at exactly this step."""
        self.let_go()
        self._step_wanted.emit(step)

    @Slot()
    def step_back(self) -> None:
        """One step back, exactly."""
        self.let_go()
        self._step_back_wanted.emit()

    def let_go(self) -> None:
        """The hand has left the past: what it pointed at is not wanted any more."""
        self._settling.stop()
        self._under_hand = None

    @Slot(int, object)
    def go_to_mark(self, branch: int, step: int) -> None:
        """Be at a branch's step."""
        self.let_go()
        self._mark_wanted.emit((branch, step))

    @Slot(int)
    def switch(self, branch: int) -> None:
        """Be at the tip of a branch."""
        self.let_go()
        self._branch_wanted.emit(branch)

    @Slot(int)
    def remove(self, branch: int) -> None:
        """Let go of a branch, and of what grew from it."""
        self.let_go()
        self._removal_wanted.emit(branch)

    @Slot(int)
    def bring_back(self, branch: int) -> None:
        """Undo the removal of a branch."""
        self._change(lambda timeline, _: timeline.bring_back(branch))

    @Slot(int, str)
    def rename(self, branch: int, name: str) -> None:
        """Call a branch something else."""
        self._change(lambda timeline, _: timeline.rename(branch, name))

    @Slot()
    def bookmark(self) -> None:
        """Mark the step where the run is."""
        self._change(lambda timeline, trainer: timeline.bookmark(trainer))

    @Slot(int, object, str)
    def put_bookmark(self, branch: int, step: int, name: str) -> None:
        """Give a branch's step a name, or another name; an empty one takes it away."""
        self._change(lambda timeline, _: timeline.put_bookmark(branch, step, name))

    def mark_issue(self, step: int, finding: str, title: str) -> None:
        """Mark where something was found to go wrong."""
        self._change(lambda timeline, _: timeline.issue(step, finding, title))

    @Slot(object)
    def set_budget(self, budget_bytes: int) -> None:
        """Let the past take this much at most, from now on."""
        self._budget_wanted.emit(budget_bytes)

    def _change(self, command: HistoryCommand) -> None:
        self._change_wanted.emit(command)

    @Slot(object)
    def look_ahead(self, wish: LookAhead) -> None:
        """See what would come."""
        self.settle()
        self._look_ahead_wanted.emit(wish)

    @Slot(int)
    def take_outcome(self, index: int) -> None:
        """Let one of the futures come true."""
        self._outcome_wanted.emit(index)

    @Slot()
    def end_look_ahead(self) -> None:
        """None of them is wanted."""
        self._end_wanted.emit()
