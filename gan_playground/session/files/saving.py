"""Run files are written and read in a thread of their own, so that neither the window nor the training waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gan_playground.interrupts import say_aside
from gan_playground.session.events import Failure
from gan_playground.session.files.events import KeepFailed, RunKept, RunWritten
from gan_playground.session.files.reading import Reader

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun

Job = Callable[[], object]


class Writer:
    """Works in the thread of the run files. say: tells the window what was written where somebody wanted it."""

    def __init__(self, say: Callable[[object], None]) -> None:
        self._say = say
        self._lock = Lock()
        self._to_keep: dict[str, SavedRun | None] = {}

    def put(self, run: SavedRun | None, path: Path | str) -> None:
        """Leave a run to be kept, None to keep none there; of one path the newest wins. Callable from any thread."""
        with self._lock:
            self._to_keep[str(path)] = run

    def keep(self) -> None:
        """Write what was left here, and say whether that went well; what fails is tried again with the next one."""
        with self._lock:
            left, self._to_keep = self._to_keep, {}
        for path, run in left.items():
            try:
                _keep(run, Path(path))
            except Exception as error:  # noqa: BLE001 - whatever it was, the others are to be kept
                say_aside(f"{path} could not be kept: {error}")
                self._say(KeepFailed(_reason(error)))
            else:
                if run is not None:
                    self._say(RunKept())

    def write(self, run: SavedRun, path: str) -> None:
        """Write a run where somebody wants it."""
        from gan_playground.gan import runfile

        try:
            runfile.save(path, run)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            self._say(Failure.of("The run could not be saved", error))
        else:
            self._say(RunWritten(path))


def _keep(run: SavedRun | None, path: Path) -> None:
    from gan_playground.gan import runfile

    if run is None:
        path.unlink(missing_ok=True)
    else:
        runfile.save(path, run)


def _reason(error: Exception) -> str:
    """Why, without the name of a file that nobody has named."""
    cause = error.__cause__ or error
    return (isinstance(cause, OSError) and cause.strerror) or str(error).rstrip(".")


class FileDesk(QObject):
    """Does one thing after the other, in the thread it is moved to.

    Signals
    -------
    said(an event): of the writer or the reader.
    """

    said = Signal(object)

    _woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.writer, self.reader = Writer(self.said.emit), Reader(self.said.emit)
        self._jobs: deque[Job] = deque()
        self._woken.connect(self._work, Qt.ConnectionType.QueuedConnection)

    def put(self, job: Job) -> None:
        """Leave something to be done. Callable from any thread."""
        self._jobs.append(job)
        self._woken.emit()

    @property
    def is_idle(self) -> bool:
        """Whether all is done that was left here."""
        return not self._jobs

    @Slot()
    def _work(self) -> None:
        """A job stays here until it is done."""
        while self._jobs:
            self._jobs[0]()
            self._jobs.popleft()


class Saving:
    """Owns the thread that writes and reads runs. All but `open` and `close` may be called from any thread.

    The desk outlives the thread, which may have done the last that was put there before `put` has woken it for that.
    """

    def __init__(self, hear: Callable[[object], None]) -> None:
        """hear: a slot of the window's thread, for all that is said."""
        self._thread = QThread()
        self._thread.setObjectName("run files")
        self._desk = FileDesk()
        self._desk.said.connect(hear)
        self._desk.moveToThread(self._thread)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    def close(self) -> None:
        """Write what is to be kept, and end; harmless the second time."""
        if self._thread.isRunning():
            self.want("")
            self._desk.put(self._desk.writer.keep)
            self._desk.put(self._thread.quit)
            self._thread.wait()

    @property
    def is_idle(self) -> bool:
        """Whether all is written that was left here."""
        return self._desk.is_idle

    def keep(self, run: SavedRun, path: Path | str) -> None:
        """Keep a run by itself; only the newest of one path is written."""
        self._desk.writer.put(run, path)
        self._desk.put(self._desk.writer.keep)

    def forget(self, path: Path | str) -> None:
        """Keep nothing there any more, once all that is to be kept elsewhere is there."""
        self._desk.writer.put(None, path)
        self._desk.put(self._desk.writer.keep)

    def write(self, run: SavedRun, path: Path | str) -> None:
        """Write it where somebody wants it."""
        self._desk.put(partial(self._desk.writer.write, run, str(path)))

    def want(self, path: str) -> None:
        """Read this one, and no other that was asked for before; empty for none."""
        self._desk.reader.want(path)
        if path:
            self._desk.put(partial(self._desk.reader.read, path))

    def read_heads(self, paths: list[Path]) -> None:
        """See what these say of themselves."""
        self._desk.put(partial(self._desk.reader.read_heads, paths))

    def look_through(self, paths: list[Path]) -> None:
        """Find the first of these that can be opened."""
        self._desk.put(partial(self._desk.reader.look_through, paths))
