"""Trains in a thread of its own: every command is a queued slot, so nothing here needs a lock.

A timer that fires whenever the thread is idle runs a few milliseconds of steps; commands come in between.
"""

from __future__ import annotations

import functools
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import Detail, Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session.comparison.server import ComparisonServer
from gan_playground.session.guard import reports_failure
from gan_playground.session.history.server import HistoryServer
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import Failure, OpenOrder, Order, RunInfo, RunState, SaveRequest
from gan_playground.session.pace import Pace
from gan_playground.session.run.frame_scheduler import FrameScheduler
from gan_playground.session.run.making import device_failure, make_trainer
from gan_playground.session.run.run import Run
from gan_playground.session.run.task_runner import TaskRunner
from gan_playground.session.run.tasks import Task

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.gan.training.trainer import Trainer

slice_s = 0.004
summary_interval_s = 1.0  # between two looks at the past while the run goes on


class Worker(QObject):
    """Owns the runs: one, or two that are compared, with their pasts.

    Signals
    -------
    loading(str): what is being loaded; empty when it is there. devices_found(tuple of Device).
    started(RunInfo): a run trains now, or moved to another device. playing_changed(bool). stood(RunState): where it is,
    after anything but training moved it. summary_changed(TimelineSummary).
    busy_changed(str): what takes a while and can be cancelled; empty when it is over.
    failed(Failure): a sentence for the window. told(str): how what took a while ended. frame_awaited(): a frame lies in
    the mailbox, and somebody has looked for it already; at most one for each time they looked.
    packed_to_keep(SavedRun, str), packed_to_save(SavedRun, str): the run, and where it is to be written: by itself, or
    since somebody wants it. outlived(str): what was kept there was too short to be worth it.
    """

    loading = Signal(str)
    devices_found = Signal(object)
    started = Signal(object)
    playing_changed = Signal(bool)
    stood = Signal(object)
    summary_changed = Signal(object)
    busy_changed = Signal(str)
    failed = Signal(object)
    told = Signal(str)
    frame_awaited = Signal()
    packed_to_keep = Signal(object, str)
    packed_to_save = Signal(object, str)
    outlived = Signal(str)

    def __init__(self, *mailboxes: Mailbox) -> None:
        """`mailboxes`: one for each run that is seen side by side."""
        super().__init__()
        self.frame_scheduler = FrameScheduler(mailboxes)
        self.lanes: list[Run] = []
        self.is_playing = False
        self.tasks = TaskRunner(self)
        self.tasks.changed.connect(self._set_timer)
        self.tasks.abandoned.connect(self.tell_stand)
        self.tasks.busy_changed.connect(self.busy_changed)
        self.tasks.told.connect(self.told)
        self.tasks.frame_made.connect(self._put_own)
        self._edits_heard = 0
        self._plays_on_arrival = False
        self._pace = Pace()
        self._next_summary_s = 0.0
        self.history_server = HistoryServer(self)
        self.comparison_server = ComparisonServer(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._work)

    @property
    def trainer(self) -> Trainer | None:
        """The trainer of the run, at the left where there are two; None before the first."""
        return self.lanes[0].trainer if self.lanes else None

    @Slot()
    @reports_failure
    def begin(self) -> None:
        """Load torch, here and not in the window's thread, and say what it can compute on."""
        self.loading.emit("Loading PyTorch")
        from gan_playground.gan.training.devices import devices

        self.devices_found.emit(tuple(devices()))
        self.loading.emit("")

    @Slot(object)
    @reports_failure
    def start(self, order: Order) -> None:
        """Begin a run; where that fails, the run that was there goes on."""
        if QThread.currentThread().isInterruptionRequested():
            return
        try:
            trainer, excuse = make_trainer(order)
        except Exception as error:  # noqa: BLE001 - as in reports_failure, but here nothing has to stop
            self.failed.emit(replace(Failure.of("This run could not be started", error), run=order.run))
            return
        lane = Run.fresh(trainer)
        lane.lesson, lane.keep_at = order.lesson, order.keep_at
        self.take_over(lane)
        self.set_playing(order.playing)
        if excuse is not None:
            self.failed.emit(excuse)

    @Slot(object)
    @reports_failure
    def open(self, wish: OpenOrder) -> None:
        """Go on with a run that was saved; where that fails, the run that was there goes on."""
        saved, order = wish.saved, wish.order
        try:
            trainer, timeline = saved.open(order.run, order.device)
            trainer.observe()
        except Exception as error:  # noqa: BLE001 - as in reports_failure, but here nothing has to stop
            self.failed.emit(replace(Failure.of("This run could not be opened", error), run=order.run))
            return
        lane = Run(trainer, timeline, lesson=order.lesson, keep_at=order.keep_at, thumbnail=saved.thumbnail)
        self.set_playing(False)
        self.take_over(lane)
        self.tell_stand()
        if caveat := saved.caveat(str(trainer.device)):
            self.told.emit(caveat)

    @Slot(object)
    @reports_failure
    def pack(self, wish: SaveRequest) -> None:
        """Leave the run to be written where somebody wants it; else each of two to its own place."""
        if not self.lanes:
            return
        lane = self.lanes[0]
        lane.thumbnail = wish.thumbnail or lane.thumbnail
        if wish.path:
            self.packed_to_save.emit(self._packed(lane), wish.path)
            return
        for each in reversed(self.lanes):  # the first one last: it is the newest where there is one to be offered
            if each.origin is None:
                self.keep(each)

    def _packed(self, lane: Run) -> SavedRun:
        return lane.packed(*(one for one in self.lanes if one is not lane and one.origin is not None))

    def keep(self, lane: Run) -> None:
        """Leave the run to be written to its own place."""
        if lane.keep_at and lane.timeline.last_step(lane.trainer) > 0:
            self.packed_to_keep.emit(self._packed(lane), lane.keep_at)

    def leave(self, lane: Run) -> None:
        """Another run takes its place."""
        if lane.has_lived:
            self.keep(lane)
        elif lane.keep_at:
            self.outlived.emit(lane.keep_at)

    @Slot(str)
    @reports_failure
    def move_to(self, device: str) -> None:
        """Train on, on another device, with the same weights; where that fails, the run stays where it is."""
        if not self.lanes:
            return
        try:
            moved = [lane.trainer.moved_to(device) for lane in self.lanes]
            for trainer in moved:
                trainer.observe()
        except Exception as error:  # noqa: BLE001 - drivers fail in many ways, and the run is safe where it is
            kept = str(self.lanes[0].trainer.device)
            self.take_over(*self.lanes)
            self.failed.emit(device_failure(device, kept, error))
        else:
            self._set_trainers(moved)

    def _set_trainers(self, moved: list[Trainer]) -> None:
        for lane, trainer in zip(self.lanes, moved, strict=True):
            lane.trainer = trainer
        self.take_over(*self.lanes)

    def take_over(self, *lanes: Run) -> None:
        """Train these from now on."""
        self.tasks.end()
        self.history_server.forget_outcomes()
        if self.lanes and self.lanes[0] not in lanes:
            self.comparison_server.end()  # what a second one lived belongs to the past of the first
            self.leave(self.lanes[0])
        self.lanes = list(lanes)
        self.history_server.share_budget()
        self._pace = Pace(self._pace.steps_per_second, slow_start=lanes[0].trainer.step == 0)
        self.frame_scheduler.begin()
        self.started.emit(RunInfo.of(lanes[0].trainer))
        self.comparison_server.tell()
        self.publish_whole()

    @Slot(bool)
    @reports_failure
    def play(self, playing: bool) -> None:
        """In the past, that begins a branch; what is on its way there plays when it has arrived."""
        self._plays_on_arrival = playing
        if self.tasks.after_navigation(self._arrive_playing):
            return
        self.tasks.end()
        if playing and self.history_server.bring_level():
            self.tasks.after_navigation(self._arrive_playing)
            return
        if self._can_train():
            if playing:
                self.history_server.forget_outcomes()
                self.leave_past()
            self.set_playing(playing)

    def _arrive_playing(self) -> None:
        if self._plays_on_arrival:
            self.play(True)

    @Slot(object)
    @reports_failure
    def move(self, move: StepKind) -> None:
        """One step by hand; it pauses what was running."""
        if self.tasks.after_navigation(functools.partial(self.move, move)):
            return
        self.tasks.end()
        self.set_playing(False)
        if not self.lanes or not self._can_train():
            return
        if move is StepKind.BOTH and self.lanes[0].timeline.is_past:
            self.history_server.go_to(self.lanes[0].trainer.step + 1)
            return
        self.history_server.forget_outcomes()
        self.leave_past()
        for lane in self.lanes:
            lane.trainer.make(move)
        self.publish_whole()
        self._can_train()

    def leave_past(self) -> None:
        """Let what comes next be a branch of its own, where the runs are in their past."""
        if any(lane.timeline.is_past for lane in self.lanes):
            for lane in self.lanes:
                lane.timeline.fork(lane.trainer)
            self.comparison_server.differ_again()
            self.tell_stand()

    @Slot(object)
    @reports_failure
    def apply(self, edits: tuple[Edit, ...]) -> None:
        """Turn knobs, all of them before the next step; what cannot be is refused, and the run goes on."""
        self._edits_heard += 1
        if self.lanes and not self.tasks.after_navigation(functools.partial(self._turn, edits)):
            self._turn(edits)

    def _turn(self, edits: tuple[Edit, ...]) -> None:
        self.history_server.forget_outcomes()
        lane, *runs_b = self.lanes
        was_past = lane.timeline.is_past
        try:
            lane.timeline.apply(lane.trainer, *edits)
        except PlaygroundError as error:
            self.failed.emit(Failure(str(error), kept=lane.trainer.experiment))
            return
        if runs_b:
            self.comparison_server.share(edits)
        if was_past:
            self.comparison_server.differ_again()
        self.publish_whole()
        self.tell_stand()

    @Slot(object)
    @reports_failure
    def look_at(self, wish: Look) -> None:
        """Show this much from now on: at once while nothing trains, else with the next look."""
        self.frame_scheduler.look_for(wish)
        if self.lanes and not self.is_playing:
            self.publish_whole()

    @Slot(float)
    @reports_failure
    def set_speed(self, steps_per_second: float) -> None:
        """Train at this rate; infinity is as fast as it goes."""
        self._pace = Pace(steps_per_second)
        self._set_timer()

    @Slot()
    @reports_failure
    def train_discriminator(self) -> None:
        """Hold G still and train D until it is near D*, the best there is against this G."""
        if not self.lanes or not self._can_train():
            return
        from gan_playground.gan.training.best import train_discriminator_to_best

        self.set_playing(False)
        self.leave_past()
        approach = train_discriminator_to_best(self.lanes[0].trainer, self.frame_scheduler.wish)
        self.tasks.begin(Task("Training D to its best", approach))

    @Slot()
    @reports_failure
    def cancel(self) -> None:
        """Leave what takes a while where it is."""
        self.tasks.end()
        if self.lanes and not self.is_playing:
            self.publish_whole()

    @Slot()
    def finish(self) -> None:
        """The last command: let go of the run and end the thread."""
        self._timer.stop()
        if self.lanes:
            self.comparison_server.end()
            self.keep(self.lanes[0])
        self.tasks.forget()
        self.lanes = []
        self.history_server.forget()
        QThread.currentThread().quit()

    @Slot()
    @reports_failure
    def _work(self) -> None:
        if not self.lanes:
            return
        if self.tasks.is_on:
            self.tasks.go_on()
        else:
            self._advance_for_a_slice()
            self._look_if_due()
        self._can_train()

    def _advance_for_a_slice(self) -> None:
        until_s, due = time.perf_counter() + slice_s, self._pace.due()
        while due > 0 and time.perf_counter() < until_s and self.lanes[0].trainer.diverged_at is None:
            for lane in self.lanes:
                lane.trainer.advance()
            self._pace.count(1)
            due -= 1
            if self.frame_scheduler.detail_due(self.lanes) is not None:
                break  # a frame that waited for the rest of the slice would miss its turn on the screen
        for lane in self.lanes:
            lane.record_if_due()
        if self._timer.interval() != self._pace.wait_ms:
            self._set_timer()

    def _look_if_due(self) -> None:
        detail = self.frame_scheduler.detail_due(self.lanes)
        if detail is None:
            return
        if self.frame_scheduler.look(self.lanes, detail):
            self.frame_awaited.emit()
        if time.perf_counter() >= self._next_summary_s:
            self.tell_summary()

    def publish_whole(self) -> None:
        """Show where the runs are, with all care, and their past."""
        self.publish(Detail.METRICS)
        self.tell_summary()

    def publish(self, detail: Detail) -> None:
        """Show where the runs are."""
        if self.frame_scheduler.publish(self.lanes, detail):
            self.frame_awaited.emit()

    @Slot(object)
    def _put_own(self, frame: Frame) -> None:
        if self.frame_scheduler.put(frame, 0):
            self.frame_awaited.emit()

    def tell_summary(self) -> None:
        """Say what there is of the past."""
        self._next_summary_s = time.perf_counter() + summary_interval_s
        if self.lanes:
            self.summary_changed.emit(self.lanes[0].timeline.summary(self.lanes[0].trainer))

    @Slot()
    def tell_stand(self) -> None:
        """Say where the run is: something else than training has moved it."""
        if self.lanes:
            self.stood.emit(RunState.of(self.lanes[0].trainer, self._edits_heard))
            self.comparison_server.tell_notifier()

    def set_playing(self, playing: bool) -> None:
        """Train by itself, or stop."""
        changed, self.is_playing = playing != self.is_playing, playing
        self._pace.restart()
        self._set_timer()
        if changed:
            self.playing_changed.emit(playing)
        if not playing and changed and self.lanes:
            self.publish_whole()  # what is seen while paused is where it stopped

    @Slot()
    def _set_timer(self) -> None:
        if self.tasks.is_on:
            self._timer.start(0)
        elif self.is_playing:
            self._timer.start(self._pace.wait_ms)
        else:
            self._timer.stop()

    def _can_train(self) -> bool:
        """Whether the run's numbers are still numbers; where not, it is paused and the window told."""
        trainer = self.trainer
        if trainer is None or trainer.diverged_at is None:
            return trainer is not None
        if self.tasks.is_navigation:
            return True  # on its way through the past, which is lived again as it was
        self.tasks.end()
        self.set_playing(False)
        sentence = (
            f"Since step {trainer.diverged_at:,} the loss is no longer a finite number: the weights grew without "
            f"bound. The run was paused at step {trainer.step:,}. Go back with the slider and turn a knob, or restart "
            "it, perhaps with lower learning rates."
        )
        self.failed.emit(Failure(sentence, can_restart=True))
        return False

    def _goes_on_elsewhere(self, error: Exception) -> bool:
        """Whether a failed device's run, weights and all, could be brought to the CPU."""
        trainer = self.trainer
        if trainer is None or trainer.device.type == "cpu":
            return False
        try:
            self._set_trainers([lane.trainer.moved_to("cpu") for lane in self.lanes])
        except Exception:  # noqa: BLE001 - a device that lost its memory
            return False
        self.failed.emit(device_failure(str(trainer.device), "cpu", error))
        return True

    def stop_and_report(self, error: Exception) -> None:
        """Pause, and tell the window; a run whose device failed goes on where it can."""
        if self._goes_on_elsewhere(error):
            return
        self.tasks.forget()
        self.is_playing = False
        self._timer.stop()
        self.playing_changed.emit(False)
        where = f" at step {self.trainer.step:,}" if self.trainer is not None else ""
        self.failed.emit(replace(Failure.of(f"The run was paused{where} by a fault", error), can_restart=True))
