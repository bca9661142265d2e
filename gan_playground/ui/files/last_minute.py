"""The last minute as a film, with one key: nothing was recorded, it is made again from the run's own past."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.files import check_writable, write_whole
from gan_playground.session.events import Failure
from gan_playground.session.files.events import RunWritten
from gan_playground.session.files.film_process import FilmProcess
from gan_playground.ui.widgets.file_dialogs import chosen_to_save

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.main_window import MainWindow
    from gan_playground.ui.window.settings import Settings

lasts_s, note_s = 60.0, 0.5
working = "Making the film of the last minute …"


class Moment(Struct, frozen=True):
    """Where the run was."""

    at_s: float
    run: int
    step: int


class Minute(Struct, frozen=True):
    """Steps of a run that took so long."""

    first: int
    last: int
    seconds: float


class LastMinute(QObject):
    """Notes twice a second where the run is; the film has those steps, as long as they took, with the run's own knobs,
    edits and steps by hand. What hands did to the window alone, as to enlarge a part, is not in it.

    clock: in seconds.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        notifier: Notifier,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings, self._notifier = window, window.session, settings, notifier
        self._clock = clock
        self._moments: deque[Moment] = deque()
        self._folder: Path | None = None
        self._process: FilmProcess | None = None
        self._film, self._minute = Path(), Minute(0, 0, 0.0)
        self._session.frame_ready.connect(self._note)
        self._session.hear(RunWritten, self._on_written)
        self._session.failed.connect(self._on_failed)

    @Slot(object)
    def _note(self, frame: Frame) -> None:
        """A run that was moved through its past, and another one, begin anew."""
        now_s, moments = self._clock(), self._moments
        if moments and (moments[-1].run != frame.run or moments[-1].step > frame.step):
            moments.clear()
        if moments and now_s < moments[-1].at_s + note_s:
            return
        moments.append(Moment(now_s, frame.run, frame.step))
        while moments[0].at_s < now_s - lasts_s - note_s:
            moments.popleft()

    @property
    def minute(self) -> Minute | None:
        """What would be filmed now; None: nothing has moved in the last minute."""
        now_s = self._clock()
        recent = [moment for moment in self._moments if moment.at_s >= now_s - lasts_s - note_s]
        if not recent or recent[0].run != self._session.ordered_run or recent[-1].step <= recent[0].step:
            return None
        seconds = min(lasts_s, max(1.0, recent[-1].at_s - recent[0].at_s))
        return Minute(recent[0].step, recent[-1].step, seconds)

    @Slot()
    def ask(self) -> None:
        """Let a file be chosen, and make the film; the run trains on meanwhile."""
        minute = self.minute
        if self._folder is not None:
            self._notifier.tell_error("A film of the last minute is being made already; it takes a while.")
        elif minute is None:
            self._notifier.tell_error("In the last minute this run made no step that could be filmed.")
        else:
            start = Path(self._settings.folder) / f"{self._window.recorder.name}-last-minute.mp4"
            chosen, _ = chosen_to_save(self._window, "Film of the last minute", str(start), "Film (*.mp4 *.gif)")
            if chosen:
                self.make(Path(chosen if Path(chosen).suffix else f"{chosen}.mp4"), minute)

    def make(self, film: Path, minute: Minute) -> None:
        """Save the run aside, and let a process film it from there."""
        try:
            check_writable(film)
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
            return
        self._settings.folder = str(film.absolute().parent)
        self._film, self._minute = film, minute
        self._folder = Path(tempfile.mkdtemp(prefix="gan-playground-"))
        self._window.run_files.unsaid.add(str(self._run))
        self._session.autosave.save(self._run, b"")
        self._notifier.show_filming(working, None, self.cancel)

    @property
    def _run(self) -> Path:
        assert self._folder is not None  # a film is being made
        return self._folder / "run.ganrun"

    @property
    def _made(self) -> Path:
        return self._run.with_name(f"film{self._film.suffix}")

    def _on_written(self, event: RunWritten) -> None:
        if self._folder is None or self._process is not None or event.path != str(self._run):
            return
        minute = self._minute
        what = ["--run", event.path, "--from", str(minute.first), "--steps", str(minute.last)]
        how = ["--seconds", f"{minute.seconds:.1f}", "--theme", self._window.theme.name, "--device", "cpu"]
        self._process = FilmProcess([*what, *how, "--out", str(self._made)], self)
        self._process.share_changed.connect(self._on_share)
        self._process.ended.connect(self._on_ended)
        self._process.start()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """Where the run could not be saved aside, that is what was said."""
        if self._folder is not None and self._process is None:
            self._clear_away()

    @Slot(float)
    def _on_share(self, share: float) -> None:
        self._notifier.show_filming(working, share, self.cancel)

    @Slot(str)
    def _on_ended(self, why: str) -> None:
        film = self._film
        try:
            if not why:
                write_whole(film, self._made.read_bytes())
        except (OSError, PlaygroundError) as error:
            why = str(error)
        self._clear_away()
        self._notifier.end_filming()
        if why:
            self._notifier.tell_error(f"The film of the last minute could not be made: {why}")
        else:
            self._notifier.tell_saved(film)

    @Slot()
    def cancel(self) -> None:
        """There is to be no film."""
        self.close()
        self._notifier.end_filming()
        self._notifier.tell("The film of the last minute was cancelled; nothing of it was kept.")

    def close(self) -> None:
        """End what is being made; harmless where nothing is."""
        if self._process is not None:
            self._process.close()
        self._clear_away()

    def _clear_away(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = self._process = None
