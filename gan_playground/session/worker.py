"""Trains in a thread of its own: commands are taken between two steps, so nothing here needs a lock.

A timer that fires whenever the thread is idle runs a few milliseconds of steps; commands come in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.session import commands
from gan_playground.session.commands import ForRun, LookAt, SessionCommand, SetSpeed, TurnKnobs
from gan_playground.session.comparison.server import ComparisonServer
from gan_playground.session.events import DevicesFound, Failure, FrameWaits, Remark
from gan_playground.session.files.server import FileServer, RunWriter
from gan_playground.session.guard import reports_failure
from gan_playground.session.history.server import HistoryServer
from gan_playground.session.inbox import Inbox
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import DeviceInfo
from gan_playground.session.pace import Pace, longest_wait_ms
from gan_playground.session.run.frame_scheduler import FrameScheduler
from gan_playground.session.run.frame_server import FrameServer
from gan_playground.session.run.order_server import OrderServer
from gan_playground.session.run.run import Run
from gan_playground.session.run.server import RunServer
from gan_playground.session.run.slow_motion_server import SlowMotionServer
from gan_playground.session.run.state_of import state_of
from gan_playground.session.run.step_time import StepTimes
from gan_playground.session.run.task_runner import TaskRunner
from gan_playground.session.run.training_server import TrainingServer
from gan_playground.session.state import Report, RunState
from gan_playground.session.waiting import WaitingCommands, waits_for_arrival

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.training.trainer import Trainer

slice_s = 0.004

changes_no_run = (LookAt, SetSpeed)

counts_at_the_end = (commands.Save, commands.Finish)
"""Nothing else is wanted any more once everything closes."""

Handler: TypeAlias = Callable[[Any], None]


class Worker(QObject):
    """Owns the runs: one, or two that are compared, with their pasts. runs: the first is the one at the left.

    Its servers do what is asked for; it takes the commands, trains between them, and says where the runs are.

    Signals
    -------
    said(Report, or FrameWaits).
    """

    said = Signal(object)

    def __init__(self, inbox: Inbox, mailbox: Mailbox, writer: RunWriter) -> None:
        super().__init__()
        self._inbox = inbox
        self.frame_scheduler = FrameScheduler(mailbox)
        self.runs: list[Run] = []
        self.is_playing = False
        self._plays_until: int | None = None
        self.tasks = TaskRunner(self)
        self._pace = Pace()
        self._loading = ""
        self._last_serial = 0
        self._waiting = WaitingCommands()
        self._to_say: list[object] = []
        self._told = RunState()
        self.run_server = RunServer(self)
        self.training_server = TrainingServer(self)
        self.slow_motion = SlowMotionServer(self)
        self.file_server = FileServer(self, writer)
        self.frame_server = FrameServer(self, self.frame_scheduler)
        self.history_server = HistoryServer(self)
        self.comparison_server = ComparisonServer(self)
        self.orders = OrderServer(self)
        self.step_times = StepTimes(self)
        self._handlers: dict[type, Handler] = {commands.SetSpeed: self._set_speed}
        of_runs = self.run_server, self.training_server, self.slow_motion, self.history_server, self.comparison_server
        for server in (*of_runs, self.file_server, self.frame_server):
            self._handlers |= server.handlers()
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
            if self._waits(command) and not self.orders.is_for_coming_run(command):
                self._waiting.append(serial, command)
                continue
            if not isinstance(command, changes_no_run):
                self.serve_waiting()
            self._handle(command)
            self.report()

    def _waits(self, command: SessionCommand) -> bool:
        """Whether its time has not come: a knob is turned right before the next step, all else as soon as it can be."""
        if self.tasks.is_navigation:
            return isinstance(command, waits_for_arrival)
        return self.is_playing and isinstance(command, TurnKnobs)

    def serve_waiting(self) -> None:
        """Do what has waited; knobs that were turned one after the other are turned together."""
        while self._waiting and not self.tasks.is_navigation:
            if turns := self._waiting.pop_turns():
                self._turn(turns)
            else:
                self._handle(self._waiting.pop())

    def put_off(self, command: SessionCommand) -> None:
        """Let the command that was taken last wait until the runs have arrived."""
        self._waiting.append(self._last_serial, command)

    @reports_failure
    def _turn(self, turns: Sequence[TurnKnobs]) -> None:
        self.training_server.turn([turn for turn in turns if not self._is_for_another_run(turn)])

    @reports_failure
    def _handle(self, command: SessionCommand) -> None:
        if self.orders.takes(command):
            return
        if self._is_for_another_run(command):
            self.history_server.tell_summary()  # whoever waits for what was asked sees where the run is instead
        else:
            self.do(command)

    def do(self, command: SessionCommand) -> None:
        """Do it now, or once the turn is over that stands still."""
        if self.slow_motion.makes_way_for(command):
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

    def tell_frame_waits(self) -> None:
        self.said.emit(FrameWaits())

    @Slot()
    def report(self) -> None:
        """Say where the runs are, if that has changed, and then what else there is to say."""
        self.step_times.look()
        state, to_say = self.state(), self._to_say
        has_changed = not state.says_the_same(self._told)
        if has_changed or to_say:
            self._told, self._to_say = state, []
            self.said.emit(Report(state if has_changed else None, tuple(to_say)))

    def state(self) -> RunState:
        """Where the runs are now."""
        heard = self._waiting.heard(self._last_serial)
        return state_of(self, self._told, heard, self._pace.steps_per_second, self._loading)

    # Training.

    def _set_speed(self, command: SetSpeed) -> None:
        self._pace = Pace(command.steps_per_second)
        self.on_task_changed()

    @Slot()
    @reports_failure
    def _work(self) -> None:
        if not self.runs:
            return
        if self.tasks.is_on:
            self.tasks.go_on()
            self.serve_waiting()
            self.report()
        elif self.slow_motion.plays:
            self.slow_motion.go_on_if_due()
            return
        else:
            self._advance_for_a_slice()
            self.frame_server.look_if_due()
        self.training_server.can_train()
        if self._to_say:
            self.report()

    def _advance_for_a_slice(self) -> None:
        until_s, due = time.perf_counter() + slice_s, self._pace.due()
        while due > 0 and time.perf_counter() < until_s and any(run.trainer.diverged_at is None for run in self.runs):
            if self._waiting:
                self.serve_waiting()
                self.report()
            for run in self.runs:
                run.trainer.advance()
            self._pace.count(1)
            due -= 1
            if self._plays_until is not None and self.has_come_to(self._plays_until):
                self.set_playing(False)
                break
            if self._inbox.has_any or self.frame_scheduler.detail_due(self.runs) is not None:
                break  # a frame that waited for the rest of the slice would miss its turn on the screen
        for run in self.runs:
            run.record_if_due()
        if self._timer.interval() != self._pace.wait_ms:
            self.on_task_changed()

    def has_come_to(self, step: int) -> bool:
        """Whether all that can has come as far as this step: what has diverged stays where it is."""
        trainers = [run.trainer for run in self.runs]
        return bool(trainers) and all(one.step >= step or one.diverged_at is not None for one in trainers)

    def set_off(self, playing: bool) -> None:
        """Go on with runs that took the place of others, slowly from a first step."""
        self._pace = Pace(self._pace.steps_per_second, slow_start=self.runs[0].trainer.step == 0)
        self.frame_scheduler.begin()
        self.is_playing, self._plays_until = playing, None
        self.on_task_changed()

    def set_playing(self, playing: bool, until: int | None = None) -> None:
        """Train by itself, until the runs are at a step if one is named, or stop."""
        changed, self.is_playing = playing != self.is_playing, playing
        self._plays_until = until
        self._pace.restart()
        self.on_task_changed()
        if not playing and changed and self.runs:
            self.report()  # first, for a look takes longer than a step
            self.frame_server.publish_whole()  # what is seen while paused is where it stopped

    def on_task_changed(self) -> None:
        """Be woken as often as there is something to go on with."""
        if self.tasks.is_on:
            self._timer.start(0)
        elif self.is_playing:
            self._timer.start(self._pace.wait_ms)
        elif self.slow_motion.plays:
            self._timer.start(longest_wait_ms)
        else:
            self._timer.stop()

    def show(self, frame: Frame) -> None:
        self.frame_server.show(frame)

    def on_task_left(self) -> None:
        self._waiting.clear()

    # The end.

    def stop_training(self) -> None:
        """At once, and without a word."""
        self.is_playing = False
        self._timer.stop()

    def stop_and_report(self, error: Exception) -> None:
        """Pause, and tell the window; a run whose device failed goes on where it can."""
        if not self.run_server.goes_on_elsewhere(error):
            self.tasks.forget()
            self._waiting.clear()
            self.slow_motion.forget()
            self.stop_training()
            where = f" at step {self.trainer.step:,}" if self.trainer is not None else ""
            self.say(replace(Failure.of(f"The run was paused{where} by a fault", error), can_restart=True))
        self.report()
