"""Keeping runs: by themselves, where somebody wants them, and opening them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gan_playground.session.messages import Packing
from gan_playground.session.saving import Saving
from gan_playground.session.shelf import Shelf

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.worker import Worker

first_keep_ms, keep_interval_ms = 2_000, 27_000  # and a while to write: what is left is at most half a minute old


class Keeping(QObject):
    """The run files of one session.

    Signals
    -------
    due(): the run is to be kept now; `keep` does so, with a picture of the moment. written(str): the path of a run
    that was saved. was_read(SavedRun, str): what a path holds. found(SavedRun, str): a run that was cut off.
    failed(Failure).
    """

    due = Signal()
    written = Signal(str)
    was_read = Signal(object, str)
    found = Signal(object, str)
    failed = Signal(object)

    _packing_wanted = Signal(object)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self.shelf = Shelf()
        self._saving = saving = Saving(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._packing_wanted.connect(worker.pack)
        # At once, in the thread that packs: what comes last must be here before everything ends.
        worker.packed_to_keep.connect(self._keep, Qt.ConnectionType.DirectConnection)
        worker.packed_to_save.connect(saving.write)
        worker.outlived.connect(self._forget)
        saving.written.connect(self.written)
        saving.was_read.connect(self.was_read)
        saving.found.connect(self.found)
        saving.failed.connect(self.failed)

    def open(self) -> None:
        """Take a place on the shelf."""
        self.shelf.open()
        self._saving.open()

    def close(self) -> None:
        """Write what is left; the worker has ended before."""
        self._timer.stop()
        self._saving.close()
        self.shelf.tidy()
        self.shelf.close()

    def begin(self) -> None:
        """A run has begun: it is kept soon, and now and then from then on."""
        if self.shelf.is_open:
            self._timer.start(first_keep_ms)

    @Slot()
    def _on_time(self) -> None:
        self._timer.start(keep_interval_ms)
        self.due.emit()

    def keep(self, thumbnail: bytes) -> None:
        """Keep the run as it is now."""
        self._packing_wanted.emit(Packing(thumbnail))

    def save(self, path: Path, thumbnail: bytes) -> None:
        """Save the run as it is now; `written` tells when it is there."""
        self._packing_wanted.emit(Packing(thumbnail, str(path)))

    def read(self, path: Path) -> None:
        """Read a run; `was_read` tells what it is."""
        self._saving.read(str(path))

    def look_for_cut_off(self) -> None:
        """See whether a window was cut off with a run that can be opened; `found` tells."""
        if left := self.shelf.cut_off():
            self._saving.look_through(left)

    def path_of(self, run: int, lesson: str) -> str:
        """Where this run, of this lesson, is kept by itself; empty where nothing can be."""
        path = self.shelf.path_of(run, lesson)
        return "" if path is None else str(path)

    @Slot(object, str)
    def _keep(self, run: SavedRun, path: str) -> None:
        self._saving.keep(run, Path(path))

    @Slot(str)
    def _forget(self, path: str) -> None:
        Path(path).unlink(missing_ok=True)
