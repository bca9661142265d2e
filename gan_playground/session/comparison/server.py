"""What the worker does with a second run beside the first: in its thread, as queued slots like its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Edit
from gan_playground.session.comparison.differences import changed_knobs, comparison_of, may_go_on, run_b_experiment
from gan_playground.session.guard import reports_failure
from gan_playground.session.messages import CompareOrder, Comparison, Failure, RunInfo
from gan_playground.session.run.run import Run

if TYPE_CHECKING:
    from gan_playground.session.worker import Worker


class ComparisonServer(QObject):
    """Lets two runs train in step, for one worker.

    Signals
    -------
    changed(Comparison, or None when it is over).
    """

    changed = Signal(object)

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker)
        self._worker = worker
        self._differing: frozenset[str] = frozenset()
        self._asked: dict[str, tuple[object, object]] = {}
        self._told: Comparison | None = None

    def stop_and_report(self, error: Exception) -> None:
        self._worker.stop_and_report(error)

    @Slot(object)
    @reports_failure
    def begin(self, order: CompareOrder) -> None:
        """Train a second run beside the first; where it cannot be, the first goes on alone."""
        if not self._lanes:
            return
        self._end()
        lane = self._lanes[0]
        try:
            run_b = _run_b_of(lane, order)
            run_b.trainer.observe()
        except PlaygroundError as error:
            self._worker.failed.emit(Failure(str(error)))
            return
        run_b.lesson, run_b.keep_at = lane.lesson, order.keep_at
        self._worker.history_server.forget_outcomes()
        self._worker.lanes = [lane, run_b]
        self._worker.history_server.share_budget()
        self._asked = {} if order.branch is not None else _live_differences(lane, run_b)
        self.tell()
        self._worker.publish_whole()
        self._worker.history_server.bring_level()

    @Slot()
    @reports_failure
    def end(self) -> None:
        """Go on with the first run alone; nothing of what the second one lived is lost."""
        if len(self._lanes) == 2:
            self._end()
            self._worker.tell_summary()

    def _end(self) -> None:
        if len(self._lanes) < 2:
            return
        lane, run_b = self._lanes
        self._be_alone(lane)
        if run_b.origin is None:
            self._worker.leave(run_b)
        else:
            lane.timeline.adopt(run_b.origin, run_b.timeline, run_b.trainer)
        self._worker.history_server.share_budget()

    def _be_alone(self, lane: Run) -> None:
        self._worker.tasks.end()
        self._worker.lanes = [lane]
        self.tell()

    @Slot()
    @reports_failure
    def keep_run_b(self) -> None:
        """Go on with the second run alone; the first stays as a branch, where the second grew from it."""
        if len(self._lanes) < 2:
            return
        (lane, run_b), playing = self._lanes, self._worker.is_playing
        if run_b.origin is not None:
            past_step = self._past_step
            self._let_run_b_lead()
            self.end()
            self._return(past_step)
            return
        self._be_alone(lane)
        self._worker.take_over(run_b)
        self._worker.tell_stand()
        self._worker.set_playing(playing)

    @Slot()
    @reports_failure
    def swap(self) -> None:
        """The second run is the first from now on, and the first the second; the branches stay with the first."""
        if len(self._lanes) == 2:
            past_step = self._past_step
            self._let_run_b_lead()
            self._return(past_step)

    def _let_run_b_lead(self) -> None:
        lane, run_b = self._lanes
        self._worker.tasks.end()
        if run_b.origin is not None:
            lane.give_way_to(run_b)
        self._worker.take_over(run_b, lane)
        self._worker.tell_stand()

    @property
    def _past_step(self) -> int | None:
        """Where the runs are in their past; None in the present."""
        lane = self._lanes[0]
        return lane.trainer.step if lane.timeline.is_past else None

    def _return(self, past_step: int | None) -> None:
        if past_step is not None:
            self._worker.history_server.go_to(past_step)

    def share(self, edits: tuple[Edit, ...]) -> None:
        """Turn knobs in the second run as well, apart from those that it is there to have otherwise."""
        run_b, own = self._lanes[1], self._differing | self._asked.keys()
        shared = [replace(edit, run=None) for edit in edits if edit.knob not in own]
        try:
            if shared:
                run_b.timeline.apply(run_b.trainer, *shared)
        except PlaygroundError as error:
            self._worker.failed.emit(Failure(f"In B nothing was turned: {error}"))
        self.tell()

    def tell(self) -> None:
        """Say what is compared now; nothing where nothing was and is."""
        before, self._told = self._told, self._present()
        if before is not None or self._told is not None:
            self.changed.emit(self._told)

    def tell_notifier(self) -> None:
        """The same, if anything of it is not as it was told."""
        if self._present() != self._told:
            self.tell()

    def _present(self) -> Comparison | None:
        if len(self._lanes) < 2:
            return None
        lane, run_b = self._lanes
        self._differing = frozenset(changed_knobs(lane.trainer.experiment, run_b.trainer.experiment))
        return comparison_of(RunInfo.of(lane.trainer), RunInfo.of(run_b.trainer))

    def differ_again(self) -> None:
        """Before they parted both runs were one: whoever trains on from there wants to see them part again."""
        if len(self._lanes) < 2:
            return
        lane, run_b = self._lanes
        one, other = lane.trainer.experiment, run_b.trainer.experiment
        wanted = {path: theirs if theirs != one.knob(path) else ours for path, (ours, theirs) in self._asked.items()}
        edits = [Edit(path, value) for path, value in wanted.items() if other.knob(path) != value]
        try:
            if edits:
                run_b.timeline.apply(run_b.trainer, *edits)
        except PlaygroundError as error:
            self._worker.failed.emit(Failure(f"B goes on as A does: {error}"))

    @property
    def _lanes(self) -> list[Run]:
        return self._worker.lanes


def _live_differences(lane: Run, run_b: Run) -> dict[str, tuple[object, object]]:
    """What both have of each knob that differs and can be turned at any step."""
    one, other = lane.trainer.experiment, run_b.trainer.experiment
    return {path: (one.knob(path), value) for path, value in changed_knobs(one, other).items() if KNOBS[path].live}


def _run_b_of(lane: Run, order: CompareOrder) -> Run:
    """The second run: a branch of the first, or the first with other knobs, from here on or from its beginning."""
    from gan_playground.gan.training.trainer import Trainer

    trainer = lane.trainer
    if order.branch is not None:
        return _of_branch(lane, order.run, order.branch)
    experiment = run_b_experiment(trainer.experiment, order.values)
    if order.seed is None and may_go_on(trainer.experiment, experiment):
        run_b = lane.timeline.twin(trainer, order.run)
        timeline, origin = lane.timeline.until_here(run_b), trainer.checkpoint()
        values = changed_knobs(trainer.experiment, experiment)
        timeline.apply(run_b, *(Edit(path, value) for path, value in values.items()))
        return Run(run_b, timeline, origin)
    seed = trainer.seed if order.seed is None else order.seed
    return Run.fresh(Trainer(experiment, seed, str(trainer.device), order.run))


def _of_branch(lane: Run, run: int, number: int) -> Run:
    """A branch of the first run's past, at its tip, to be lived on beside it."""
    tip = lane.timeline.tip_of(number)
    run_b = lane.trainer.twin(run)
    run_b.return_to(tip)
    run_b.log = lane.timeline.log_of(number).until(tip.step)
    return Run(run_b, lane.timeline.until_here(run_b, number), tip)
