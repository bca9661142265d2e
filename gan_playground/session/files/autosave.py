"""Keeping runs: by themselves, where somebody wants them, and opening them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gan_playground.session.files.autosave_folder import AutosaveFolder
from gan_playground.session.files.saving import Saving
from gan_playground.session.messages import Failure, RunInfo, SaveRequest

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.worker import Worker

first_keep_ms, keep_interval_ms = 2_000, 27_000  # and a while to write: what is left is at most half a minute old


class Autosave(QObject):
    """The run files of one session.

    Signals
    -------
    due(): the run is to be kept now; `keep` does so, with a picture of the moment. written(str): the path of a run
    that was saved. was_read(SavedRun, str): what the path holds that was asked for last. could_not(Failure): why it
    cannot be read. head_read(RunHead, str): what a path says of itself. found(SavedRun, str): a run that was cut off.
    failed(Failure): what could not be written.
    """

    due = Signal()
    written = Signal(str)
    was_read = Signal(object, str)
    could_not = Signal(object)
    head_read = Signal(object, str)
    found = Signal(object, str)
    failed = Signal(object)

    _save_request_wanted = Signal(object)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self.autosave_folder = AutosaveFolder()
        self._saving = saving = Saving(self)
        self._reading = ""
        self._kept_last = ""
        self._replaced: dict[int, str] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._save_request_wanted.connect(worker.pack)
        # At once, in the thread that packs: what comes last must be here before everything ends.
        worker.packed_to_keep.connect(self._keep, Qt.ConnectionType.DirectConnection)
        worker.packed_to_save.connect(self._write, Qt.ConnectionType.DirectConnection)
        worker.packed_to_keep.connect(self._note_kept)
        worker.outlived.connect(self._forget)
        worker.started.connect(self._note_replaced)
        saving.written.connect(self.written)
        saving.was_read.connect(self._on_read)
        saving.could_not.connect(self._on_could_not)
        saving.head_read.connect(self.head_read)
        saving.found.connect(self.found)
        saving.failed.connect(self.failed)

    def open(self) -> None:
        """Take a place on the shelf."""
        self.autosave_folder.open()
        self._saving.open()

    def close(self) -> None:
        """Write what is left; the worker has ended before."""
        self._timer.stop()
        self._saving.close()
        self.autosave_folder.tidy()
        self.autosave_folder.close()

    def begin(self) -> None:
        """A run has begun: it is kept soon, and now and then from then on."""
        if self.autosave_folder.is_open:
            self._timer.start(first_keep_ms)

    @Slot()
    def _on_time(self) -> None:
        self._timer.start(keep_interval_ms)
        self.due.emit()

    def keep(self, thumbnail: bytes) -> None:
        """Keep the run as it is now."""
        self._save_request_wanted.emit(SaveRequest(thumbnail))

    def save(self, path: Path, thumbnail: bytes) -> None:
        """Save the run as it is now; `written` tells when it is there."""
        self._save_request_wanted.emit(SaveRequest(thumbnail, str(path)))

    def read(self, path: Path) -> None:
        """Read a run, and no other that was asked for before; `was_read` or `could_not` tells what came of it."""
        self._reading = str(path)
        self._saving.want(self._reading)

    def cancel_reading(self) -> None:
        """What is being read is not wanted any more."""
        self._reading = ""
        self._saving.want("")

    @Slot(object, str)
    def _on_read(self, run: SavedRun, path: str) -> None:
        if path == self._reading:
            self.cancel_reading()
            self.was_read.emit(run, path)

    @Slot(object)
    def _on_could_not(self, failure: Failure) -> None:
        if self._reading:
            self.cancel_reading()
            self.could_not.emit(failure)

    def read_heads(self, paths: list[Path]) -> None:
        """See what these say of themselves; `head_read` tells, of each that can be read."""
        self._saving.read_heads(paths)

    def look_for_cut_off(self) -> None:
        """See whether a window was cut off with a run that can be opened; `found` tells."""
        if left := self.autosave_folder.cut_off():
            self._saving.look_through(left)

    def path_of(self, run: int, lesson: str) -> str:
        """Where this run, of this lesson, is kept by itself; empty where nothing can be."""
        path = self.autosave_folder.path_of(run, lesson)
        return "" if path is None else str(path)

    @Slot(object, str)
    def _keep(self, run: SavedRun, path: str) -> None:
        self._saving.keep(run, Path(path))

    @Slot(object, str)
    def _write(self, run: SavedRun, path: str) -> None:
        self._saving.write(run, path)

    @Slot(object, str)
    def _note_kept(self, _run: SavedRun, path: str) -> None:
        self._kept_last = path

    @Slot(str)
    def _forget(self, path: str) -> None:
        self._kept_last = ""
        self._saving.forget(Path(path))

    @Slot(object)
    def _note_replaced(self, run: RunInfo) -> None:
        """The run that this one took the place of was left just before, and kept or not."""
        if run.run not in self._replaced:
            self._replaced[run.run], self._kept_last = self._kept_last, ""

    def replaced_by(self, run: int) -> Path | None:
        """Where the run is kept, if it is, that this one took the place of; it may still be on its way there."""
        path = self._replaced.get(run, "")
        return Path(path) if path else None
