"""What the worker does with the pasts and the futures of its runs, in its thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.timeline.summary import usual_budget_bytes
from gan_playground.session import commands
from gan_playground.session.events import BranchesRemoved, OutcomesChanged
from gan_playground.session.messages import Outcomes
from gan_playground.session.run.run import Run
from gan_playground.session.run.tasks import Forecast, Steps, Task, catch_up, foresee, go_to

if TYPE_CHECKING:
    from gan_playground.gan.timeline.summary import TimelineSummary
    from gan_playground.session.worker import Handler, Worker

summary_interval_s = 1.0  # between two looks at the past while the run goes on
patience_s = 0.4  # what is over sooner needs no word


class HistoryServer:
    """Goes back and forth, and looks ahead, for one worker. summary: what there is of the past, as it is told."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._budget_bytes = usual_budget_bytes
        self._forecast: Forecast | None = None
        self._foreseeing: Task | None = None
        self._next_summary_s = 0.0
        self.summary: TimelineSummary | None = None

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by command."""
        return {
            commands.Visit: self._visit,
            commands.GoTo: self._go_to,
            commands.StepBack: self._step_back,
            commands.SwitchBranch: self._switch,
            commands.RemoveBranch: self._remove,
            commands.BringBack: self._bring_back,
            commands.RenameBranch: self._rename,
            commands.BookmarkHere: self._bookmark,
            commands.PutBookmark: self._put_bookmark,
            commands.MarkIssue: self._mark_issue,
            commands.WithdrawIssue: self._withdraw_issue,
            commands.SetBudget: self._set_budget,
            commands.LookAhead: self._look_ahead,
            commands.TakeOutcome: self._take_outcome,
            commands.EndLookAhead: self._end_look_ahead,
        }

    # Back and forth.

    def _visit(self, command: commands.Visit) -> None:
        self._stop()
        for run in self._runs:
            run.timeline.show(run.trainer, command.step)
        self._worker.frame_server.publish(Detail.VIEW)
        self.tell_summary()

    def _go_to(self, command: commands.GoTo) -> None:
        if command.branch is None or self._be_on(command.branch):
            self.travel_to(command.step)

    def travel_to(self, step: int) -> None:
        """Be at exactly this step, computed again where it was not kept."""
        self._stop()
        self._travel(f"Going to step {step:,}", go_to(self._runs, step), self.bring_level)

    def _step_back(self, _command: commands.StepBack) -> None:
        self._stop()
        self.travel_to(self._runs[0].trainer.step - 1)

    def _switch(self, command: commands.SwitchBranch) -> None:
        if self._be_on(command.branch):
            self._arrive()
            self.bring_level()

    def bring_level(self) -> bool:
        """Let the one of two runs that is behind catch up, if it can; gives whether it has to."""
        trainers = [run.trainer for run in self._runs]
        if len({one.step for one in trainers}) < 2 or any(one.diverged_at is not None for one in trainers):
            return False
        self._worker.set_playing(False)
        self._travel("Catching up", catch_up(self._runs))
        return True

    def _be_on(self, branch: int) -> bool:
        """Be at its tip; gives whether it is still there. Where it is not, nothing ends."""
        run = self._runs[0]
        try:
            run.timeline.check(branch)
        except PlaygroundError as error:
            self._worker.refuse(error)
            return False
        self._stop()
        run.timeline.switch(run.trainer, branch)
        return True

    def _stop(self) -> None:
        self._worker.tasks.end()
        self.forget_outcomes()
        self._worker.set_playing(False)

    def _travel(self, title: str, steps: Steps, *then: Callable[[], object]) -> None:
        self._worker.tasks.begin(Task(title, steps, patience_s, [self._arrive, *then], is_navigation=True))

    def _arrive(self) -> None:
        self._worker.frame_server.publish_whole()

    # Names, marks, branches.

    def _remove(self, command: commands.RemoveBranch) -> None:
        run = self._runs[0]
        moves = run.timeline.grows_on(command.branch)
        try:
            run.timeline.check_removable(command.branch)
        except PlaygroundError as error:
            self._worker.refuse(error)
            return
        if moves:
            self._stop()
        count = run.timeline.remove(run.trainer, command.branch)
        more = " was" if count == 1 else f" and {count - 1} that grew from it were"
        self._worker.say(BranchesRemoved(f"The branch{more} removed."))
        if moves:
            self._arrive()
        else:
            self.tell_summary()

    def _bring_back(self, command: commands.BringBack) -> None:
        self._runs[0].timeline.bring_back(command.branch)
        self.tell_summary()

    def _rename(self, command: commands.RenameBranch) -> None:
        try:
            self._runs[0].timeline.rename(command.branch, command.name)
        except PlaygroundError as error:
            self._worker.refuse(error)
        self.tell_summary()

    def _bookmark(self, _command: commands.BookmarkHere) -> None:
        run = self._runs[0]
        run.timeline.bookmark(run.trainer)
        self.tell_summary()

    def _put_bookmark(self, command: commands.PutBookmark) -> None:
        self._runs[0].timeline.put_bookmark(command.branch, command.step, command.name)
        self.tell_summary()

    def _mark_issue(self, command: commands.MarkIssue) -> None:
        self._runs[0].timeline.issue(command.step, command.finding, command.title)
        self.tell_summary()

    def _withdraw_issue(self, command: commands.WithdrawIssue) -> None:
        self._runs[0].timeline.withdraw_issue(command.step, command.finding)
        self.tell_summary()

    def _set_budget(self, command: commands.SetBudget) -> None:
        self._budget_bytes = command.budget_bytes
        self.share_budget()
        self.tell_summary()

    def share_budget(self) -> None:
        """Give every run its part of what the past may take."""
        for run in self._runs:
            run.timeline.set_budget(self._budget_bytes // len(self._runs))

    def tell_summary(self) -> None:
        """Say what there is of the past, with the next report."""
        self._next_summary_s = time.perf_counter() + summary_interval_s
        if self._runs:
            self.summary = self._runs[0].timeline.summary(self._runs[0].trainer)

    def tell_summary_if_due(self) -> None:
        """While the run goes on, its past need not be looked at with every frame; only a branch is told at once."""
        known = self.summary.branch if self.summary is not None else None
        if time.perf_counter() >= self._next_summary_s or known != self._runs[0].timeline.branch.number:
            self.tell_summary()

    # Looking ahead.

    def _look_ahead(self, command: commands.LookAhead) -> None:
        self._stop()
        try:
            forecast = Forecast.of(self._runs[0], command)
        except PlaygroundError as error:
            self._worker.refuse(error)
            return
        self._forecast = forecast
        steps = foresee(forecast, self._worker.frame_scheduler.wish, self._tell_outcomes)
        self._foreseeing = Task("Looking ahead", steps)
        self._worker.tasks.begin(self._foreseeing)

    def _tell_outcomes(self, outcomes: Outcomes) -> None:
        self._worker.say(OutcomesChanged(outcomes))

    def _take_outcome(self, command: commands.TakeOutcome) -> None:
        if self._forecast is None or not 0 <= command.index < len(self._forecast.trainers):
            return
        outcome, run = self._forecast.trainers[command.index], self._runs[0]
        self._stop()
        run.timeline.live(run.trainer, outcome)
        self._arrive()
        self.bring_level()

    def _end_look_ahead(self, _command: commands.EndLookAhead) -> None:
        self.forget_outcomes()

    def forget_outcomes(self) -> None:
        """They are of no use once the run is elsewhere; what is still to be found is not looked for."""
        if self._forecast is not None:
            self._forecast = None
            self._worker.tasks.leave(self._foreseeing)
            self._worker.say(OutcomesChanged(None))

    def forget(self) -> None:
        """Let go of everything: the thread ends."""
        self._forecast = None

    @property
    def _runs(self) -> list[Run]:
        return self._worker.runs
