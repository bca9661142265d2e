"""Records what is seen while it trains: the stage or the whole window, as a film or as its pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from gan_playground.errors import PlaygroundError
from gan_playground.files import check_writable, new_folder, replacing
from gan_playground.film_files import Write, write_gif, write_pictures, write_video
from gan_playground.session.files.recording import Recording, RecordingEnded
from gan_playground.session.frame_poll import poll_interval_ms
from gan_playground.ui.files.moving_picture import MovingPicture, MovingPiece, fitted

if TYPE_CHECKING:
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.main_window import MainWindow
    from gan_playground.ui.window.settings import Settings

film_rate = 30  # pictures a second, of the film and of the window meanwhile
look_ms = 1000 // film_rate
rest_s = 0.1  # after which a picture is taken where no frame is shown either: hands are at work
kinds = {"Film (*.mp4)": ".mp4", "Moving picture (*.gif)": ".gif", "A folder of pictures (*.png)": ".png"}
quick = partial(write_video, preset="superfast")  # beside what trains
WRITERS: dict[str, Write] = {".mp4": quick, ".gif": write_gif, ".png": write_pictures}
"""By the ending of the file's name; of the last one, a folder gets that name without it."""


class Recorder(QObject):
    """One recording at a time, begun and ended by hand.

    While it goes on the window shows 30 frames a second and not 60, and there is one picture a frame: what these cost
    is what the frames cost that are not painted, and counts in what the window may take of the time.

    Signals: lasts(int or None): for so many seconds by now, from 0 on; None: it is over.
    """

    lasts = Signal(object)

    def __init__(self, window: MainWindow, settings: Settings, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._settings, self._notifier = window, settings, notifier
        self._recording: Recording | None = None
        self._picture: MovingPicture | None = None
        self._path, self._seen = Path(), (0, 0)
        self._began_s, self._told_s, self._looked_s, self._has_news = 0.0, -1, 0.0, False
        self._timer = QTimer(self, interval=look_ms)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        window.top_bar.record_button.clicked.connect(self.press)
        window.session.frame_ready.connect(self._note_frame)
        self.lasts.connect(window.top_bar.show_recording)

    @property
    def is_on(self) -> bool:
        """Whether what is seen now is recorded."""
        return self._timer.isActive()

    @Slot()
    def press(self) -> None:
        """What a press of the button does: stop, and save what was recorded, or ask what is to be."""
        if self.is_on:
            self.finish()
        elif self._recording is None:
            from gan_playground.ui.files.record_menu import RecordMenu

            RecordMenu(self, self._settings, self._window).open_below(self._window.top_bar.record_button)

    @property
    def name(self) -> str:
        """Of a file that is proposed: the lesson and the step."""
        session = self._window.session
        return f"{Path(session.lesson or 'run').stem}-step-{session.state.step}"

    def picture_of(self, what: str) -> MovingPicture:
        """what: "stage" or "window". What moves is painted at each look, what is read less often."""
        window, view = self._window, self._window.run_view
        if what == "stage":
            return MovingPicture(view.stages, [MovingPiece(view.stages)])
        sides = window.reading_column, window.knobs_column
        now_and_then = view, window.transport, window.top_bar
        pieces = [
            MovingPiece(view.stages),
            *(MovingPiece(part, 3) for part in now_and_then),
            *(MovingPiece(part, 6) for part in sides),
        ]
        return MovingPicture(window, pieces)

    def start(self, path: Path, what: str, height: int = 0) -> None:
        """Record into this file. height: of the film, in pixels; 0: as many as are seen.

        Says why where it cannot be written, and does nothing then.
        """
        if self._recording is not None:
            return
        write = WRITERS.get(path.suffix.lower())
        try:
            if write is None:
                raise PlaygroundError(f"{path.name} is no film; its name should end with {', '.join(WRITERS)}.")
            self._path = checked(path)
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
            return
        self._picture = self.picture_of(what)
        self._seen = self._picture.size_px  # and so the shape of the film, however the window is dragged meanwhile
        self._begin(partial(written, self._path, write, size_of(self._seen, height)))

    def _begin(self, write: Callable[[Iterator[QImage]], None]) -> None:
        self._recording = Recording(write, film_rate, self)
        self._recording.ended.connect(self._on_ended)
        self._began_s = time.monotonic()
        self._window.session.set_frame_interval(look_ms)
        self._timer.start()
        self._told_s = -1
        self._look()

    @Slot()
    def _look(self) -> None:
        """A picture of now, where the film wants one."""
        seconds = int(time.monotonic() - self._began_s)
        if seconds != self._told_s:
            self._told_s = seconds
            self.lasts.emit(seconds)
        recording = self._recording
        has_rested = time.monotonic() > self._looked_s + rest_s
        if recording is not None and recording.pictures.is_due and (self._has_news or has_rested):
            self._has_news, self._looked_s = False, time.monotonic()
            recording.pictures.put(fitted(self._picture.look(), self._seen))

    @Slot()
    def _note_frame(self) -> None:
        self._has_news = True

    @Slot()
    def finish(self) -> None:
        """Save what was recorded."""
        self._stop(is_unwanted=False)

    @Slot()
    def discard(self) -> None:
        """Keep nothing of what was recorded."""
        self._stop(is_unwanted=True)

    def _stop(self, is_unwanted: bool) -> None:
        if self.is_on:
            self._rest()
            self._recording.finish(is_unwanted)

    def _rest(self) -> None:
        self._timer.stop()
        self._window.session.set_frame_interval(poll_interval_ms)
        self.lasts.emit(None)

    @Slot(object)
    def _on_ended(self, event: RecordingEnded) -> None:
        """Also where the file could not be written while it still went on."""
        if self.is_on:
            self._rest()
        self._recording = self._picture = None
        if event.failure is not None:
            self._notifier.tell_error(f"{event.failure.sentence} Nothing else was lost; the run goes on.")
        elif event.discarded:
            self._notifier.tell("The recording was stopped, and nothing of it was kept.")
        else:
            self._notifier.tell_saved(self._path)

    def close(self) -> None:
        """The window closes: what was recorded until now is a whole file, or none."""
        if self.is_on:
            self._timer.stop()
        if self._recording is not None:
            self._recording.close()


def checked(path: Path) -> Path:
    """The file, or of pictures the folder, that is to be written; PlaygroundError where it cannot be."""
    if path.suffix.lower() != ".png":
        check_writable(path)
        return path
    folder = path.with_suffix("")
    if folder.exists():
        raise PlaygroundError(f"{folder} is there already; choose another name.")
    check_writable(path)
    return folder


def size_of(seen: tuple[int, int], height: int) -> tuple[int, int]:
    """As high as this, and as wide as the shape of what is seen asks for; both even."""
    if not height:
        return seen
    return max(2, round(seen[0] * height / seen[1] / 2) * 2), height // 2 * 2


def written(path: Path, write: Write, size: tuple[int, int], pictures: Iterator[QImage]) -> None:
    """Make a film of the pictures, whole or not at all."""
    with (new_folder if write is write_pictures else replacing)(path) as temporary:
        write(temporary, pictures, film_rate, size)
