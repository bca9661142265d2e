"""What the worker does with the pasts and the futures of its runs: in its thread, as queued slots like its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.timeline.summary import usual_budget_bytes
from gan_playground.session.guard import reports_failure
from gan_playground.session.messages import Failure, LookAhead
from gan_playground.session.run.run import Run
from gan_playground.session.run.tasks import Forecast, Steps, Task, catch_up, foresee, go_to

if TYPE_CHECKING:
    from gan_playground.gan.timeline.timeline import Timeline
    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.session.worker import Worker

patience_s = 0.4  # what is over sooner needs no word

HistoryCommand: TypeAlias = "Callable[[Timeline, Trainer], object]"
"""Something to be done to the past of the first run."""


class HistoryServer(QObject):
    """Goes back and forth, and looks ahead, for one worker.

    Signals
    -------
    visited(step): the checkpoint nearest to this step is shown. outcomes_changed(Outcomes, or None when they are of no
    use). removed(str): what was removed from the past, and could be brought back.
    """

    visited = Signal(object)
    outcomes_changed = Signal(object)
    removed = Signal(str)

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker)
        self._worker = worker
        self._budget_bytes = usual_budget_bytes
        self._forecast: Forecast | None = None

    def stop_and_report(self, error: Exception) -> None:
        self._worker.stop_and_report(error)

    # Back and forth.

    @Slot(object)
    @reports_failure
    def visit(self, step: int) -> None:
        """Show the moment nearest to a step, at once."""
        if not self._lanes:
            return
        self._stop()
        for lane in self._lanes:
            lane.timeline.show(lane.trainer, step)
        self._worker.publish(Detail.VIEW)
        self._worker.tell_summary()
        self._worker.tell_stand()
        self.visited.emit(step)

    @Slot(object)
    @reports_failure
    def go_to(self, step: int) -> None:
        """Be at exactly this step, computed again where it was not kept."""
        if self._lanes:
            self._stop()
            self._travel(f"Going to step {step:,}", go_to(self._lanes, step), self.bring_level)

    @Slot()
    @reports_failure
    def step_back(self) -> None:
        """One step back, exactly."""
        if self._lanes:
            self._stop()
            self.go_to(self._lanes[0].trainer.step - 1)

    @Slot(object)
    @reports_failure
    def go_to_mark(self, mark: tuple[int, int]) -> None:
        """Be at a branch's step, where something was marked."""
        branch, step = mark
        if self._lanes and self._switch(branch):
            self.go_to(step)

    @Slot(object)
    @reports_failure
    def switch(self, branch: int) -> None:
        """Be at the tip of this branch."""
        if self._lanes and self._switch(branch):
            self._arrive()
            self.bring_level()

    def bring_level(self) -> bool:
        """Let the one of two runs that is behind catch up, if it can; gives whether it has to."""
        trainers = [lane.trainer for lane in self._lanes]
        if len({one.step for one in trainers}) < 2 or any(one.diverged_at is not None for one in trainers):
            return False
        self._worker.set_playing(False)
        self._travel("Catching up", catch_up(self._lanes))
        return True

    def _switch(self, branch: int) -> bool:
        """Give whether the branch is still there."""
        self._stop()
        lane = self._lanes[0]
        try:
            lane.timeline.switch(lane.trainer, branch)
        except PlaygroundError as error:
            self._worker.failed.emit(Failure(str(error)))
            return False
        return True

    @Slot(object)
    @reports_failure
    def change(self, command: HistoryCommand) -> None:
        """Name, mark, or remove; it moves the run only where it was on what is gone."""
        if not self._lanes:
            return
        lane = self._lanes[0]
        before = lane.timeline.branch, lane.trainer.step
        try:
            command(lane.timeline, lane.trainer)
        except PlaygroundError as error:
            self._worker.failed.emit(Failure(str(error)))
        if before != (lane.timeline.branch, lane.trainer.step):
            self._arrive()
        else:
            self._worker.tell_summary()

    @Slot(object)
    @reports_failure
    def remove(self, branch: int) -> None:
        """Let go of a branch, and of what grew from it."""
        if not self._lanes:
            return
        timeline = self._lanes[0].timeline
        if timeline.grows_on(branch):
            self._stop()
        counts: list[int] = []
        self.change(lambda timeline, trainer: counts.append(timeline.remove(trainer, branch)))
        if counts:
            more = " was" if counts[0] == 1 else f" and {counts[0] - 1} that grew from it were"
            self.removed.emit(f"The branch{more} removed.")

    @Slot(object)
    @reports_failure
    def set_budget(self, budget_bytes: int) -> None:
        """Let the past take this much, of this run and of all that come; two that are compared share it."""
        self._budget_bytes = budget_bytes
        self.share_budget()
        self._worker.tell_summary()

    def share_budget(self) -> None:
        """Give every run its part of what the past may take."""
        for lane in self._lanes:
            lane.timeline.set_budget(self._budget_bytes // len(self._lanes))

    def _stop(self) -> None:
        self._worker.tasks.end()
        self.forget_outcomes()
        self._worker.set_playing(False)

    def _travel(self, title: str, steps: Steps, *then: Callable[[], object]) -> None:
        self._worker.tasks.begin(Task(title, steps, patience_s, [self._arrive, *then], is_navigation=True))

    def _arrive(self) -> None:
        self._worker.publish_whole()
        self._worker.tell_stand()

    # Looking ahead.

    @Slot(object)
    @reports_failure
    def look_ahead(self, wish: LookAhead) -> None:
        """See what would come of each choice, from where the run stands; it stays there."""
        if not self._lanes:
            return
        self._stop()
        try:
            forecast = Forecast.of(self._lanes[0], wish)
        except PlaygroundError as error:
            self._worker.failed.emit(Failure(str(error)))
            return
        self._forecast = forecast
        steps = foresee(forecast, self._worker.frame_scheduler.wish, self.outcomes_changed.emit)
        self._worker.tasks.begin(Task("Looking ahead", steps))

    @Slot(object)
    @reports_failure
    def take_outcome(self, index: int) -> None:
        """Let one of them come true, as far as it has come: the run is where it ended, the way there is its past."""
        if self._forecast is None or not 0 <= index < len(self._forecast.trainers):
            return
        outcome, lane = self._forecast.trainers[index], self._lanes[0]
        self._stop()
        lane.timeline.live(lane.trainer, outcome)
        self._arrive()
        self.bring_level()

    @Slot()
    @reports_failure
    def forget_outcomes(self) -> None:
        """They are of no use once the run is elsewhere."""
        if self._forecast is not None:
            self._forecast = None
            self.outcomes_changed.emit(None)

    def forget(self) -> None:
        """Let go of everything: the thread ends."""
        self._forecast = None

    @property
    def _lanes(self) -> list[Run]:
        return self._worker.lanes
