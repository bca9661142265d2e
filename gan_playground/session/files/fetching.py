"""Downloads in a thread of their own, one after the other, so that what trains goes on training."""

from __future__ import annotations

import time
from collections import deque
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal, Slot

from gan_playground.gan.data.images.downloads import DOWNLOADS, fetch, folder_of
from gan_playground.session.messages import Arrival, Failure

arrival_interval_s = 0.1


class Fetcher(QObject):
    """Fetches one download in the thread it is moved to.

    Signals
    -------
    arrived(Arrival): some more is here; ten times a second at most, and once when everything is.
    ended(Failure or None): None when it is there. What is said after a `cancel` counts for nothing.
    """

    arrived = Signal(object)
    ended = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._stop = Event()
        self._next_arrival_s = 0.0

    def cancel(self) -> None:
        """Stop after the next 64 KB, or when a silent connection is given up; callable from any thread."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    @Slot()
    def run(self) -> None:
        """Fetch, and end the thread."""
        failure = None
        try:
            fetch(self.name, self._tell, self._stop.is_set)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            failure = Failure.of(f"{self.name} could not be fetched", error, download=self.name)
        self.ended.emit(failure)
        QThread.currentThread().quit()

    def _tell(self, done_bytes: int, total_bytes: int) -> None:
        now_s = time.perf_counter()
        if now_s >= self._next_arrival_s or done_bytes == total_bytes:
            self._next_arrival_s = now_s + arrival_interval_s
            self.arrived.emit(Arrival(self.name, done_bytes, total_bytes))


class Fetching(QObject):
    """Owns the thread of the download under way, and the names of those that wait for it to end.

    Signals
    -------
    progressed(Arrival): how much is here; the first one, of nothing, at once. fetched(str): the name of what is there
    now. failed(Failure). cancelled(str): a sentence that says what was kept.
    """

    progressed = Signal(object)
    fetched = Signal(str)
    failed = Signal(object)
    cancelled = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[str] = deque()
        self._fetcher: Fetcher | None = None
        self._thread = QThread()

    @property
    def name(self) -> str:
        """What is being fetched; empty when nothing is."""
        return self._fetcher.name if self._fetcher is not None else ""

    def fetch(self, name: str) -> None:
        """Fetch this, after what is being fetched already."""
        if name != self.name and name not in self._waiting:
            self._waiting.append(name)
            self._begin_next()

    def cancel(self) -> None:
        """Stop what is being fetched; `cancelled` tells when it has."""
        if self._fetcher is not None:
            self._fetcher.cancel()

    def close(self) -> None:
        """Stop everything and wait for it, as long as a silent connection takes; harmless the second time."""
        self._waiting.clear()
        self.cancel()
        self._join()

    def _begin_next(self) -> None:
        if self._fetcher is not None or not self._waiting:
            return
        fetcher = self._fetcher = Fetcher(self._waiting.popleft())
        self._thread = QThread()
        self._thread.setObjectName("fetcher")
        fetcher.moveToThread(self._thread)
        self._thread.started.connect(fetcher.run)
        self._thread.finished.connect(fetcher.deleteLater)
        fetcher.arrived.connect(self._on_arrived)
        fetcher.ended.connect(self._on_ended)
        self.progressed.emit(Arrival(fetcher.name, 0, DOWNLOADS[fetcher.name].size_bytes))
        self._thread.start()

    def _join(self) -> None:
        self._thread.quit()
        self._thread.wait()
        self._fetcher = None

    @Slot(object)
    def _on_arrived(self, arrival: Arrival) -> None:
        if self._fetcher is not None and not self._fetcher.is_cancelled:
            self.progressed.emit(arrival)

    @Slot(object)
    def _on_ended(self, failure: Failure | None) -> None:
        fetcher = self._fetcher
        if fetcher is None:
            return  # what was still on its way when everything was closed
        self._join()
        if fetcher.is_cancelled:
            self.cancelled.emit(_cancelled_sentence(fetcher.name))
        elif failure is not None:
            self.failed.emit(failure)
        else:
            self.fetched.emit(fetcher.name)
        self._begin_next()


def _cancelled_sentence(name: str) -> str:
    """Files that had come whole stay, to go on from; most often there is none."""
    folder, download = folder_of(name), DOWNLOADS[name]
    names = [*(file.name for file in download.files), *(file for file, _ in download.kept)]
    if any((folder / file).is_file() for file in names):
        return "The download was cancelled; what had come whole was kept, and need not come again."
    return "The download was cancelled; nothing was kept."
