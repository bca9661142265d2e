"""Between the window and the thread that trains: commands go there, and its state, its events and frames come back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.commands import SessionCommand
from gan_playground.session.events import Failure, FrameWaits, Remark, Waits
from gan_playground.session.files.autosave import Autosave
from gan_playground.session.frame_poll import FramePoll
from gan_playground.session.inbox import Inbox
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.messages import RunInfo
from gan_playground.session.patience import Patience
from gan_playground.session.rate import StepRate
from gan_playground.session.state import ExpectedRun, Report, RunState
from gan_playground.session.unheard import UnheardCommands

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.session.worker import Worker

opening_delay_ms = 50  # time for a window to be painted, before loading torch takes the interpreter

E = TypeVar("E")


class WorkerChannel(QObject):
    """Owns the thread, and mirrors what its worker says.

    What is known of the runs is `state`, as their worker told it last, and the commands that it has not heard yet: from
    these comes all else, so what is refused leaves no trace. last_frame: the newest that was shown, set before
    `frame_ready` tells of it, so that all who hear that see the same; None: none yet.

    Signals
    -------
    frame_ready(Frame): the newest frame of the present run, at most once a poll. run_b_frame_ready(Frame): of the same
    step, where two are compared; right after it.
    run_started(RunInfo): a run trains now, or it moved to another device. experiment_changed(Experiment): what
    `experiment` says now. playing_changed(bool). rate_changed(float): steps a second. comparison_changed(Comparison, or
    None when there is one run again). timeline_changed(TimelineSummary): what there is of the past. loading(str),
    busy_changed(str): what takes a while; empty when it is over. reading_changed(DataReading, or None when it is over):
    how far data are read. slow_motion_changed(SlowMotion, or None when it is over): where a turn stands still.
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
    reading_changed = Signal(object)
    slow_motion_changed = Signal(object)
    failed = Signal(object)
    told = Signal(str)
    closing = Signal()

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = RunState()
        self.last_frame: Frame | None = None
        self._unheard = UnheardCommands()
        self._shown: tuple[int, Experiment] | None = None
        self._is_closed = False
        self._slots: dict[type, list[Callable[[object], object]]] = {}
        self._serials = itertools.count(1)
        self._rate, self._patience = StepRate(), Patience(self._tell_waits, self)
        self._inbox, self._mailbox = Inbox(), Mailbox()
        self._taken: tuple[Frame, ...] = ()
        self.autosave = Autosave(self)
        self._thread = QThread()
        self._thread.setObjectName("trainer")
        self._worker: Worker | None = None
        self._opening = QTimer(self, singleShot=True, interval=opening_delay_ms)
        self._opening.timeout.connect(self._begin_thread)
        self._poll = FramePoll(self._trains, self)
        self._poll.due.connect(self._take_frames)

    def open(self, delay_ms: int = opening_delay_ms) -> None:
        """Start the thread, which loads torch, after a while; `load` starts it before that is over."""
        self.autosave.open()
        self._opening.start(delay_ms)
        self._poll.start()

    def load(self) -> None:
        """What the delay was for is done; harmless at any time."""
        if self._opening.isActive():
            self._opening.start(0)

    @Slot()
    def _begin_thread(self) -> None:
        """Nobody needs the worker before: what was ordered meanwhile lies in the inbox."""
        from gan_playground.session.worker import Worker

        self._worker = Worker(self._inbox, self._mailbox, self.autosave.saving)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.begin)
        self._thread.started.connect(self._worker.take)
        self._thread.finished.connect(self._worker.deleteLater)
        self._woken.connect(self._worker.take)
        self._worker.said.connect(self._on_said)
        self._thread.start()

    def set_frame_interval(self, interval_ms: int) -> None:
        """Show a frame at most this often: fewer frames leave the trainer more of the interpreter."""
        self._poll.set_interval(interval_ms)

    def _stop(self) -> None:
        """Nothing more is sent, or shown."""
        if not self._is_closed:
            self._is_closed = True
            self.closing.emit()
        self._poll.stop()
        self._opening.stop()
        self._patience.end()

    def _end_thread(self) -> None:
        """End what trains, and wait for it."""
        if self._thread.isRunning():
            self._inbox.close()
            self._thread.requestInterruption()
            self._woken.emit()
            self._thread.wait()

    def is_written(self) -> bool:
        """Whether all is on the disk that was left to be written. Callable from any thread."""
        return self.autosave.saving.is_idle

    # There and back.

    def send(self, command: SessionCommand) -> None:
        """Ask the worker for something. What hands can repeat does not queue there: the newest counts."""
        if self._is_closed or self._unheard.is_one_too_many(command):
            return
        serial = next(self._serials)
        self._unheard.note(serial, command)
        if self._inbox.put(serial, command):
            self._woken.emit()
        self._patience.show_waiting(bool(self._unheard))
        self._show_experiment()

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
            self._poll.look_now()
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
            self.failed.emit(event)
        elif isinstance(event, Remark):
            self.told.emit(event.sentence)
        for slot in self._slots.get(type(event), ()):
            slot(event)

    def _tell_waits(self, waits: bool) -> None:
        self.tell(Waits(waits))

    def refuse(self, error: PlaygroundError) -> None:
        """Tell why something was not even sent."""
        self.tell(Failure(str(error)))

    def _mirror(self, state: RunState) -> None:
        before, self.state = self.state, state
        self._unheard.hear(state)
        self._patience.show_waiting(bool(self._unheard))
        if state.begun != before.begun:
            self._rate.restart()
            self.autosave.begin()
            self.run_started.emit(state.run)
        if state.playing != before.playing:
            self._rate.restart()
            self.playing_changed.emit(state.playing)
        self._show_experiment()
        if state.comparison != before.comparison:
            self.comparison_changed.emit(state.comparison)
        if state.timeline is not before.timeline:
            self.timeline_changed.emit(state.timeline)
        others = {"loading": self.loading, "busy": self.busy_changed, "reading": self.reading_changed}
        for name, signal in {**others, "slow_motion": self.slow_motion_changed}.items():
            if getattr(state, name) != getattr(before, name):
                signal.emit(getattr(state, name))

    def _show_experiment(self) -> None:
        first = self._unheard.expected.first
        if first is None:
            return
        shown = self._shown
        if shown is None or first.run != shown[0] or first.experiment != shown[1]:
            self._shown = first.run, first.experiment
            self.experiment_changed.emit(first.experiment)

    # What is, and what will be.

    def has_unheard(self, kind: type[SessionCommand]) -> bool:
        """Whether one of this kind was sent, and the worker has not heard it yet."""
        return self._unheard.has(kind)

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
        return self._unheard.expected.playing

    @property
    def _first(self) -> ExpectedRun | None:
        return self._unheard.expected.first

    @property
    def experiment(self) -> Experiment:
        """The experiment that trains, or was ordered last, with every knob as it is now."""
        return self._first.experiment if self._first is not None else Experiment()

    @property
    def seed(self) -> int | None:
        """The seed of the run that trains, or was ordered last; None before the first."""
        return self._first.seed if self._first is not None else None

    @property
    def lesson(self) -> str:
        """The id of the lesson whose run trains, or was ordered last; empty before the first."""
        return self._first.lesson if self._first is not None else ""

    @property
    def ordered_run(self) -> int | None:
        """The id of the run that was ordered last, whether it trains already or not."""
        return self._first.run if self._first is not None else None

    @property
    def device(self) -> str:
        """Where runs begin."""
        return self._unheard.expected.device

    # Frames.

    def _trains(self) -> bool:
        return self.is_playing

    @Slot()
    def _take_frames(self) -> None:
        """Of two runs both at once: they are seen at one step, and once all is heard that was said before."""
        self._taken = self._mailbox.take() or self._taken
        if self._taken:
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        frames, self._taken = self._taken, ()  # none, where newer ones were shown while it was heard
        runs = self._runs_seen()
        if frames and not self._is_closed and frames[0].run in runs[:1]:
            self._show([frame for frame in frames if frame.run in runs])

    def _show(self, frames: Sequence[Frame]) -> None:
        self._poll.note_shown()
        rate = self._rate.measure(max(frame.step for frame in frames))
        if rate is not None and self.is_playing:  # none is told where the steps are made by hand
            self.rate_changed.emit(rate)
        self.last_frame = frames[0]
        self.frame_ready.emit(frames[0])
        for frame in frames[1:]:
            self.run_b_frame_ready.emit(frame)

    def _runs_seen(self) -> tuple[int, ...]:
        """The ids of the runs whose frames are shown; none before the first."""
        runs = (self.run, None if self.state.comparison is None else self.state.comparison.run_b)
        return tuple(run.run for run in runs if run is not None)
