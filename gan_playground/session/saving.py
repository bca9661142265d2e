"""Run files are written and read in a thread of their own, so that neither the window nor the training waits."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.session.messages import Failure

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun


class Writer(QObject):
    """Works in the thread it is moved to.

    Signals
    -------
    written(str): a path that somebody asked for. was_read(SavedRun, str): what a path holds.
    found(SavedRun, str): the newest run that can be opened of those that were left over. failed(Failure).
    """

    written = Signal(str)
    was_read = Signal(object, str)
    found = Signal(object, str)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._to_keep: dict[str, SavedRun] = {}

    def put(self, run: SavedRun, path: Path) -> None:
        """Leave a run to be kept; of one path the newest wins. Callable from any thread."""
        with self._lock:
            self._to_keep[str(path)] = run

    @Slot()
    def keep(self) -> None:
        """Write what was left here; what fails will be tried again with the next one, so nobody is bothered."""
        from gan_playground.gan import runfile

        with self._lock:
            left, self._to_keep = self._to_keep, {}
        for path, run in left.items():
            try:
                runfile.save(path, run)
            except PlaygroundError:
                continue

    @Slot()
    def finish(self) -> None:
        """The last command: write what is left, and end the thread."""
        self.keep()
        QThread.currentThread().quit()

    @Slot(object, str)
    def write(self, run: SavedRun, path: str) -> None:
        """Write a run where somebody wants it."""
        from gan_playground.gan import runfile

        try:
            runfile.save(path, run)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            self.failed.emit(Failure.of("The run could not be saved", error))
        else:
            self.written.emit(path)

    @Slot(str)
    def read(self, path: str) -> None:
        """Read a run."""
        from gan_playground.gan import runfile

        try:
            run = runfile.read(path)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            self.failed.emit(Failure.of("The run could not be opened", error))
        else:
            self.was_read.emit(run, path)

    @Slot(object)
    def look_through(self, paths: list[Path]) -> None:
        """See which of these can be opened; the first is found."""
        from gan_playground.gan import runfile

        for path in paths:
            try:
                run = runfile.read(path)
            except PlaygroundError:
                continue
            self.found.emit(run, str(path))
            return


class Saving(QObject):
    """Owns the thread that writes and reads runs.

    Signals: those of the writer, in the window's thread.
    """

    written = Signal(str)
    was_read = Signal(object, str)
    found = Signal(object, str)
    failed = Signal(object)

    _keep_wanted = Signal()
    _write_wanted = Signal(object, str)
    _read_wanted = Signal(str)
    _look_wanted = Signal(object)
    _finish_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("writer")
        self._writer = writer = Writer()
        writer.moveToThread(self._thread)
        self._thread.finished.connect(writer.deleteLater)
        self._keep_wanted.connect(writer.keep)
        self._write_wanted.connect(writer.write)
        self._read_wanted.connect(writer.read)
        self._look_wanted.connect(writer.look_through)
        self._finish_wanted.connect(writer.finish)
        writer.written.connect(self.written)
        writer.was_read.connect(self.was_read)
        writer.found.connect(self.found)
        writer.failed.connect(self.failed)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    def close(self) -> None:
        """Write what is to be kept, and end; harmless the second time."""
        if self._thread.isRunning():
            self._finish_wanted.emit()
            self._thread.wait()

    def keep(self, run: SavedRun, path: Path) -> None:
        """Keep a run by itself; only the newest of one path is written. Callable from any thread."""
        self._writer.put(run, path)
        self._keep_wanted.emit()

    def write(self, run: SavedRun, path: str) -> None:
        """Write it where somebody wants it."""
        self._write_wanted.emit(run, path)

    def read(self, path: str) -> None:
        """Read one."""
        self._read_wanted.emit(path)

    def look_through(self, paths: list[Path]) -> None:
        """Find the first of these that can be opened."""
        self._look_wanted.emit(paths)
