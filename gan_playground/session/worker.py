"""Trains in a thread of its own: commands are taken between two steps, so nothing here needs a lock.

A timer that fires whenever the thread is idle runs a few milliseconds of steps; commands come in between.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session import commands
from gan_playground.session.commands import ForRun, LookAt, SessionCommand, SetSpeed, TurnKnobs
from gan_playground.session.comparison.server import ComparisonServer
from gan_playground.session.events import DevicesFound, Failure, FrameWaits, GaveWay, Remark
from gan_playground.session.guard import reports_failure
from gan_playground.session.history.server import HistoryServer
from gan_playground.session.inbox import Inbox, Sent
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import DeviceInfo
from gan_playground.session.pace import Pace
from gan_playground.session.run.frame_scheduler import FrameScheduler
from gan_playground.session.run.making import device_failure, make_run
from gan_playground.session.run.run import Run
from gan_playground.session.run.task_runner import TaskRunner
from gan_playground.session.run.tasks import Task
from gan_playground.session.state import Report, RunState

if TYPE_CHECKING:
    from pathlib import Path

    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.gan.timeline.summary import TimelineSummary
    from gan_playground.gan.training.trainer import Trainer

slice_s = 0.004
summary_interval_s = 1.0  # between two looks at the past while the run goes on

waits_for_arrival = (
    commands.Play,
    commands.Pause,
    commands.MakeStep,
    commands.TrainDiscriminator,
    commands.TurnKnobs,
    commands.BookmarkHere,
    commands.LookAhead,
    commands.Compare,
)
"""What is ordered while the runs are on their way through the past, and is meant for where they will be."""

changes_no_run = (LookAt, SetSpeed)

counts_at_the_end = (commands.Save, commands.Finish)
"""Nothing else is wanted any more once everything closes."""

Handler: TypeAlias = Callable[[Any], None]


class Shelf(Protocol):
    """Where runs are written, in another thread: none of this waits."""

    def keep(self, run: SavedRun, path: Path | str) -> None: ...

    def write(self, run: SavedRun, path: Path | str) -> None: ...

    def forget(self, path: Path | str) -> None: ...


class Worker(QObject):
    """Owns the runs: one, or two that are compared, with their pasts. runs: the first is the one at the left.

    Signals
    -------
    said(Report, or FrameWaits).
    """

    said = Signal(object)

    def __init__(self, inbox: Inbox, mailbox: Mailbox, shelf: Shelf) -> None:
        super().__init__()
        self._inbox, self._shelf = inbox, shelf
        self.frame_scheduler = FrameScheduler(mailbox)
        self.runs: list[Run] = []
        self.is_playing = False
        self.tasks = TaskRunner(self)
        self._device = "auto"
        self._is_held, self._goes_on = False, True
        self._pace = Pace()
        self._loading = ""
        self._begun = self._last_serial = 0
        self._waiting: deque[Sent] = deque()
        self._to_say: list[object] = []
        self._told = RunState()
        self._summary: TimelineSummary | None = None
        self._next_summary_s = 0.0
        self.history_server = HistoryServer(self)
        self.comparison_server = ComparisonServer(self)
        self._handlers: Mapping[type, Handler] = {
            commands.Start: self._start,
            commands.Open: self._open,
            commands.ChooseDevice: self._choose_device,
            commands.Keep: self._keep,
            commands.Save: self._save,
            commands.Play: self._play,
            commands.Pause: self._pause,
            commands.Hold: self._hold,
            commands.MakeStep: self._make_step,
            commands.TrainDiscriminator: self._train_discriminator,
            commands.Cancel: self._cancel,
            commands.TurnKnobs: self._turn_one,
            commands.SetSpeed: self._set_speed,
            commands.LookAt: self._look_at,
            commands.Finish: self._finish,
            **self.history_server.handlers(),
            **self.comparison_server.handlers(),
        }
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._work)

    @property
    def trainer(self) -> Trainer | None:
        """The trainer of the run, at the left where there are two; None before the first."""
        return self.runs[0].trainer if self.runs else None

    @Slot()
    @reports_failure
    def begin(self) -> None:
        """Load torch, here and not in the window's thread, and say what it can compute on."""
        self._loading = "Loading PyTorch"
        self.report()
        from gan_playground.gan.training.devices import devices

        self._loading = ""
        self.say(DevicesFound(tuple(DeviceInfo(one.name, one.title) for one in devices())))
        self.report()

    # What is asked for.

    @Slot()
    def take(self) -> None:
        """Do what lies in the inbox."""
        for serial, command in self._inbox.drain():
            if self._inbox.is_closed and not isinstance(command, counts_at_the_end):
                continue
            self._last_serial = max(self._last_serial, serial)
            if self._waits(command):
                self._waiting.append((serial, command))
                continue
            if not isinstance(command, changes_no_run):
                self._serve_waiting()
            self._handle(command)
            self.report()

    def _waits(self, command: SessionCommand) -> bool:
        """Whether its time has not come: a knob is turned right before the next step, all else as soon as it can be."""
        if self.tasks.is_navigation:
            return isinstance(command, waits_for_arrival)
        return self.is_playing and isinstance(command, TurnKnobs)

    def _serve_waiting(self) -> None:
        """Do what has waited; knobs that were turned one after the other are turned together."""
        while self._waiting and not self.tasks.is_navigation:
            turns: list[TurnKnobs] = []
            while self._waiting and isinstance(turn := self._waiting[0][1], TurnKnobs):
                turns.append(turn)
                self._waiting.popleft()
            if turns:
                self._turn(turns)
            else:
                self._handle(self._waiting.popleft()[1])

    @reports_failure
    def _handle(self, command: SessionCommand) -> None:
        if not self._is_for_another_run(command):
            self._handlers[type(command)](command)

    def _is_for_another_run(self, command: SessionCommand) -> bool:
        trainer = self.trainer
        return isinstance(command, ForRun) and (trainer is None or command.run not in (None, trainer.run))

    # What there is to say.

    def say(self, event: object) -> None:
        """Tell the window something, once it knows where the run is."""
        self._to_say.append(event)

    def remark(self, sentence: str) -> None:
        self.say(Remark(sentence))

    def refuse(self, error: PlaygroundError) -> None:
        """Tell why something cannot be; all stays as it was."""
        self.say(Failure.of("This could not be done", error))

    def report(self) -> None:
        """Say where the runs are, if that has changed, and then what else there is to say."""
        state, to_say = self._state(), self._to_say
        has_changed = not state.says_the_same(self._told)
        if has_changed or to_say:
            self._told, self._to_say = state, []
            self.said.emit(Report(state if has_changed else None, tuple(to_say)))

    def _state(self) -> RunState:
        heard = self._waiting[0][0] - 1 if self._waiting else self._last_serial
        if self.tasks.is_navigation:  # what is lived again on the way is nobody's place to be
            return replace(self._told, heard=heard, busy=self.tasks.busy, playing=self.is_playing)
        trainer = self.trainer
        return RunState(
            heard=heard,
            begun=self._begun,
            run=self.runs[0].info if self.runs else None,
            step=trainer.step if trainer is not None else 0,
            playing=self.is_playing,
            held=self._is_held,
            goes_on=self._goes_on,
            speed=self._pace.steps_per_second,
            device=self._device,
            loading=self._loading,
            busy=self.tasks.busy,
            comparison=self.comparison_server.present(),
            timeline=self._summary,
        )

    # Runs.

    def _start(self, command: commands.Start) -> None:
        """Begin a run; where that fails, the run that was there goes on."""
        try:
            run, excuse = self.make(command)
        except Exception as error:  # noqa: BLE001 - as in reports_failure, but here nothing has to stop
            self.say(replace(Failure.of("This run could not be started", error), run=command.berth.run))
            return
        self.begin_with(command, excuse, run, *self.comparison_server.again(run, command.beside))

    def begin_with(self, command: commands.Start, excuse: Failure | None, *runs: Run) -> None:
        """Train what was made."""
        if excuse is not None:
            self._device = "cpu"  # the one that was asked for would fail again
        self._is_held = False
        if excuse is not None:
            self.say(excuse)
        if command.gave_way:
            self.say(GaveWay(command.gave_way))
        self.take_over(*runs, playing=command.playing)

    def make(self, command: commands.Start) -> tuple[Run, Failure | None]:
        """A run where runs begin now, and what to say if it is not there."""
        return make_run(command, self._device)

    def _open(self, command: commands.Open) -> None:
        """Go on with a run that was saved; where that fails, the run that was there goes on."""
        saved, berth = command.saved, command.berth
        try:
            trainer, timeline = saved.open(berth.run, self._device)
            trainer.observe()
        except Exception as error:  # noqa: BLE001 - as in reports_failure, but here nothing has to stop
            self.say(replace(Failure.of("This run could not be opened", error), run=berth.run))
            return
        run = Run(trainer, timeline, lesson=saved.lesson, keep_at=berth.keep_at, thumbnail=saved.thumbnail)
        self._is_held = False
        self.take_over(run, playing=False)
        if caveat := saved.caveat(str(trainer.device)):
            self.remark(caveat)

    def take_over(self, *runs: Run, playing: bool) -> None:
        """Train these from now on."""
        self.tasks.end()
        self.history_server.forget_outcomes()
        if self.runs and self.runs[0] not in runs:
            self.comparison_server.end_alone()  # what a second one lived belongs to the past of the first
            runs[0].replaced = self._leave(self.runs[0])
        self.set_runs(*runs)
        self._pace = Pace(self._pace.steps_per_second, slow_start=runs[0].trainer.step == 0)
        self.frame_scheduler.begin()
        self._begun += 1
        self.is_playing = playing
        self._pace.restart()
        self.on_task_changed()
        self.tell_summary()
        self.publish(Detail.METRICS)

    def set_runs(self, *runs: Run) -> None:
        """Train these, as others were trained before."""
        self.runs = list(runs)
        self.frame_scheduler.forget()
        self.history_server.share_budget()

    # Run files.

    def _save(self, command: commands.Save) -> None:
        """Leave the run to be written where somebody wants it."""
        if self.runs:
            self._take_picture(command.thumbnail)
            self._shelf.write(self._packed(self.runs[0]), command.path)

    def _keep(self, command: commands.Keep) -> None:
        """Leave each run to be written to its own place."""
        if not self.runs:
            return
        self._take_picture(command.thumbnail)
        for run in reversed(self.runs):  # the first one last: it is the newest where there is one to be offered
            if run.origin is None:
                self.keep(run)

    def _take_picture(self, thumbnail: bytes) -> None:
        self.runs[0].thumbnail = thumbnail or self.runs[0].thumbnail

    def _packed(self, run: Run) -> SavedRun:
        return run.packed(*(one for one in self.runs if one is not run and one.origin is not None))

    def keep(self, run: Run) -> str:
        """Leave a run to be written to its own place; gives where that is, or nothing if there is nothing to keep."""
        if not run.keep_at or run.timeline.last_step(run.trainer) == 0:
            return ""
        self._shelf.keep(self._packed(run), run.keep_at)
        return run.keep_at

    def _leave(self, run: Run) -> str:
        """Another run takes its place; gives where it is kept, if it is."""
        if run.has_lived:
            return self.keep(run)
        self.forget(run)
        return ""

    def forget(self, run: Run) -> None:
        """What was kept of it was too short to be worth it."""
        if run.keep_at:
            self._shelf.forget(run.keep_at)

    def leave(self, run: Run) -> None:
        """It is wanted no more, and another one goes on."""
        self._leave(run)

    # Devices.

    def _choose_device(self, command: commands.ChooseDevice) -> None:
        """Train on, on another device, with the same weights; where that fails, the run stays where it is."""
        self._device = command.device
        if not self.runs:
            return
        try:
            moved = [run.trainer.moved_to(command.device) for run in self.runs]
            for trainer in moved:
                trainer.observe()
        except Exception as error:  # noqa: BLE001 - drivers fail in many ways, and the run is safe where it is
            kept = str(self.runs[0].trainer.device)
            self._device = kept
            self.take_over(*self.runs, playing=self.is_playing)
            self.say(device_failure(command.device, kept, error))
        else:
            self._set_trainers(moved)

    def _set_trainers(self, moved: list[Trainer]) -> None:
        for run, trainer in zip(self.runs, moved, strict=True):
            run.trainer = trainer
        self.take_over(*self.runs, playing=self.is_playing)

    # Training.

    def _play(self, command: commands.Play) -> None:
        """In the past, that begins a branch."""
        self.tasks.end()
        if not self._may_train():
            return
        if self.history_server.bring_level():
            self._waiting.append((self._last_serial, command))  # once they are there
        elif self._can_train():
            self.history_server.forget_outcomes()
            self.leave_past()
            self.set_playing(True)

    def _pause(self, _command: commands.Pause) -> None:
        self.tasks.end()
        if self._can_train():
            self.set_playing(False)

    def _hold(self, command: commands.Hold) -> None:
        if command.held and not self._is_held:
            self._goes_on = self.is_playing
        self._is_held = command.held
        if command.held or not self._goes_on:
            self._pause(commands.Pause())
        else:
            self._play(commands.Play())

    def _may_train(self) -> bool:
        """Whether there is anything to train on; where not, that is told."""
        if self._is_held:
            self.remark("There is nothing to learn yet: paint something first, or undo.")
        return not self._is_held

    def _make_step(self, command: commands.MakeStep) -> None:
        """One step by hand; it pauses what was running."""
        if not self._may_train():
            return
        self.tasks.end()
        self.set_playing(False)
        if not self.runs or not self._can_train():
            return
        if command.kind is StepKind.BOTH and self.runs[0].timeline.is_past:
            self.history_server.travel_to(self.runs[0].trainer.step + 1)
            return
        self.history_server.forget_outcomes()
        self.leave_past()
        for run in self.runs:
            run.trainer.make(command.kind)
        self.publish_whole()
        self._can_train()

    def leave_past(self) -> None:
        """Let what comes next be a branch of its own, where the runs are in their past."""
        if any(run.timeline.is_past for run in self.runs):
            for run in self.runs:
                run.timeline.fork(run.trainer)
            self.comparison_server.differ_again()
            self.tell_summary()

    def _turn_one(self, command: TurnKnobs) -> None:
        self._turn([command])

    @reports_failure
    def _turn(self, turns: list[TurnKnobs]) -> None:
        """Turn knobs, all of them before the next step; what cannot be is refused, and the run goes on."""
        turns = [turn for turn in turns if not self._is_for_another_run(turn)]
        together = {path: value for turn in turns for path, value in turn.values.items()}
        if not together:
            return
        refused = self._apply(together)
        if refused is not None and len(turns) > 1:
            refused = None
            for turn in turns:
                refused = self._apply(turn.values) or refused
        if refused is not None:
            self.say(replace(Failure.of("This could not be turned", refused), kept=self.runs[0].trainer.experiment))
        if not self.is_playing:
            self.publish_whole()

    def _apply(self, values: Mapping[str, object]) -> PlaygroundError | None:
        """Gives why that cannot be; nothing is turned then."""
        run, *others = self.runs
        edits = [Edit(path, value) for path, value in values.items()]
        was_past = run.timeline.is_past
        try:
            run.timeline.apply(run.trainer, *edits)
        except PlaygroundError as error:
            return error
        self.history_server.forget_outcomes()
        if others:
            self.comparison_server.share(edits)
        if was_past:
            self.comparison_server.differ_again()
        return None

    def _look_at(self, command: LookAt) -> None:
        """Show this much from now on: at once while nothing trains, else with the next look."""
        self.frame_scheduler.look_for(command.look)
        if self.runs and not self.is_playing:
            self.publish_whole()

    def _set_speed(self, command: SetSpeed) -> None:
        self._pace = Pace(command.steps_per_second)
        self.on_task_changed()

    def _train_discriminator(self, _command: commands.TrainDiscriminator) -> None:
        """Hold G still and train D until it is near D*, the best there is against this G."""
        if not self._may_train() or not self.runs or not self._can_train():
            return
        from gan_playground.gan.training.best import train_discriminator_to_best

        self.tasks.end()
        self.set_playing(False)
        self.leave_past()
        approach = train_discriminator_to_best(self.runs[0].trainer, self.frame_scheduler.wish)
        self.tasks.begin(Task("Training D to its best", approach))

    def _cancel(self, _command: commands.Cancel) -> None:
        self.tasks.end()
        if self.runs and not self.is_playing:
            self.publish_whole()

    def _finish(self, _command: commands.Finish) -> None:
        """Let go of the run and end the thread."""
        self._timer.stop()
        if self.runs:
            self.comparison_server.end_alone()
            self.keep(self.runs[0])
        self.tasks.forget()
        self.runs = []
        self.history_server.forget()
        QThread.currentThread().quit()

    @Slot()
    @reports_failure
    def _work(self) -> None:
        if not self.runs:
            return
        if self.tasks.is_on:
            self.tasks.go_on()
            self._serve_waiting()
            self.report()
        else:
            self._advance_for_a_slice()
            self._look_if_due()
        self._can_train()
        if self._to_say:
            self.report()

    def _advance_for_a_slice(self) -> None:
        until_s, due = time.perf_counter() + slice_s, self._pace.due()
        while due > 0 and time.perf_counter() < until_s and self.runs[0].trainer.diverged_at is None:
            if self._waiting:
                self._serve_waiting()
                self.report()
            for run in self.runs:
                run.trainer.advance()
            self._pace.count(1)
            due -= 1
            if self._inbox.has_any or self.frame_scheduler.detail_due(self.runs) is not None:
                break  # a frame that waited for the rest of the slice would miss its turn on the screen
        for run in self.runs:
            run.record_if_due()
        if self._timer.interval() != self._pace.wait_ms:
            self.on_task_changed()

    def _look_if_due(self) -> None:
        detail = self.frame_scheduler.detail_due(self.runs)
        if detail is None:
            return
        if self.frame_scheduler.look(self.runs, detail):
            self.said.emit(FrameWaits())
        if time.perf_counter() >= self._next_summary_s:
            self.tell_summary()
        self.report()

    def publish_whole(self) -> None:
        """Show where the runs are, with all care, and their past."""
        self.publish(Detail.METRICS)
        self.tell_summary()

    def publish(self, detail: Detail) -> None:
        """Show where the runs are; the window knows that they are there before it sees them."""
        self.report()
        if self.frame_scheduler.publish(self.runs, detail):
            self.said.emit(FrameWaits())

    def show(self, frame: Frame) -> None:
        if self.frame_scheduler.put(frame):
            self.said.emit(FrameWaits())

    def tell_summary(self) -> None:
        """Say what there is of the past, with the next report."""
        self._next_summary_s = time.perf_counter() + summary_interval_s
        if self.runs:
            self._summary = self.runs[0].timeline.summary(self.runs[0].trainer)

    def set_playing(self, playing: bool) -> None:
        """Train by itself, or stop."""
        changed, self.is_playing = playing != self.is_playing, playing
        self._pace.restart()
        self.on_task_changed()
        if not playing and changed and self.runs:
            self.report()  # first, for a look takes longer than a step
            self.publish_whole()  # what is seen while paused is where it stopped

    def on_task_changed(self) -> None:
        """Be woken as often as there is something to go on with."""
        if self.tasks.is_on:
            self._timer.start(0)
        elif self.is_playing:
            self._timer.start(self._pace.wait_ms)
        else:
            self._timer.stop()

    def on_task_left(self) -> None:
        self._waiting.clear()

    def _can_train(self) -> bool:
        """Whether the run's numbers are still numbers; where not, it is paused and the window told."""
        trainer = self.trainer
        if trainer is None or trainer.diverged_at is None:
            return trainer is not None
        if self.tasks.is_navigation:
            return True  # on its way through the past, which is lived again as it was
        self.tasks.end()
        self.set_playing(False)
        self._serve_waiting()
        sentence = (
            f"Since step {trainer.diverged_at:,} the loss is no longer a finite number: the weights grew without "
            f"bound. The run was paused at step {trainer.step:,}. Go back with the slider and turn a knob, or restart "
            "it, perhaps with lower learning rates."
        )
        self.say(Failure(sentence, can_restart=True))
        return False

    def _goes_on_elsewhere(self, error: Exception) -> bool:
        """Whether a failed device's run, weights and all, could be brought to the CPU."""
        trainer = self.trainer
        if trainer is None or trainer.device.type == "cpu":
            return False
        try:
            self._set_trainers([run.trainer.moved_to("cpu") for run in self.runs])
        except Exception:  # noqa: BLE001 - a device that lost its memory
            return False
        self.say(device_failure(str(trainer.device), "cpu", error))
        return True

    def stop_and_report(self, error: Exception) -> None:
        """Pause, and tell the window; a run whose device failed goes on where it can."""
        if not self._goes_on_elsewhere(error):
            self.tasks.forget()
            self._waiting.clear()
            self.is_playing = False
            self._timer.stop()
            where = f" at step {self.trainer.step:,}" if self.trainer is not None else ""
            self.say(replace(Failure.of(f"The run was paused{where} by a fault", error), can_restart=True))
        self.report()
