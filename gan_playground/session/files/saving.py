"""Run files are written and read in a thread of their own, so that neither the window nor the training waits."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.session.files.reading import Reader
from gan_playground.session.messages import Failure

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun


class Writer(QObject):
    """Works in the thread it is moved to.

    Signals
    -------
    written(str): a path that somebody asked for. failed(Failure): why it could not be written.
    """

    written = Signal(str)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._to_keep: dict[str, SavedRun | None] = {}

    def put(self, run: SavedRun | None, path: Path) -> None:
        """Leave a run to be kept, None to keep none there; of one path the newest wins. Callable from any thread."""
        with self._lock:
            self._to_keep[str(path)] = run

    @Slot()
    def keep(self) -> None:
        """Write what was left here; what fails will be tried again with the next one, so nobody is bothered."""
        from gan_playground.gan import runfile

        with self._lock:
            left, self._to_keep = self._to_keep, {}
        for path, run in left.items():
            with suppress(PlaygroundError, OSError):
                if run is None:
                    Path(path).unlink(missing_ok=True)
                else:
                    runfile.save(path, run)

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


class Saving(QObject):
    """Owns the thread that writes and reads runs.

    Signals: those of the writer and of the reader, in the window's thread. What is asked for last is read; whatever was
    asked for before, and was not there yet, is not told of any more.
    """

    written = Signal(str)
    failed = Signal(object)
    was_read = Signal(object, str)
    could_not = Signal(object)
    head_read = Signal(object, str)
    found = Signal(object, str)

    _keep_wanted = Signal()
    _write_wanted = Signal(object, str)
    _read_wanted = Signal(str)
    _heads_wanted = Signal(object)
    _look_wanted = Signal(object)
    _finish_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("run files")
        self._writer, self._reader = Writer(), Reader()
        for worker in (self._writer, self._reader):
            worker.moveToThread(self._thread)
            self._thread.finished.connect(worker.deleteLater)
        self._connect_writer(self._writer)
        self._connect_reader(self._reader)

    def _connect_writer(self, writer: Writer) -> None:
        self._keep_wanted.connect(writer.keep)
        self._write_wanted.connect(writer.write)
        self._finish_wanted.connect(writer.finish)
        writer.written.connect(self.written)
        writer.failed.connect(self.failed)

    def _connect_reader(self, reader: Reader) -> None:
        self._read_wanted.connect(reader.read)
        self._heads_wanted.connect(reader.read_heads)
        self._look_wanted.connect(reader.look_through)
        reader.was_read.connect(self.was_read)
        reader.could_not.connect(self.could_not)
        reader.head_read.connect(self.head_read)
        reader.found.connect(self.found)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    def close(self) -> None:
        """Write what is to be kept, and end; harmless the second time."""
        if self._thread.isRunning():
            self.want("")
            self._finish_wanted.emit()
            self._thread.wait()

    def keep(self, run: SavedRun, path: Path) -> None:
        """Keep a run by itself; only the newest of one path is written. Callable from any thread."""
        self._writer.put(run, path)
        self._keep_wanted.emit()

    def forget(self, path: Path) -> None:
        """Keep nothing there any more, once all that is to be kept elsewhere is there."""
        self._writer.put(None, path)
        self._keep_wanted.emit()

    def write(self, run: SavedRun, path: str) -> None:
        """Write it where somebody wants it."""
        self._write_wanted.emit(run, path)

    def want(self, path: str) -> None:
        """Read this one, and no other that was asked for before; empty for none."""
        self._reader.want(path)
        if path:
            self._read_wanted.emit(path)

    def read_heads(self, paths: list[Path]) -> None:
        """See what these say of themselves."""
        self._heads_wanted.emit(paths)

    def look_through(self, paths: list[Path]) -> None:
        """Find the first of these that can be opened."""
        self._look_wanted.emit(paths)
