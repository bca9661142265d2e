"""Trains in a thread of its own: every command is a queued slot, so nothing here needs a lock.

A timer that fires whenever the thread is idle runs a few milliseconds of steps; commands come in between.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment import Edit
from gan_playground.gan.frame import Frame
from gan_playground.gan.look import EVERYTHING, Care, Look
from gan_playground.gan.moves import Move
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import Failure, Order, Run
from gan_playground.session.pace import Pace

if TYPE_CHECKING:
    from gan_playground.gan.trainer import Trainer

P = ParamSpec("P")
slice_s = 0.004


def reports_failure(slot: Callable[Concatenate[Worker, P], None]) -> Callable[Concatenate[Worker, P], None]:
    """Makes a failure inside a slot a sentence in the window, and not the end of the program."""

    @functools.wraps(slot)
    def guarded(worker: Worker, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            slot(worker, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            worker.stop_and_report(error)

    return guarded


class Worker(QObject):
    """Owns the trainer.

    Signals
    -------
    loading(str): what is being loaded; empty when it is there. devices_found(tuple of Device).
    started(Run): a run trains now, or moved to another device. playing_changed(bool).
    busy_changed(str): what takes a while and can be cancelled; empty when it is over.
    failed(Failure): a sentence for the window. told(str): how what took a while ended. frame_awaited(): a frame lies in
    the mailbox, and somebody has looked for it already; at most one for each time they looked.
    """

    loading = Signal(str)
    devices_found = Signal(object)
    started = Signal(object)
    playing_changed = Signal(bool)
    busy_changed = Signal(str)
    failed = Signal(object)
    told = Signal(str)
    frame_awaited = Signal()

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__()
        self._mailbox = mailbox
        self._trainer: Trainer | None = None
        self._playing = False
        self._approach: Generator[Frame | None, None, str] | None = None
        self._seen_step = -1
        self._pace = Pace()
        self._next_look_s: dict[Care, float] = {}
        self._wish = EVERYTHING
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._work)

    @Slot()
    @reports_failure
    def begin(self) -> None:
        """Load torch, here and not in the window's thread, and say what it can compute on."""
        self.loading.emit("Loading PyTorch")
        from gan_playground.gan.devices import devices

        self.devices_found.emit(tuple(devices()))
        self.loading.emit("")

    @Slot(object)
    @reports_failure
    def start(self, order: Order) -> None:
        """Begin a run; where that fails, the run that was there goes on."""
        if QThread.currentThread().isInterruptionRequested():
            return
        try:
            trainer, excuse = self._made(order)
        except Exception as error:  # noqa: BLE001 - as in reports_failure, but here nothing has to stop
            self.failed.emit(replace(Failure.of("This run could not be started", error), run=order.run))
            return
        self._replace_trainer(trainer)
        self._set_playing(order.playing)
        if excuse is not None:
            self.failed.emit(excuse)

    def _made(self, order: Order) -> tuple[Trainer, Failure | None]:
        """The trainer, and what to say if it is not on the device that was asked for."""
        try:
            trainer = _trainer_of(order, order.device)
            trainer.observe()  # a device that lacks a kernel or memory says so here
        except Exception as error:
            if order.device in ("auto", "cpu"):
                raise
            return _trainer_of(order, "cpu"), _device_failure(order.device, "cpu", error)
        return trainer, None

    @Slot(str)
    @reports_failure
    def move_to(self, device: str) -> None:
        """Train on, on another device, with the same weights; where that fails, the run stays where it is."""
        if self._trainer is None:
            return
        try:
            moved = self._trainer.moved_to(device)
            moved.observe()
        except Exception as error:  # noqa: BLE001 - drivers fail in many ways, and the run is safe where it is
            self._replace_trainer(self._trainer)
            self.failed.emit(_device_failure(device, str(self._trainer.device), error))
        else:
            self._replace_trainer(moved)

    def _replace_trainer(self, trainer: Trainer) -> None:
        self._end_approach()
        self._trainer = trainer
        self._next_look_s.clear()
        self._pace = Pace(self._pace.steps_per_second, slow_start=trainer.step == 0)
        self._mailbox.clear()
        self.started.emit(Run.of(trainer))
        self._publish_whole(trainer)

    @Slot(bool)
    @reports_failure
    def play(self, playing: bool) -> None:
        self._end_approach()
        if self._can_train():
            self._set_playing(playing)

    @Slot(object)
    @reports_failure
    def move(self, move: Move) -> None:
        """One step by hand; it pauses what was running."""
        self._end_approach()
        self._set_playing(False)
        if (trainer := self._trainer) is None or not self._can_train():
            return
        steps = {
            Move.DISCRIMINATOR: trainer.step_discriminator,
            Move.GENERATOR: trainer.step_generator,
            Move.BOTH: trainer.advance,
        }
        steps[move]()
        self._publish_whole(trainer)
        self._can_train()

    @Slot(object)
    @reports_failure
    def apply(self, edits: tuple[Edit, ...]) -> None:
        """Turn knobs, all of them before the next step; what cannot be is refused, and the run goes on."""
        if self._trainer is None:
            return
        try:
            self._trainer.apply(*edits)
        except PlaygroundError as error:
            self.failed.emit(Failure(str(error), kept=self._trainer.experiment))
            return
        self._publish_whole(self._trainer)

    @Slot(object)
    @reports_failure
    def look_at(self, wish: Look) -> None:
        """Show this much from now on: at once while nothing trains, else with the next look."""
        self._wish = wish
        self._next_look_s.pop(Care.SURVEY, None)
        self._seen_step = -1
        if self._trainer is not None and not self._playing:
            self._publish_whole(self._trainer)

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
        if self._trainer is None or not self._can_train():
            return
        from gan_playground.gan.best import train_discriminator_to_best

        self._set_playing(False)
        self._approach = train_discriminator_to_best(self._trainer, self._wish)
        self.busy_changed.emit("Training D to its best")
        self._set_timer()

    @Slot()
    @reports_failure
    def cancel(self) -> None:
        """Leave D as far as it has come."""
        self._end_approach()

    @Slot()
    def finish(self) -> None:
        """The last command: let go of the run and end the thread."""
        self._timer.stop()
        self._approach = self._trainer = None
        QThread.currentThread().quit()

    @Slot()
    @reports_failure
    def _work(self) -> None:
        if self._trainer is None:
            return
        if self._approach is not None:
            self._continue_approach(self._approach)
        else:
            self._advance_for_a_slice(self._trainer)
            if self._look_is_due:
                self._look(self._trainer)
        self._can_train()

    def _advance_for_a_slice(self, trainer: Trainer) -> None:
        until_s, due = time.perf_counter() + slice_s, self._pace.due()
        while due > 0 and time.perf_counter() < until_s and trainer.diverged_at is None:
            trainer.advance()
            self._pace.count(1)
            due -= 1
            if self._look_is_due:
                break  # a frame that waited for the rest of the slice would miss its turn on the screen
        if self._timer.interval() != self._pace.wait_ms:
            self._set_timer()

    @property
    def _look_is_due(self) -> bool:
        unseen = self._trainer is not None and self._trainer.step != self._seen_step
        return unseen and self._mailbox.wanted and self._care_due is not None

    @property
    def _care_due(self) -> Care | None:
        """The most care whose time has come; None: it is too soon for any."""
        if self._trainer is None:
            return None
        now_s = time.perf_counter()
        return max((care for care in self._trainer.budgets if now_s >= self._next_look_s.get(care, 0.0)), default=None)

    def _look(self, trainer: Trainer) -> None:
        care = self._care_due
        if care is None:
            return
        began_s = time.thread_time()  # without the time in which the window paints and this thread waits for it
        self._publish(trainer.observe(look=self._wish, care=care))
        looked_s, now_s = time.thread_time() - began_s, time.perf_counter()
        for kind, budget in trainer.budgets.items():
            # Who measures has surveyed as well; a glance is due again at once, for it moves what moves.
            if kind is care or Care.GLANCE < kind < care:
                rest_s = looked_s * (1 / budget.share - 1)
                self._next_look_s[kind] = now_s + max(rest_s, budget.interval_s - looked_s)

    def _publish_whole(self, trainer: Trainer) -> None:
        self._publish(trainer.observe(look=self._wish))

    def _publish(self, frame: Frame) -> None:
        self._seen_step = frame.step
        if self._mailbox.put(frame):
            self.frame_awaited.emit()

    def _continue_approach(self, approach: Generator[Frame | None, None, str]) -> None:
        until_s = time.perf_counter() + slice_s
        while time.perf_counter() < until_s:
            try:
                frame = next(approach)
            except StopIteration as end:
                self._end_approach()
                self.told.emit(end.value)
                return
            if frame is not None:
                self._publish(frame)

    def _end_approach(self) -> None:
        if self._approach is not None:
            self._approach = None
            self.busy_changed.emit("")
            self._set_timer()

    def _set_playing(self, playing: bool) -> None:
        changed, self._playing = playing != self._playing, playing
        self._pace.restart()
        self._set_timer()
        if changed:
            self.playing_changed.emit(playing)
        if not playing and changed and self._trainer is not None:
            self._publish_whole(self._trainer)  # what is seen while paused is where it stopped

    def _set_timer(self) -> None:
        if self._approach is not None:
            self._timer.start(0)
        elif self._playing:
            self._timer.start(self._pace.wait_ms)
        else:
            self._timer.stop()

    def _can_train(self) -> bool:
        """Whether the run's numbers are still numbers; where not, it is paused and the window told."""
        if self._trainer is None or self._trainer.diverged_at is None:
            return self._trainer is not None
        step = self._trainer.diverged_at
        self._end_approach()
        self._set_playing(False)
        sentence = (
            f"Since step {step:,} the loss is no longer a finite number: the weights grew without bound. The run "
            f"was paused at step {self._trainer.step:,}. Restart it, perhaps with lower learning rates."
        )
        self.failed.emit(Failure(sentence, can_restart=True))
        return False

    def _goes_on_elsewhere(self, error: Exception) -> bool:
        """Whether a failed device's run, weights and all, could be brought to the CPU."""
        trainer = self._trainer
        if trainer is None or trainer.device.type == "cpu":
            return False
        try:
            self._replace_trainer(trainer.moved_to("cpu"))
        except Exception:  # noqa: BLE001 - a device that lost its memory
            return False
        self.failed.emit(_device_failure(str(trainer.device), "cpu", error))
        return True

    def stop_and_report(self, error: Exception) -> None:
        """Pause, and tell the window; a run whose device failed goes on where it can."""
        if self._goes_on_elsewhere(error):
            return
        self._approach = None
        self._playing = False
        self._timer.stop()
        self.busy_changed.emit("")
        self.playing_changed.emit(False)
        where = f" at step {self._trainer.step:,}" if self._trainer is not None else ""
        self.failed.emit(replace(Failure.of(f"The run was paused{where} by a fault", error), can_restart=True))


def _trainer_of(order: Order, device: str) -> Trainer:
    from gan_playground.gan.snapshot import load_snapshot
    from gan_playground.gan.trainer import Trainer

    trainer = Trainer(order.experiment, order.seed, device, order.run)
    if order.snapshot:
        load_snapshot(Path(order.snapshot), trainer)
    return trainer


def _device_failure(device: str, kept: str, error: Exception) -> Failure:
    reason = Failure.of(f"{device} cannot train this", error)
    return replace(reason, sentence=f"{reason.sentence.rstrip('.')}. The run goes on on {kept.upper()}.")
