"""The session's way to a second run beside the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.session.comparison.differences import changed_knobs, may_go_on, run_b_experiment, seed_path
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import CompareOrder, Comparison, Difference, Failure

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.session.worker import Worker


class ComparisonClient(QObject):
    """Asks the worker for a second run, and hears what became of it.

    Signals
    -------
    changed(Comparison, or None when there is one run again). frame_ready(Frame): of the second run.
    """

    changed = Signal(object)
    frame_ready = Signal(object)

    _wanted = Signal(object)
    _end_wanted = Signal()
    _run_b_kept = Signal()
    _swap_wanted = Signal()

    def __init__(self, session: Session, worker: Worker, mailbox: Mailbox) -> None:
        super().__init__(session)
        self._session, self._mailbox = session, mailbox
        self.comparison: Comparison | None = None
        self._differences: tuple[Difference, ...] = ()
        comparison_server = worker.comparison_server
        self._wanted.connect(comparison_server.begin)
        self._end_wanted.connect(comparison_server.end)
        self._run_b_kept.connect(comparison_server.keep_run_b)
        self._swap_wanted.connect(comparison_server.swap)
        comparison_server.changed.connect(self._on_changed)

    def compare(self, values: Mapping[str, object], seed: int | None = None) -> None:
        """Train a second run with other knobs, or from another seed, beside this one.

        Where only live knobs differ both go on from here, else both begin anew.
        """
        session, experiment = self._session, self._session.experiment
        try:
            run_b = run_b_experiment(experiment, values)
        except PlaygroundError as error:
            session.failed.emit(Failure(str(error)))
            return
        if session.seed is None:
            return
        session.past.settle()
        if seed is not None or not may_go_on(experiment, run_b):
            session.start(experiment, session.seed, playing=session.will_play)
        self._order(changed_knobs(experiment, run_b), seed=seed)

    def compare_again(self, comparison: Comparison) -> None:
        """The run has begun anew: let a second one do so, which differs as it did before, if that still makes sense."""
        differences = comparison.differences or self._differences  # none, where both stood before they parted
        values = {one.path: one.run_b_value for one in differences if one.path != seed_path}
        experiment, seed = self._session.experiment, comparison.run_b.seed
        try:
            values = changed_knobs(experiment, run_b_experiment(experiment, values))
        except PlaygroundError as error:
            self._session.told.emit(f"The comparison is over: {error}")
            return
        other_seed = seed if comparison.run.seed != seed != self._session.seed else None
        if values or other_seed is not None:
            self._order(values, other_seed)

    @Slot(int)
    def compare_branch(self, branch: int) -> None:
        """Live on a branch of the past beside the one that is lived."""
        self._order({}, branch=branch)

    def _order(self, values: Mapping[str, object], seed: int | None = None, branch: int | None = None) -> None:
        run, keep_at = self._session.new_place()
        self._wanted.emit(CompareOrder(run, values, seed, branch, keep_at))

    @Slot()
    def end(self) -> None:
        """Go on with the first run alone."""
        self._end_wanted.emit()

    @Slot()
    def swap(self) -> None:
        """Let the second run be the first."""
        self._swap_wanted.emit()

    @Slot()
    def keep_run_b(self) -> None:
        """Go on with the second run alone."""
        self._run_b_kept.emit()

    @Slot(object)
    def _on_changed(self, comparison: Comparison | None) -> None:
        self.comparison = comparison
        if comparison is not None and comparison.differences:
            self._differences = comparison.differences
        self.changed.emit(comparison)

    def take_frame(self) -> bool:
        """Show the newest frame of the second run; gives whether there was one."""
        frame = self._mailbox.take(self.comparison.run_b.run) if self.comparison is not None else None
        if frame is not None:
            self.frame_ready.emit(frame)
        return frame is not None
