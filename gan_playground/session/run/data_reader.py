"""Data are read in a thread of their own, so that what trains goes on training."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gan_playground.gan.data.distribution import Distribution
from gan_playground.gan.data.making import MadeData, make_real
from gan_playground.gan.data.watching import ReadingStopped, watched
from gan_playground.gan.experiment.data import Data

least_rest_s, most_rest_s = 0.0005, 0.005
last_patience_s = 0.15
"""How long a picture that is being unpacked is waited for at the end; it holds nothing that could be lost."""


class ReadingThread(threading.Thread):
    """Reads some data. One of Python's threads, for the end of the process does not wait for those.

    It rests for as long as it works: window, trainer and this share one interpreter, and the other two come first.
    done, total: how far it is; 0 of 0 where nobody knows yet.
    """

    def __init__(self, wanted: Sequence[Data], tell: Callable[[ReadingThread], object]) -> None:
        """tell: called in this thread once all is read, and never after `stop`."""
        super().__init__(name="data reader", daemon=True)
        self._wanted, self._tell = wanted, tell
        self._lock = threading.Lock()
        self._is_stopped = False
        self._resumed_s = 0.0
        self.done = self.total = 0
        self.made: MadeData = {}

    def run(self) -> None:
        """Read; what cannot be read is an answer too."""
        try:
            with watched(self._watch):
                self.made = {data: _made(data) for data in self._wanted}
        except ReadingStopped:
            return
        with self._lock:
            if not self._is_stopped:
                self._tell(self)

    def _watch(self, done: int, total: int) -> None:
        if self._is_stopped:
            raise ReadingStopped
        self.done, self.total = done, total
        worked_s = time.thread_time() - self._resumed_s
        if worked_s >= least_rest_s:
            time.sleep(min(worked_s, most_rest_s))
            self._resumed_s = time.thread_time()

    def stop(self) -> None:
        """Nobody wants it any more; it ends after the piece that it is at."""
        with self._lock:
            self._is_stopped = True


def _made(data: Data) -> Distribution | Exception:
    try:
        return make_real(data)
    except Exception as error:  # noqa: BLE001 - whatever it was, whoever wanted the data tells
        return error


class DataReader(QObject):
    """Reads for one order at a time; of what was asked for before, nothing is heard any more.

    tell: called, where this lives, once all that was asked for is there, or known not to be.
    """

    _ended = Signal(object)

    def __init__(self, tell: Callable[[MadeData], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._thread: ReadingThread | None = None
        self._stopped: list[ReadingThread] = []
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def progress(self) -> tuple[int, int]:
        """How much is read, of how much."""
        return (self._thread.done, self._thread.total) if self._thread is not None else (0, 0)

    def begin(self, wanted: Sequence[Data]) -> None:
        """Read these, and nothing else any more."""
        self.stop()
        self._thread = ReadingThread(wanted, self._ended.emit)
        self._thread.start()

    def stop(self) -> None:
        """Read nothing any more; harmless where nothing is read."""
        if self._thread is not None:
            self._thread.stop()
            self._stopped = [thread for thread in (*self._stopped, self._thread) if thread.is_alive()]
            self._thread = None

    def close(self) -> None:
        """Stop, and wait a little."""
        self.stop()
        until_s = time.monotonic() + last_patience_s
        for thread in self._stopped:
            thread.join(max(0.0, until_s - time.monotonic()))

    @Slot(object)
    def _on_ended(self, thread: ReadingThread) -> None:
        if thread is self._thread:
            thread.join()
            self._thread = None
            self._tell(thread.made)
