"""What the window talks to: owns the thread and the worker, and hands out frames at display rate."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.downloads import DOWNLOADS
from gan_playground.gan.experiment.experiment import Edit, Experiment, find_knob
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session.comparison.client import ComparisonClient
from gan_playground.session.files.autosave import Autosave
from gan_playground.session.files.fetching import Fetching
from gan_playground.session.history.client import HistoryClient
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import Failure, OpenOrder, Order, Postponed, RunInfo, RunState
from gan_playground.session.worker import Worker

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun

poll_interval_ms = 16
rate_window_s = 0.5
opening_delay_ms = 50  # time for a window to be painted, before loading torch takes the interpreter


class Session(QObject):
    """One run at a time, trained in another thread.

    Signals
    -------
    frame_ready(Frame): the newest frame of the present run, at most once a poll.
    run_started(RunInfo): a run trains now, or it moved to another device.
    experiment_changed(Experiment): what `experiment` says now. playing_changed(bool). rate_changed(float): steps a
    second.
    loading(str), busy_changed(str): what takes a while; empty when it is over. devices_found(tuple of Device).
    failed(Failure): a sentence for the window. told(str): how something that took a while ended. gave_way(values by
    path): knobs that were switched off, since they contradict one that was turned.
    downloading(Arrival): how much of a download is here. downloaded(str): the name of what is there now; how else it
    may end is told through `failed` and `told`.
    """

    frame_ready = Signal(object)
    run_started = Signal(object)
    experiment_changed = Signal(object)
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    loading = Signal(str)
    busy_changed = Signal(str)
    devices_found = Signal(object)
    failed = Signal(object)
    told = Signal(str)
    gave_way = Signal(object)
    downloading = Signal(object)
    downloaded = Signal(str)

    _ordered = Signal(object)
    _play_wanted = Signal(bool)
    _move_wanted = Signal(object)
    _edits_wanted = Signal(object)
    _look_wanted = Signal(object)
    _speed_wanted = Signal(float)
    _device_wanted = Signal(str)
    _best_wanted = Signal()
    _cancel_wanted = Signal()
    _finish_wanted = Signal()
    _saved_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run: RunInfo | None = None
        self._wanted: Order | None = None
        self._trains: Order | None = None
        self._postponed: Postponed | None = None
        self._gave_way: dict[str, object] = {}
        self.is_playing = False
        self._held, self._goes_on = False, True
        self.device = "auto"
        self._run_ids = itertools.count(1)
        self._mailbox, run_b_mailbox = Mailbox(), Mailbox()
        self._turns_sent = 0
        self._run_b_is_next = False
        self._rate_from: tuple[float, int] | None = None
        self._thread = QThread()
        self._thread.setObjectName("trainer")
        self._worker = Worker(self._mailbox, run_b_mailbox)
        self._worker.moveToThread(self._thread)
        self.past = HistoryClient(self._worker, self)
        self.comparison_client = ComparisonClient(self, self._worker, run_b_mailbox)
        self.autosave = Autosave(self._worker, self)
        self._lesson = ""
        self._connect_worker()
        self._fetching = Fetching(self)
        self._connect_fetching()
        self._opening = QTimer(self, singleShot=True, interval=opening_delay_ms)
        self._opening.timeout.connect(self._thread.start)
        self._poll = QTimer(self)
        self._poll.setTimerType(Qt.TimerType.PreciseTimer)
        self._poll.setInterval(poll_interval_ms)
        self._poll.timeout.connect(self._take_frame)

    def _connect_worker(self) -> None:
        worker = self._worker
        self._thread.started.connect(worker.begin)
        self._thread.finished.connect(worker.deleteLater)
        self._ordered.connect(worker.start)
        self._play_wanted.connect(worker.play)
        self._move_wanted.connect(worker.move)
        self._edits_wanted.connect(worker.apply)
        self._look_wanted.connect(worker.look_at)
        self._speed_wanted.connect(worker.set_speed)
        self._device_wanted.connect(worker.move_to)
        self._best_wanted.connect(worker.train_discriminator)
        self._cancel_wanted.connect(worker.cancel)
        self._finish_wanted.connect(worker.finish)
        self._saved_wanted.connect(worker.open)
        worker.stood.connect(self._on_stood)
        worker.started.connect(self._on_started)
        worker.playing_changed.connect(self._on_playing_changed)
        worker.loading.connect(self.loading)
        worker.busy_changed.connect(self.busy_changed)
        worker.devices_found.connect(self.devices_found)
        worker.failed.connect(self._on_failed)
        worker.told.connect(self.told)
        worker.frame_awaited.connect(self._take_awaited_frame)

    def _connect_fetching(self) -> None:
        fetching = self._fetching
        fetching.progressed.connect(self.downloading)
        fetching.fetched.connect(self._on_fetched)
        fetching.failed.connect(self.failed)
        fetching.cancelled.connect(self.told)

    def open(self, delay_ms: int = opening_delay_ms) -> None:
        """Start the thread, which loads torch, after a while; `load` starts it before that is over."""
        self.autosave.open()
        self._opening.start(delay_ms)
        self._poll.start()

    def load(self) -> None:
        """What the delay was for is done; harmless at any time."""
        if self._opening.isActive():
            self._opening.start(0)

    def set_frame_interval(self, interval_ms: int) -> None:
        """Show a frame at most this often: fewer frames leave the trainer more of the interpreter."""
        self._poll.setInterval(interval_ms)

    def close(self) -> None:
        """End the threads and wait for them; harmless when they have ended, or never began."""
        self._poll.stop()
        self._opening.stop()
        self.past.let_go()
        self._fetching.cancel()  # it ends while the trainer does
        if self._thread.isRunning():
            self._thread.requestInterruption()  # what waits in the queue need not be begun any more
            self._finish_wanted.emit()
            self._thread.wait()
        self._fetching.close()
        self.autosave.close()

    def start(
        self, experiment: Experiment, seed: int, playing: bool = True, snapshot: str = "", lesson: str | None = None
    ) -> None:
        """Order a run; `run_started` tells when it trains. Until then, and if it fails, the old one goes on.

        What is turned meanwhile belongs to the run that was ordered. snapshot: a file of players that have learned.
        lesson: the id of the lesson that it is of; None for that of the run before.
        """
        self._lesson = self._lesson if lesson is None else lesson
        self._order(experiment, seed, playing, snapshot)
        self._ordered.emit(self._wanted)
        self.experiment_changed.emit(experiment)

    def _order(self, experiment: Experiment, seed: int, playing: bool, snapshot: str = "") -> Order:
        self._gave_way, self._held, self._postponed = {}, False, None
        self.past.let_go()
        run, keep_at = self.new_place()
        self._wanted = Order(run, experiment, seed, self.device, playing, snapshot, self._lesson, keep_at)
        return self._wanted

    def new_place(self) -> tuple[int, str]:
        """The id for another run of this lesson, and where that is kept by itself."""
        run = next(self._run_ids)
        return run, self.autosave.path_of(run, self._lesson)

    def open_run(self, saved: SavedRun) -> int:
        """Go on with a run that was saved, paused where it stands; if that fails, the one that trains goes on.

        Gives the id that it has here.
        """
        self._lesson = saved.lesson
        order = self._order(saved.here.experiment, saved.seed, playing=False)
        self._saved_wanted.emit(OpenOrder(saved, order))
        self.experiment_changed.emit(order.experiment)
        return order.run

    @property
    def fetching(self) -> str:
        """The name of the download under way; empty where there is none."""
        return self._fetching.name

    def download(self, name: str) -> None:
        """Fetch this; the run that could not start without it starts then, unless another was ordered since."""
        self._fetching.fetch(name)

    @Slot()
    def cancel_download(self) -> None:
        """Stop what is being fetched; `told` says when it has stopped."""
        self._fetching.cancel()

    @Slot(str)
    def _on_fetched(self, name: str) -> None:
        self.downloaded.emit(name)
        postponed = self._postponed
        if postponed is None or postponed.download != name:
            self.told.emit(f"{DOWNLOADS[name].title.partition(':')[0]} is on this computer now.")
            return
        order = postponed.order
        self.start(order.experiment, order.seed, order.playing, order.snapshot)
        self._gave_way = dict(postponed.gave_way)

    @property
    def experiment(self) -> Experiment:
        """The experiment that trains, or was ordered last, with every knob as it is now."""
        return self._wanted.experiment if self._wanted else Experiment()

    @property
    def seed(self) -> int | None:
        """The seed of the run that trains, or was ordered last; None before the first."""
        return self._wanted.seed if self._wanted is not None else None

    @property
    def ordered_run(self) -> int | None:
        """The id of the run that was ordered last, whether it trains already or not."""
        return self._wanted.run if self._wanted is not None else None

    @Slot()
    def restart(self) -> None:
        """The same experiment and seed, from the first step, with the knobs as they are now."""
        if self._wanted is not None:
            self._begin_anew(self._wanted.experiment, self._wanted.seed)

    @Slot(int)
    def reseed(self, seed: int) -> None:
        """The same experiment from other random numbers."""
        self._begin_anew(self.experiment, seed)

    def _begin_anew(self, experiment: Experiment, seed: int, playing: bool = True) -> None:
        """From the first step; a second run begins anew as well, and differs in the same as before."""
        comparison = self.comparison_client.comparison
        self.start(experiment, seed, playing)
        if comparison is not None:
            self.comparison_client.compare_again(comparison)

    @Slot()
    def play(self) -> None:
        if self._may_train():
            self._play_wanted.emit(True)

    @Slot()
    def pause(self) -> None:
        self._play_wanted.emit(False)

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Pause while there is nothing to train on, and go on as before when there is."""
        if held and not self._held:
            self._goes_on = self.will_play
        self._held = held
        self._play_wanted.emit(not held and self._goes_on)

    def _may_train(self) -> bool:
        """Whether there is anything to train on; where not, that is told."""
        self.past.settle()
        if self._held:
            self.told.emit("There is nothing to learn yet: paint something first, or undo.")
        return not self._held

    @Slot()
    def toggle(self) -> None:
        """Pause what plays, play what is paused."""
        if self.is_playing or self._may_train():
            self._play_wanted.emit(not self.is_playing)

    def move(self, move: StepKind) -> None:
        """One step by hand."""
        if self._may_train():
            self._move_wanted.emit(move)

    @Slot()
    def step_discriminator(self) -> None:
        """One step by hand, of D alone."""
        self.move(StepKind.DISCRIMINATOR)

    @Slot()
    def step_generator(self) -> None:
        """One step by hand, of G alone."""
        self.move(StepKind.GENERATOR)

    @Slot()
    def step_both(self) -> None:
        """One step by hand, of D and then of G."""
        self.move(StepKind.BOTH)

    @Slot()
    def train_discriminator(self) -> None:
        """Train D to its best against the G there is now."""
        if self._may_train():
            self._best_wanted.emit()

    @Slot()
    def cancel(self) -> None:
        """End what takes a while."""
        self._cancel_wanted.emit()

    @Slot(float)
    def set_speed(self, steps_per_second: float) -> None:
        """Infinity is as fast as it goes."""
        self._speed_wanted.emit(steps_per_second)

    @Slot(object)
    def look_at(self, wish: Look) -> None:
        """What frames should show from now on: a hidden layer costs nothing."""
        self._look_wanted.emit(wish)

    @Slot(str)
    def choose_device(self, device: str) -> None:
        """Train on, on another device."""
        if device != self.device:
            self.device = device
            self._device_wanted.emit(device)

    def turn(self, values: Mapping[str, object]) -> None:
        """Turn knobs, together: from the next step on where that is possible, else with a restart from the same seed.

        What contradicts them is switched off, and told through `gave_way`. A value that cannot be is told through
        `failed`, and `experiment_changed` puts the panels right.
        """
        before = self.experiment
        try:
            changes = before.changes_for(values)
            changed = before.with_knobs(changes)
        except PlaygroundError as error:
            self.failed.emit(Failure(str(error)))
            self.experiment_changed.emit(before)
            return
        if self._wanted is None:
            return
        self.past.settle()
        restarts = any(changed.knob(knob) != before.knob(knob) and not find_knob(knob).live for knob in changes)
        if restarts:
            self._begin_anew(changed, self._wanted.seed, playing=self.will_play)
        else:
            trains_already = self._wanted is self._trains
            self._wanted = replace(self._wanted, experiment=changed)
            if trains_already:
                self._trains = self._wanted
            live = [knob for knob in changes if find_knob(knob).live]
            self._turns_sent += 1
            self._edits_wanted.emit(tuple(Edit(knob, changes[knob], run=self._wanted.run) for knob in live))
            self.experiment_changed.emit(changed)
        self._gave_way = {knob: value for knob, value in changes.items() if knob not in values}
        if not restarts:
            self._tell_what_gave_way()

    def _tell_what_gave_way(self) -> None:
        """Once the run trains that it is told of: what belonged to the one before is cleared away then."""
        gave_way, self._gave_way = self._gave_way, {}
        if gave_way:
            self.gave_way.emit(gave_way)

    @property
    def will_play(self) -> bool:
        """Whether it trains by itself once everything that was ordered is done."""
        if self._wanted is not None and (self.run is None or self._wanted.run != self.run.run):
            return self._wanted.playing
        return self.is_playing

    @Slot(object)
    def _on_started(self, run: RunInfo) -> None:
        self.run = run
        if self.device not in ("auto", run.device):
            self.device = run.device  # the one that was asked for failed, and would fail again
        if self._wanted is not None and self._wanted.run == run.run:
            self._trains = self._wanted
        elif self._wanted is self._trains:  # not ordered here: the second run of a comparison was kept
            self._wanted = self._trains = Order(run.run, run.experiment, run.seed, self.device, self.is_playing)
            self.experiment_changed.emit(run.experiment)
        self._rate_from = None
        self.autosave.begin()
        self.run_started.emit(run)
        if self._trains is self._wanted:
            self._tell_what_gave_way()

    @Slot(object)
    def _on_stood(self, stand: RunState) -> None:
        """The knobs are as they were there, unless somebody has turned some since."""
        self._rate_from = None
        wanted = self._wanted
        if wanted is None or (stand.run, stand.edits_heard) != (wanted.run, self._turns_sent):
            return
        if stand.experiment != wanted.experiment:
            self._wanted = self._trains = replace(wanted, experiment=stand.experiment)
            self.experiment_changed.emit(stand.experiment)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """Pass it on; where what failed is the run that was ordered, what trains is what counts again."""
        if self._wanted is not None and failure.run == self._wanted.run:
            self._give_back(self._wanted, failure.download)
        elif failure.kept is not None and self._wanted is not None and self._wanted is self._trains:
            self._wanted = self._trains = replace(self._wanted, experiment=failure.kept)
            self.experiment_changed.emit(failure.kept)
        self.failed.emit(failure)

    def _give_back(self, failed: Order, download: str) -> None:
        """Leave an order that failed; what only lacks a download is not forgotten."""
        self._postponed = Postponed(failed, download, self._gave_way) if download else None
        self._gave_way = {}
        if self._trains is not None:
            self._wanted = self._trains
            self.experiment_changed.emit(self._trains.experiment)

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        self.is_playing = playing
        self._rate_from = None
        self.playing_changed.emit(playing)

    @Slot()
    def _take_awaited_frame(self) -> None:
        """At once, where the last poll came in vain: a late frame should not wait for the next one as well."""
        if self._poll.isActive():
            self._poll.start()
            self._take_frame()

    @Slot()
    def _take_frame(self) -> None:
        """One at a time where there are two runs, in turn: each is painted in a frame of its own."""
        takes = [self._take_own, self._take_runs_b]
        if self._run_b_is_next:
            takes.reverse()
        any(take() for take in takes)

    def _take_own(self) -> bool:
        frame = self._mailbox.take(self.run.run) if self.run is not None else None
        if frame is None:
            return False
        self._run_b_is_next = self.comparison_client.comparison is not None
        self._measure_rate(frame)
        self.frame_ready.emit(frame)
        return True

    def _take_runs_b(self) -> bool:
        if not self.comparison_client.take_frame():
            return False
        self._run_b_is_next = False
        return True

    def _measure_rate(self, frame: Frame) -> None:
        """Steps a second over the last while; none is told where the steps are made by hand."""
        now_s = time.perf_counter()
        if self._rate_from is None:
            self._rate_from = now_s, frame.step
            return
        passed_s = now_s - self._rate_from[0]
        if passed_s >= rate_window_s:
            if self.is_playing:
                self.rate_changed.emit((frame.step - self._rate_from[1]) / passed_s)
            self._rate_from = now_s, frame.step
