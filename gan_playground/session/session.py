"""What the window talks to: sends commands to the thread that trains, mirrors its state, and hands out frames."""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.downloads import DOWNLOADS
from gan_playground.gan.experiment.experiment import Experiment, find_knob
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session import commands
from gan_playground.session.commands import Berth, Compare, Open, SessionCommand, Start
from gan_playground.session.comparison.client import ComparisonClient
from gan_playground.session.events import Failure, Fetched, FrameWaits, GaveWay, Remark
from gan_playground.session.files.autosave import Autosave
from gan_playground.session.files.fetching import Fetching
from gan_playground.session.history.client import HistoryClient
from gan_playground.session.inbox import Inbox, Sent, overrides
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import RunInfo
from gan_playground.session.state import FOLDS, Expected, ExpectedRun, Report, RunState, after, expected
from gan_playground.session.worker import Worker

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun

poll_interval_ms = 16
rate_window_s = 0.5
most_by_hand = 4  # steps that may wait to be made
opening_delay_ms = 50  # time for a window to be painted, before loading torch takes the interpreter

by_hand = (commands.MakeStep, commands.StepBack)

E = TypeVar("E")


class Session(QObject):
    """One run at a time, or two side by side, trained in another thread.

    What is known of them is `state`, as their worker told it last, and the commands that it has not heard yet: from
    these comes all else, so what is refused leaves no trace.

    Signals
    -------
    frame_ready(Frame): the newest frame of the present run, at most once a poll. run_b_frame_ready(Frame): of the same
    step, where two are compared; right after it.
    run_started(RunInfo): a run trains now, or it moved to another device. experiment_changed(Experiment): what
    `experiment` says now. playing_changed(bool). rate_changed(float): steps a second. comparison_changed(Comparison, or
    None when there is one run again). timeline_changed(TimelineSummary): what there is of the past. loading(str),
    busy_changed(str): what takes a while; empty when it is over.
    failed(Failure), told(str): sentences for the window. For all else that is said, see `hear`.
    closing(): everything ends now.
    """

    frame_ready = Signal(object)
    run_b_frame_ready = Signal(object)
    run_started = Signal(object)
    experiment_changed = Signal(object)
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    comparison_changed = Signal(object)
    timeline_changed = Signal(object)
    loading = Signal(str)
    busy_changed = Signal(str)
    failed = Signal(object)
    told = Signal(str)
    closing = Signal()

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = RunState()
        self._unheard: deque[Sent] = deque()
        self._expected = Expected()
        self._shown: tuple[int, Experiment] | None = None
        self._retry: Start | Open | Compare | None = None
        self._lacking = ""
        self._is_closed = False
        self._slots: dict[type, list[Callable[[object], object]]] = {}
        self._run_ids, self._serials = itertools.count(1), itertools.count(1)
        self._rate_from: tuple[float, int] | None = None
        self._inbox, self._mailbox = Inbox(), Mailbox()
        self.autosave = Autosave(self)
        self._thread = QThread()
        self._thread.setObjectName("trainer")
        self._worker = Worker(self._inbox, self._mailbox, self.autosave.shelf)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.begin)
        self._thread.finished.connect(self._worker.deleteLater)
        self._woken.connect(self._worker.take)
        self._worker.said.connect(self._on_said)
        self.past = HistoryClient(self)
        self.comparison_client = ComparisonClient(self)
        self._fetching = Fetching(self)
        self._fetching.said.connect(self._on_said)
        self._opening = QTimer(self, singleShot=True, interval=opening_delay_ms)
        self._opening.timeout.connect(self._thread.start)
        self._poll = QTimer(self)
        self._poll.setTimerType(Qt.TimerType.PreciseTimer)
        self._poll.setInterval(poll_interval_ms)
        self._poll.timeout.connect(self._take_frames)

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
        if not self._is_closed:
            self._is_closed = True
            self.closing.emit()
        self._poll.stop()
        self._opening.stop()
        self.past.let_go()
        self._fetching.cancel()  # it ends while the trainer does
        self.autosave.stop()
        if self._thread.isRunning():
            self._inbox.close()
            self._thread.requestInterruption()
            self._woken.emit()
            self._thread.wait()
        self._fetching.close()
        self.autosave.close()

    def is_written(self) -> bool:
        """Whether all is on the disk that was left to be written. Callable from any thread."""
        return self.autosave.shelf.is_idle

    # The channel.

    def send(self, command: SessionCommand) -> None:
        """Ask the worker for something. What hands can repeat does not queue there: the newest counts."""
        if self._is_closed or self._is_one_too_many(command):
            return
        serial = next(self._serials)
        if isinstance(command, Start | Open | Compare):
            self._retry, self._lacking = command, ""
        if type(command) in FOLDS:
            self._note_unheard(serial, command)
        if self._inbox.put(serial, command):
            self._woken.emit()
        self._show_experiment()

    def _is_one_too_many(self, command: SessionCommand) -> bool:
        """Steps by hand that a held key asks for may not queue: what is not made by now is not made after it."""
        waiting = sum(isinstance(one, by_hand) for _, one in self._unheard) if isinstance(command, by_hand) else 0
        return waiting >= most_by_hand

    def _note_unheard(self, serial: int, command: SessionCommand) -> None:
        if self._unheard and overrides(command, self._unheard[-1][1]):
            self._unheard.pop()
        self._unheard.append((serial, command))
        self._expected = after(self._expected, command)

    def hear(self, kind: type[E], slot: Callable[[E], object]) -> None:
        """Let this be called with every event of a kind, in the window's thread."""
        self._slots.setdefault(kind, []).append(slot)  # type: ignore[arg-type]

    @Slot(object)
    def _on_said(self, message: object) -> None:
        if self._is_closed:
            return  # what was queued before the end begins nothing
        if isinstance(message, Report):
            self._hear_report(message)
        elif isinstance(message, FrameWaits):
            self._poll.start()
            self._take_frames()  # a late frame should not wait for the next poll as well
        else:
            self.tell(message)

    def _hear_report(self, report: Report) -> None:
        if report.state is not None:
            self._mirror(report.state)
        for event in report.events:
            self.tell(event)

    def tell(self, event: object) -> None:
        """Pass something on to whoever hears it."""
        if isinstance(event, Failure):
            self._note_lacking(event)
            self.failed.emit(event)
        elif isinstance(event, Remark):
            self.told.emit(event.sentence)
        for slot in self._slots.get(type(event), ()):
            slot(event)
        if isinstance(event, Fetched):
            self._go_on_with(event.name)

    def refuse(self, error: PlaygroundError) -> None:
        """Tell why something was not even sent."""
        self.tell(Failure(str(error)))

    def _mirror(self, state: RunState) -> None:
        before, self.state = self.state, state
        while self._unheard and self._unheard[0][0] <= state.heard:
            self._unheard.popleft()
        self._expected = expected(state, (command for _, command in self._unheard))
        if state.begun != before.begun:
            self._rate_from = None
            self.autosave.begin()
            self.run_started.emit(state.run)
        if state.playing != before.playing:
            self._rate_from = None
            self.playing_changed.emit(state.playing)
        self._show_experiment()
        if state.comparison != before.comparison:
            self.comparison_changed.emit(state.comparison)
        if state.timeline is not before.timeline:
            self.timeline_changed.emit(state.timeline)
        if state.loading != before.loading:
            self.loading.emit(state.loading)
        if state.busy != before.busy:
            self.busy_changed.emit(state.busy)

    def _show_experiment(self) -> None:
        first = self._expected.first
        if first is None:
            return
        shown = self._shown
        if shown is None or first.run != shown[0] or first.experiment != shown[1]:
            self._shown = first.run, first.experiment
            self.experiment_changed.emit(first.experiment)

    # What is, and what will be.

    @property
    def run(self) -> RunInfo | None:
        """The run that trains; None before the first."""
        return self.state.run

    @property
    def is_playing(self) -> bool:
        """Whether it trains by itself."""
        return self.state.playing

    @property
    def will_play(self) -> bool:
        """Whether it trains by itself once everything that was ordered is done."""
        return self._expected.playing

    @property
    def _first(self) -> ExpectedRun | None:
        return self._expected.first

    @property
    def experiment(self) -> Experiment:
        """The experiment that trains, or was ordered last, with every knob as it is now."""
        return self._first.experiment if self._first is not None else Experiment()

    @property
    def seed(self) -> int | None:
        """The seed of the run that trains, or was ordered last; None before the first."""
        return self._first.seed if self._first is not None else None

    @property
    def ordered_run(self) -> int | None:
        """The id of the run that was ordered last, whether it trains already or not."""
        return self._first.run if self._first is not None else None

    @property
    def device(self) -> str:
        """Where runs begin."""
        return self._expected.device

    # Runs.

    def start(
        self, experiment: Experiment, seed: int, playing: bool = True, snapshot: str = "", lesson: str | None = None
    ) -> None:
        """Order a run; `run_started` tells when it trains. Until then, and if it fails, the old one goes on.

        What is turned meanwhile belongs to the run that was ordered. snapshot: a file of players that have learned.
        lesson: the id of the lesson that it is of; None for that of the run before.
        """
        self.past.let_go()
        self.send(self.start_command(experiment, seed, playing, snapshot, lesson))

    def start_command(
        self, experiment: Experiment, seed: int, playing: bool = True, snapshot: str = "", lesson: str | None = None
    ) -> Start:
        """What asks for a run, with a place of its own."""
        lesson = self.lesson if lesson is None else lesson
        return Start(self.new_berth(lesson), experiment, seed, playing, snapshot, lesson)

    @property
    def lesson(self) -> str:
        """The id of the lesson whose run trains, or was ordered last; empty before the first."""
        return self._first.lesson if self._first is not None else ""

    def new_berth(self, lesson: str | None = None) -> Berth:
        """The id for another run of a lesson, of the present one if none is named, and where that is kept by itself."""
        run = next(self._run_ids)
        return Berth(run, self.autosave.path_of(run, self.lesson if lesson is None else lesson))

    def open_run(self, saved: SavedRun) -> int:
        """Go on with a run that was saved, paused where it stands; if that fails, the one that trains goes on.

        Gives the id that it has here.
        """
        self.past.let_go()
        berth = self.new_berth(saved.lesson)
        self.send(Open(berth, saved))
        return berth.run

    @Slot()
    def restart(self) -> None:
        """The same experiment and seed, from the first step, with the knobs as they are now."""
        if self._first is not None:
            self._begin_anew(self._first.experiment, self._first.seed)

    @Slot(int)
    def reseed(self, seed: int) -> None:
        """The same experiment from other random numbers."""
        self._begin_anew(self.experiment, seed)

    def _begin_anew(
        self, experiment: Experiment, seed: int, playing: bool = True, gave_way: Mapping[str, object] | None = None
    ) -> None:
        """From the first step; a second run begins anew as well, and differs in the same as before."""
        self.past.let_go()
        start = self.start_command(experiment, seed, playing)
        beside = self.new_berth() if self._expected.second is not None else None
        self.send(replace(start, gave_way=gave_way, beside=beside))

    def turn(self, values: Mapping[str, object]) -> None:
        """Turn knobs, together: from the next step on where that is possible, else with a restart from the same seed.

        What contradicts them is switched off, and told as GaveWay. A value that cannot be is told through `failed`, and
        `experiment_changed` puts the panels right.
        """
        before = self._first
        try:
            changes = self.experiment.changes_for(values)
            changed = self.experiment.with_knobs(changes)
        except PlaygroundError as error:
            self.refuse(error)
            self.experiment_changed.emit(self.experiment)
            return
        if before is None:
            return
        self.past.settle()
        gave_way = {knob: value for knob, value in changes.items() if knob not in values}
        live = {knob: value for knob, value in changes.items() if find_knob(knob).live}
        if any(changed.knob(knob) != before.experiment.knob(knob) for knob in changes if knob not in live):
            self._begin_anew(changed, before.seed, self.will_play, gave_way)
            return
        self.send(commands.TurnKnobs(live, run=before.run))
        if gave_way:
            self.tell(GaveWay(gave_way))

    @Slot(str)
    def choose_device(self, device: str) -> None:
        """Train on, on another device, and begin there from now on."""
        if device != self.device:
            self.send(commands.ChooseDevice(device))

    # Training.

    @Slot()
    def play(self) -> None:
        self.past.settle()
        self.send(commands.Play())

    @Slot()
    def pause(self) -> None:
        self.send(commands.Pause())

    @Slot()
    def toggle(self) -> None:
        """Pause what plays, play what is paused."""
        if self.will_play:
            self.pause()
        else:
            self.play()

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Pause while there is nothing to train on, and go on as before when there is."""
        self.send(commands.Hold(held))

    def move(self, kind: StepKind) -> None:
        """One step by hand."""
        self.past.settle()
        self.send(commands.MakeStep(kind))

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
        self.past.settle()
        self.send(commands.TrainDiscriminator())

    @Slot()
    def cancel(self) -> None:
        """End what takes a while."""
        self.send(commands.Cancel())

    @Slot(float)
    def set_speed(self, steps_per_second: float) -> None:
        """Infinity is as fast as it goes."""
        self.send(commands.SetSpeed(steps_per_second))

    @Slot(object)
    def look_at(self, look: Look) -> None:
        """What frames should show from now on: a hidden layer costs nothing."""
        self.send(commands.LookAt(look))

    # Downloads.

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

    def _note_lacking(self, failure: Failure) -> None:
        """Remember what the run lacks that was ordered last."""
        if self._retry is not None and failure.run == self._retry.berth.run:
            self._lacking = failure.download

    def _go_on_with(self, download: str) -> None:
        if self._lacking != download or self._retry is None:
            self.told.emit(f"{DOWNLOADS[download].title.partition(':')[0]} is on this computer now.")
            return
        self.send(self._with_new_berths(self._retry))

    def _with_new_berths(self, order: Start | Open | Compare) -> SessionCommand:
        """The same order once more; the first run's id is the lower one."""
        if isinstance(order, Open):
            return replace(order, berth=self.new_berth(order.saved.lesson))
        if isinstance(order, Start):
            berth = self.new_berth(order.lesson)
            return replace(order, berth=berth, beside=None)
        anew = None if order.anew is None else replace(order.anew, berth=self.new_berth(order.anew.lesson))
        return replace(order, berth=self.new_berth(), anew=anew)

    # Frames.

    @Slot()
    def _take_frames(self) -> None:
        """Of two runs both at once: they are seen at one step."""
        run, comparison = self.state.run, self.state.comparison
        if run is None:
            return
        frames = self._mailbox.take(run.run, *(() if comparison is None else (comparison.run_b.run,)))
        if not frames:
            return
        self._measure_rate(frames[0])
        self.frame_ready.emit(frames[0])
        for frame in frames[1:]:
            self.run_b_frame_ready.emit(frame)

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
