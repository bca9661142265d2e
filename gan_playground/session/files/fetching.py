"""Downloads in a thread of their own, one after the other, so that what trains goes on training."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal, Slot

from gan_playground.gan.data.images.downloads import DOWNLOADS, folder_of
from gan_playground.gan.data.images.fetch import adopt, fetch
from gan_playground.session.events import Arrival, Failure, Fetched, FetchEnded, Remark

arrival_interval_s = 0.1


class Fetcher(QObject):
    """Fetches one download in the thread it is moved to; source: out of this folder, if it is not from far away.

    Signals
    -------
    said(Arrival or FetchEnded): some more is here, ten times a second at most, and once when everything is; and how it
    ended. What is said after a `cancel` counts for nothing.
    """

    said = Signal(object)

    def __init__(self, name: str, source: Path | None = None) -> None:
        super().__init__()
        self.name, self._source = name, source
        self._stop = Event()
        self._next_arrival_s = 0.0

    def cancel(self) -> None:
        """Stop within a tenth of a second; callable from any thread."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    @Slot()
    def run(self) -> None:
        """Fetch, and end the thread."""
        failure = None
        try:
            if self._source is None:
                fetch(self.name, self._tell, self._stop.is_set)
            else:
                adopt(self.name, self._source, self._tell, self._stop.is_set)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            failure = Failure.of(f"{self.name} could not be fetched", error, download=self.name)
        self.said.emit(FetchEnded(failure))
        QThread.currentThread().quit()

    def _tell(self, done_bytes: int, total_bytes: int) -> None:
        now_s = time.perf_counter()
        if now_s >= self._next_arrival_s or done_bytes == total_bytes:
            self._next_arrival_s = now_s + arrival_interval_s
            self.said.emit(Arrival(self.name, done_bytes, total_bytes))


class Fetching(QObject):
    """Owns the thread of the download under way, and the names of those that wait for it to end.

    Signals
    -------
    said(an event): Arrival, how much is here, the first one, of nothing, at once; and how it ended: Fetched, Failure,
    or a Remark that says what was kept of what was cancelled.
    """

    said = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[str, Path | None]] = deque()
        self._fetcher: Fetcher | None = None
        self._thread = QThread()

    @property
    def name(self) -> str:
        """What is being fetched; empty when nothing is."""
        return self._fetcher.name if self._fetcher is not None else ""

    def fetch(self, name: str, source: Path | None = None) -> None:
        """Fetch this, out of a folder or from far away, after what is being fetched already."""
        if name != self.name and all(name != other for other, _ in self._waiting):
            self._waiting.append((name, source))
            self._begin_next()

    def cancel(self) -> None:
        """Stop what is being fetched; `cancelled` tells when it has."""
        if self._fetcher is not None:
            self._fetcher.cancel()

    def close(self) -> None:
        """Stop everything and wait for it; harmless the second time."""
        self._waiting.clear()
        self.cancel()
        self._join()

    def _begin_next(self) -> None:
        if self._fetcher is not None or not self._waiting:
            return
        fetcher = self._fetcher = Fetcher(*self._waiting.popleft())
        self._thread = QThread()
        self._thread.setObjectName("fetcher")
        fetcher.moveToThread(self._thread)
        self._thread.started.connect(fetcher.run)
        self._thread.finished.connect(fetcher.deleteLater)
        fetcher.said.connect(self._on_said)
        self.said.emit(Arrival(fetcher.name, 0, DOWNLOADS[fetcher.name].size_bytes))
        self._thread.start()

    def _join(self) -> None:
        self._thread.quit()
        self._thread.wait()
        self._fetcher = None

    @Slot(object)
    def _on_said(self, event: Arrival | FetchEnded) -> None:
        if isinstance(event, FetchEnded):
            self._on_ended(event.failure)
        elif self._fetcher is not None and not self._fetcher.is_cancelled:
            self.said.emit(event)

    def _on_ended(self, failure: Failure | None) -> None:
        fetcher = self._fetcher
        if fetcher is None:
            return  # what was still on its way when everything was closed
        self._join()
        if fetcher.is_cancelled:
            self.said.emit(Remark(_cancelled_sentence(fetcher.name)))
        elif failure is not None:
            self.said.emit(failure)
        else:
            self.said.emit(Fetched(fetcher.name))
        self._begin_next()


def _cancelled_sentence(name: str) -> str:
    """Files that had come whole stay, to go on from; most often there is none."""
    folder, download = folder_of(name), DOWNLOADS[name]
    names = [*(file.name for file in download.files), *(file for file, _ in download.kept)]
    if any((folder / file).is_file() for file in names):
        return "The download was cancelled; what had come whole was kept, and need not come again."
    return "The download was cancelled; nothing was kept."
