"""What is read of run files, in the thread that writes them: so nothing is read that is still to be written."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.session.files.run_head import read_head
from gan_playground.session.messages import Failure


class Reader(QObject):
    """Works in the thread it is moved to.

    Signals
    -------
    was_read(SavedRun, str): what the path holds that was asked for last. could_not(Failure): why it cannot be read.
    head_read(RunHead, str): what a path says of itself. found(SavedRun, str): the newest run that can be opened of
    those that were left over.
    """

    was_read = Signal(object, str)
    could_not = Signal(object)
    head_read = Signal(object, str)
    found = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._wanted = ""

    def want(self, path: str) -> None:
        """Leave the path of a run to be read; the last one wins, and an empty one is none. Callable from any thread."""
        with self._lock:
            self._wanted = path

    def _is_wanted(self, path: str) -> bool:
        with self._lock:
            return path == self._wanted

    @Slot(str)
    def read(self, path: str) -> None:
        """Read a run, unless that is not wanted any more."""
        if not self._is_wanted(path):
            return
        from gan_playground.gan import runfile

        try:
            run = runfile.read(path)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            if self._is_wanted(path):
                self.could_not.emit(Failure.of("The run could not be opened", error))
        else:
            if self._is_wanted(path):
                self.was_read.emit(run, path)

    @Slot(object)
    def read_heads(self, paths: list[Path]) -> None:
        """See what these say of themselves; what is broken is told of when somebody opens it."""
        for path in paths:
            try:
                self.head_read.emit(read_head(path), str(path))
            except PlaygroundError:
                continue

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
