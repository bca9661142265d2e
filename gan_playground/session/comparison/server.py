"""What the worker does with a second run beside the first, in its thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.making import made_already
from gan_playground.gan.experiment.experiment import KNOBS, Edit, Experiment
from gan_playground.session.commands import Berth, Compare, EndComparison, KeepB, Swap
from gan_playground.session.comparison.differences import (
    changed_knobs,
    comparison_of,
    may_go_on,
    run_b_experiment,
    seed_path,
)
from gan_playground.session.events import Failure
from gan_playground.session.messages import Comparison, RunInfo
from gan_playground.session.run.run import Run

if TYPE_CHECKING:
    from gan_playground.session.worker import Handler, Worker


class ComparisonServer:
    """Lets two runs train in step, for one worker."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._differing: frozenset[str] = frozenset()
        self._asked: dict[str, tuple[object, object]] = {}
        self._told: Comparison | None = None
        self._last_told: Comparison | None = None  # in which there was a difference

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by command."""
        return {Compare: self._compare, EndComparison: self._end, KeepB: self._keep_run_b, Swap: self._swap}

    def _compare(self, command: Compare) -> None:
        """Both are made before anything is changed; where one cannot be, all stays as it is."""
        if not self._runs:
            return
        anew, excuse = command.anew, None
        try:
            run = self._runs[0]
            if anew is not None:
                run, excuse = self._worker.run_server.make(anew)
            run_b = _run_b_of(run, command)
            run_b.trainer.observe()
        except Exception as error:  # noqa: BLE001 - whatever it was, the run is safe where it is
            self._worker.say(replace(Failure.of("The second run could not begin", error), run=command.berth.run))
            return
        self._asked = {} if command.branch is not None else _live_differences(run, run_b)
        if anew is not None:
            self._worker.run_server.begin_with(anew, excuse, run, run_b)
            return
        self.end_alone()
        if command.left_at is not None:
            self._go_back_to(run, run_b)
        self._begin_beside(run, run_b)

    def _go_back_to(self, run: Run, run_b: Run) -> None:
        """Let the first run begin another branch where the second has left it, with the knobs that it has now."""
        assert run_b.origin is not None
        self._worker.tasks.end()
        now = run.trainer.experiment
        run.timeline.go_back(run.trainer, run_b.origin.step)
        values = changed_knobs(run.trainer.experiment, now)
        if values:
            run.timeline.apply(run.trainer, *(Edit(path, value) for path, value in values.items()))
        else:
            run.timeline.fork(run.trainer)

    def _begin_beside(self, run: Run, run_b: Run) -> None:
        self._worker.history_server.forget_outcomes()
        self._worker.run_server.set_runs(run, run_b)
        self._worker.frame_server.publish_whole()
        self._worker.history_server.bring_level()

    def again(self, run: Run, berth: Berth | None) -> Sequence[Run]:
        """Beside a run that begins anew, one that differs as it did before; none, where that makes no sense."""
        last = self._told
        if berth is None or last is None:
            return ()
        differences = last.differences or (self._last_told or last).differences  # none, before they parted
        values = {one.path: one.run_b_value for one in differences if one.path != seed_path}
        trainer, seed = run.trainer, last.run_b.seed
        other_seed = seed if last.run.seed != seed != trainer.seed else None
        try:
            values = changed_knobs(trainer.experiment, run_b_experiment(trainer.experiment, values))
            if not values and other_seed is None:
                return ()
            run_b = _run_b_of(run, Compare(berth, values, other_seed))
            run_b.trainer.observe()
        except Exception as error:  # noqa: BLE001 - whatever it was, the first one begins
            self._worker.remark(f"The comparison is over: {Failure.of('B could not begin', error).sentence}")
            return ()
        self._asked = _live_differences(run, run_b)
        return (run_b,)

    def _end(self, _command: EndComparison) -> None:
        if len(self._runs) == 2:
            self.end_alone()
            self._worker.frame_server.publish_whole()

    def end_alone(self) -> None:
        """Go on with the first run alone; nothing of what the second one lived is lost."""
        if len(self._runs) < 2:
            return
        run, run_b = self._runs
        self._be_alone(run)
        if run_b.origin is None:
            self._worker.file_server.leave(run_b)
        else:
            run.timeline.adopt(run_b.origin, run_b.timeline, run_b.trainer)
        self._worker.history_server.share_budget()

    def _be_alone(self, run: Run) -> None:
        self._worker.tasks.end()
        self._worker.run_server.set_runs(run)

    def _keep_run_b(self, _command: KeepB) -> None:
        if len(self._runs) < 2:
            return
        run_b = self._runs[1]
        if run_b.origin is not None:
            past_step = self._past_step
            self._let_run_b_lead()
            self.end_alone()
            self._worker.frame_server.publish_whole()
            self._return(past_step)
        else:
            self._be_alone(self._runs[0])
            self._worker.run_server.take_over(run_b, playing=self._worker.is_playing)

    def _swap(self, _command: Swap) -> None:
        if len(self._runs) == 2:
            past_step = self._past_step
            self._let_run_b_lead()
            self._return(past_step)

    def _let_run_b_lead(self) -> None:
        run, run_b = self._runs
        self._worker.tasks.end()
        if run_b.origin is not None:
            run.give_way_to(run_b)
        self._worker.run_server.take_over(run_b, run, playing=self._worker.is_playing)

    @property
    def _past_step(self) -> int | None:
        """Where the runs are in their past; None in the present."""
        run = self._runs[0]
        return run.trainer.step if run.timeline.is_past else None

    def _return(self, past_step: int | None) -> None:
        if past_step is not None:
            self._worker.history_server.travel_to(past_step)

    def share(self, edits: Sequence[Edit]) -> None:
        """Turn knobs in the second run as well, apart from those that it is there to have otherwise."""
        run_b, own = self._runs[1], self._differing | self._asked.keys()
        shared = [edit for edit in edits if edit.knob not in own]
        try:
            if shared:
                run_b.timeline.apply(run_b.trainer, *shared)
        except PlaygroundError as error:
            self._worker.say(Failure(f"In B nothing was turned: {error}"))

    def present(self) -> Comparison | None:
        """What is compared now; the very same as before where nothing of it has changed."""
        if len(self._runs) < 2:
            self._told = None
            return None
        run, run_b = (one.info for one in self._runs)
        if self._told is None or (run, run_b) != (self._told.run, self._told.run_b):
            self._tell(run, run_b)
        return self._told

    def _tell(self, run: RunInfo, run_b: RunInfo) -> None:
        self._differing = frozenset(changed_knobs(run.experiment, run_b.experiment))
        self._told = comparison_of(run, run_b)
        if self._told.differences:
            self._last_told = self._told

    def differ_again(self) -> None:
        """Before they parted both runs were one: whoever trains on from there wants to see them part again."""
        if len(self._runs) < 2:
            return
        run, run_b = self._runs
        one, other = run.trainer.experiment, run_b.trainer.experiment
        wanted = {path: theirs if theirs != one.knob(path) else ours for path, (ours, theirs) in self._asked.items()}
        edits = [Edit(path, value) for path, value in wanted.items() if other.knob(path) != value]
        try:
            if edits:
                run_b.timeline.apply(run_b.trainer, *edits)
        except PlaygroundError as error:
            self._worker.say(Failure(f"B goes on as A does: {error}"))

    @property
    def _runs(self) -> list[Run]:
        return self._worker.runs


def _live_differences(run: Run, run_b: Run) -> dict[str, tuple[object, object]]:
    """What both have of each knob that differs and can be turned at any step."""
    one, other = run.trainer.experiment, run_b.trainer.experiment
    return {path: (one.knob(path), value) for path, value in changed_knobs(one, other).items() if KNOBS[path].live}


def _run_b_of(run: Run, command: Compare) -> Run:
    """The second run: a branch of the first, or the first with other knobs, from here, an earlier step or step 0 on."""
    with made_already({run.trainer.experiment.data: run.trainer.real}):
        if command.branch is not None:
            run_b = _of_branch(run, command)
        elif command.left_at is not None:
            run_b = _of_earlier(run, command, command.left_at)
        else:
            run_b = _of_knobs(run, command)
    run_b.lesson, run_b.keep_at = run.lesson, command.berth.keep_at
    return run_b


def _of_knobs(run: Run, command: Compare) -> Run:
    from gan_playground.gan.training.trainer import Trainer

    trainer = run.trainer
    experiment = run_b_experiment(trainer.experiment, command.values)
    if command.seed is None and may_go_on(trainer.experiment, experiment):
        return _that_goes_on(run, experiment, command.berth.run)
    seed = trainer.seed if command.seed is None else command.seed
    return Run.fresh(Trainer(experiment, seed, str(trainer.device), command.berth.run))


def _that_goes_on(run: Run, experiment: Experiment, number: int) -> Run:
    trainer = run.trainer
    run_b = run.timeline.twin(trainer, number)
    timeline, origin = run.timeline.until_here(run_b), trainer.checkpoint()
    values = changed_knobs(trainer.experiment, experiment)
    timeline.apply(run_b, *(Edit(path, value) for path, value in values.items()))
    return Run(run_b, timeline, origin)


def _of_earlier(run: Run, command: Compare, step: int) -> Run:
    """The first run as it was then, with the knobs of now and others."""
    trainer, timeline = run.trainer, run.timeline
    trainer.flush()
    origin = timeline.branch.latest_until(step)
    run_b = trainer.twin(command.berth.run)
    run_b.return_to(origin)
    run_b.log = timeline.branch.log.until(origin.step)
    own = timeline.until_here(run_b)
    values = changed_knobs(origin.experiment, run_b_experiment(trainer.experiment, command.values))
    own.apply(run_b, *(Edit(path, value) for path, value in values.items()))
    return Run(run_b, own, origin)


def _of_branch(run: Run, command: Compare) -> Run:
    """A branch of the first run's past, at its tip, to be lived on beside it."""
    assert command.branch is not None
    tip = run.timeline.tip_of(command.branch)
    run_b = run.trainer.twin(command.berth.run)
    run_b.return_to(tip)
    run_b.log = run.timeline.log_of(command.branch).until(tip.step)
    return Run(run_b, run.timeline.until_here(run_b, command.branch), tip)
