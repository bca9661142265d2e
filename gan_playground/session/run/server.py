"""What the worker does so that runs begin, go on from a file, or move to another device, in its thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QThread

from gan_playground.gan.observe.look import Detail
from gan_playground.session.commands import ChooseDevice, Finish, Open, Start
from gan_playground.session.events import Failure, GaveWay
from gan_playground.session.run.making import device_failure, make_run
from gan_playground.session.run.run import Run
from gan_playground.session.run.taken import told_of_data

if TYPE_CHECKING:
    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.session.worker import Handler, Worker


class RunServer:
    """Lets one run take the place of another, for one worker.

    device: where runs begin. begun: how many times others, or the same elsewhere, began to be trained.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self.device = "auto"
        self.begun = 0

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by command."""
        return {Start: self._start, Open: self._open, ChooseDevice: self._choose_device, Finish: self._finish}

    def _start(self, command: Start) -> None:
        """Begin a run; where that fails, the run that was there goes on."""
        self._worker.step_times.foresee(command.berth.run, command.experiment)
        try:
            run, excuse = self.make(command)
        except Exception as error:  # noqa: BLE001 - as in reports_failure, but here nothing has to stop
            self._worker.say(replace(Failure.of("This run could not be started", error), run=command.berth.run))
            return
        self.begin_with(command, excuse, run, *self._worker.comparison_server.again(run, command.beside))

    def begin_with(self, command: Start, excuse: Failure | None, *runs: Run) -> None:
        """Train what was made."""
        if excuse is not None:
            self.device = "cpu"  # the one that was asked for would fail again
        self._worker.training_server.is_held = False
        if excuse is not None:
            self._worker.say(excuse)
        if command.gave_way:
            self._worker.say(GaveWay(command.gave_way))
        self.take_over(*runs, playing=command.playing)

    def make(self, command: Start) -> tuple[Run, Failure | None]:
        """A run where runs begin now, and what to say if it is not there."""
        return make_run(command, self.device)

    def _open(self, command: Open) -> None:
        """Go on with a run that was saved; where that fails, the run that was there goes on."""
        saved, berth = command.saved, command.berth
        try:
            trainer, timeline = saved.open(berth.run, self.device)
            trainer.observe()
        except Exception as error:  # noqa: BLE001 - as in reports_failure, but here nothing has to stop
            self._worker.say(replace(Failure.of("This run could not be opened", error), run=berth.run))
            return
        run = Run(trainer, timeline, lesson=saved.lesson, keep_at=berth.keep_at, thumbnail=saved.thumbnail)
        self._worker.training_server.is_held = False
        self.take_over(run, playing=False)
        if caveat := saved.caveat(str(trainer.device)):
            self._worker.remark(caveat)

    def take_over(self, *runs: Run, playing: bool) -> None:
        """Train these from now on."""
        worker, before = self._worker, next(iter(self._worker.runs), None)
        worker.tasks.end()
        worker.slow_motion.forget()
        worker.history_server.forget_outcomes()
        if worker.runs and worker.runs[0] not in runs:
            worker.comparison_server.end_alone()  # what a second one lived belongs to the past of the first
            runs[0].replaced = worker.file_server.leave(worker.runs[0])
        self.set_runs(*runs)
        self.begun += 1
        worker.set_off(playing)
        worker.history_server.tell_summary()
        if told := told_of_data(runs[0], before):
            worker.say(told)
        worker.frame_server.publish(Detail.METRICS)

    def set_runs(self, *runs: Run) -> None:
        """Train these, as others were trained before."""
        self._worker.runs = list(runs)
        self._worker.frame_scheduler.forget()
        self._worker.history_server.share_budget()

    # Devices.

    def _choose_device(self, command: ChooseDevice) -> None:
        """Train on, on another device, with the same weights; where that fails, the run stays where it is."""
        self.device = command.device
        runs = self._worker.runs
        if not runs:
            return
        try:
            moved = [run.trainer.moved_to(command.device) for run in runs]
            for trainer in moved:
                trainer.observe()
        except Exception as error:  # noqa: BLE001 - drivers fail in many ways, and the run is safe where it is
            kept = str(runs[0].trainer.device)
            self.device = kept
            self.take_over(*runs, playing=self._worker.is_playing)
            self._worker.say(device_failure(command.device, kept, error))
        else:
            self._set_trainers(moved)

    def _set_trainers(self, moved: Sequence[Trainer]) -> None:
        runs = self._worker.runs
        for run, trainer in zip(runs, moved, strict=True):
            run.trainer = trainer
        self.take_over(*runs, playing=self._worker.is_playing)

    # The end.

    def _finish(self, _command: Finish) -> None:
        """Let go of the run, which is kept, and end the thread."""
        worker = self._worker
        worker.stop_training()
        worker.orders.close()
        try:
            self._keep_at_the_end()
        finally:
            worker.tasks.forget()
            worker.runs = []
            worker.history_server.forget()
            QThread.currentThread().quit()

    def _keep_at_the_end(self) -> None:
        """Leave the run to be kept, if need be from a device that fails just now."""
        try:
            self._keep_alone()
        except Exception as error:
            if not self.goes_on_elsewhere(error):
                raise
            self._keep_alone()

    def _keep_alone(self) -> None:
        if self._worker.runs:
            self._worker.comparison_server.end_alone()
            self._worker.file_server.keep(self._worker.runs[0])

    def goes_on_elsewhere(self, error: Exception) -> bool:
        """Whether a failed device's runs could be brought to the CPU; they go on from their newest checkpoints."""
        worker, trainer = self._worker, self._worker.trainer
        if trainer is None or str(trainer.device) == "cpu":
            return False
        was_playing = worker.is_playing
        worker.tasks.forget()  # whatever it was, it worked on that device
        worker.on_task_left()
        try:
            rescued = [run.timeline.rescue(run.trainer, "cpu") for run in worker.runs]
            self.device, worker.is_playing = "cpu", False
            self._set_trainers(rescued)
        except Exception:  # noqa: BLE001 - what is told is why the device failed
            return False
        worker.say(device_failure(str(trainer.device), "cpu", error, rescued[0].step))
        if was_playing:
            worker.training_server.go_on()  # once both are at the same step, where there are two
        return True
