"""What is read of run files, in the thread that writes them: so nothing is read that is still to be written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.watching import ReadingStopped, watched
from gan_playground.session.events import Failure
from gan_playground.session.files.events import CutOffFound, HeadRead, RunRead, RunUnread
from gan_playground.session.files.run_head import read_head


class Reader:
    """Works in the thread of the run files. say: tells the window what was read."""

    def __init__(self, say: Callable[[object], None]) -> None:
        self._say = say
        self._lock = Lock()
        self._wanted = ""

    def want(self, path: str) -> None:
        """Leave the path of a run to be read; the last one wins, and an empty one is none. Callable from any thread."""
        with self._lock:
            self._wanted = path

    def _is_wanted(self, path: str) -> bool:
        with self._lock:
            return path == self._wanted

    def read(self, path: str) -> None:
        """Read a run, unless that is not wanted any more."""
        if not self._is_wanted(path):
            return
        from gan_playground.gan import runfile

        try:
            with watched(partial(self._go_on, path)):
                found = runfile.find_data(runfile.read(path))
        except ReadingStopped:
            return
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the window lives on and tells
            if self._is_wanted(path):
                self._say(RunUnread(Failure.of("The run could not be opened", error)))
        else:
            if self._is_wanted(path):
                self._say(RunRead(found.run, path, found.told, found.anew, found.lacks))

    def _go_on(self, path: str, _done: int, _total: int) -> None:
        """Between two pieces of what it learns from."""
        if not self._is_wanted(path):
            raise ReadingStopped

    def read_heads(self, paths: list[Path]) -> None:
        """See what these say of themselves; what is broken is told of when somebody opens it."""
        for path in paths:
            try:
                self._say(HeadRead(read_head(path), str(path)))
            except PlaygroundError:
                continue

    def look_through(self, paths: list[Path]) -> None:
        """See which of these can be opened; the first is found."""
        from gan_playground.gan import runfile

        for path in paths:
            try:
                run = runfile.read(path)
            except PlaygroundError:
                continue
            self._say(CutOffFound(run, str(path)))
            return
