"""A film that is written while it is being played, in a thread of its own, so that nobody waits for it.

Its time is the clock's: a picture that comes late stays away, and the one before it is seen for as long as it lasted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from queue import Full, Queue

from msgspec import Struct
from PySide6.QtCore import QObject, QThread, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.session.events import Failure

most_waiting = 4  # pictures; a large one takes 30 MB
patience_ms = 1200  # for the end of the file, where the window closes

Write = Callable[[Iterator[object]], None]
Clock = Callable[[], float]


class RecordingEnded(Struct, frozen=True):
    """How a film ended. failure: why there is none; None: it is there, unless nobody wanted it any more.

    pictures: how many it has; repeated: so many of them for want of another one at that time.
    """

    failure: Failure | None = None
    discarded: bool = False
    pictures: int = 0
    repeated: int = 0


class DiscardedError(PlaygroundError):
    """Nobody wants the film any more."""


class FilmPictures:
    """What waits to be written, each with its place in the film. Filled in one thread, and taken in another."""

    def __init__(self, per_second: int, clock: Clock = time.monotonic) -> None:
        self._per_second, self._clock = per_second, clock
        self._began_s = self._newest = -1.0
        self._waiting: Queue[tuple[int, object]] = Queue(most_waiting)
        self._is_unwanted = self._is_over = False
        self._end = 0
        self.written = self.repeated = 0

    @property
    def place(self) -> int:
        """Of a picture that would come now."""
        return int((self._clock() - self._began_s) * self._per_second)

    @property
    def is_due(self) -> bool:
        """Whether the film has no picture of now yet, and room for one."""
        return self._began_s < 0 or (self.place > self._newest and not self._waiting.full())

    def put(self, picture: object) -> None:
        """A picture of now; not after the end."""
        if self._is_over:
            return
        if self._began_s < 0:
            self._began_s = self._clock()
        self._newest = self.place
        try:
            self._waiting.put_nowait((self.place, picture))
        except Full:  # the writer is behind: what comes next takes its place
            return

    def end(self, is_unwanted: bool = False) -> None:
        """No more of them; harmless the second time. is_unwanted: nor is what was there before."""
        self._is_unwanted = self._is_unwanted or is_unwanted
        if not self._is_over:
            self._end, self._is_over = self.place, True
        if self._waiting.empty():
            self._waiting.put_nowait((self._end, None))

    def __iter__(self) -> Iterator[object]:
        """Each as often as it takes for the next one to be in its place; raises DiscardedError."""
        shown: object = None
        while True:
            if self._is_over and self._waiting.empty():
                place, picture = self._end, None
            else:
                place, picture = self._waiting.get()
            if self._is_unwanted:
                raise DiscardedError("The recording was stopped, and nothing of it was kept.")
            if shown is not None:
                yield from self._until(place, shown)
            if picture is None:
                return
            if shown is None or place >= self.written:  # else there is one of that time already
                self.written += 1
                yield picture
            shown = picture

    def _until(self, place: int, picture: object) -> Iterator[object]:
        while self.written < place and not self._is_unwanted:
            self.written += 1
            self.repeated += 1
            yield picture


class FilmWriter(QObject):
    """Writes in the thread it is moved to.

    Signals
    -------
    ended(RecordingEnded)
    """

    ended = Signal(object)

    def __init__(self, write: Write, pictures: FilmPictures) -> None:
        super().__init__()
        self._write, self._pictures = write, pictures

    @Slot()
    def run(self) -> None:
        """Write all that comes, and end the thread."""
        failure, discarded = None, False
        try:
            self._write(iter(self._pictures))
        except DiscardedError:
            discarded = True
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            failure = Failure.of("The recording could not be saved", error)
        self.ended.emit(RecordingEnded(failure, discarded, self._pictures.written, self._pictures.repeated))
        QThread.currentThread().quit()


class Recording(QObject):
    """One film, from its first picture on. write: makes a file of pictures, whole or not at all.

    Signals
    -------
    ended(RecordingEnded): once, by itself where the file cannot be written.
    """

    ended = Signal(object)

    def __init__(self, write: Write, per_second: int, parent: QObject, clock: Clock = time.monotonic) -> None:
        super().__init__(parent)
        self.pictures = FilmPictures(per_second, clock)
        self._writer = FilmWriter(write, self.pictures)
        self._thread = QThread()
        self._thread.setObjectName("recording")
        self._writer.moveToThread(self._thread)
        self._writer.ended.connect(self._on_ended)
        self._thread.started.connect(self._writer.run)
        self._thread.finished.connect(self._writer.deleteLater)
        self._thread.start()

    def finish(self, is_unwanted: bool = False) -> None:
        """Let the file be ended; `ended` tells when it is. is_unwanted: let there be none."""
        self.pictures.end(is_unwanted)

    def close(self) -> None:
        """End the file now, or if that takes too long leave none; harmless the second time."""
        self.finish()
        if not self._thread.wait(patience_ms):
            self.finish(is_unwanted=True)
            self._thread.wait()

    @Slot(object)
    def _on_ended(self, event: RecordingEnded) -> None:
        self._thread.wait()
        self.ended.emit(event)
