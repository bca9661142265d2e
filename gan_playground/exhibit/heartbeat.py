"""The window's beats and words, as its watchdog hears them: through the pipes of its output."""

from __future__ import annotations

import subprocess
import threading
import time
from logging import Logger
from typing import IO

begins, lives = b"-", b"."
"""A beat while all is loaded, which may hold the interpreter for long; and from the first frame on."""
most_line = 2_000  # letters of a line that goes into the log
end_s = 2.0


class Heartbeat:
    """Listens to a process: every byte of its stdout is a beat of the thread that draws; its stderr is logged.

    is_seen: whether a frame was seen there.
    """

    def __init__(self, process: subprocess.Popen[bytes], log: Logger) -> None:
        self._log = log
        self.beats, self.is_seen = 0, False
        self.last_s = time.monotonic()
        assert process.stdout is not None
        assert process.stderr is not None
        self._threads = [
            threading.Thread(target=self._hear_beats, args=(process.stdout,), name="heartbeat", daemon=True),
            threading.Thread(target=self._hear_words, args=(process.stderr,), name="words", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def silent_s(self) -> float:
        """For how long there was no beat."""
        return time.monotonic() - self.last_s

    def _hear_beats(self, pipe: IO[bytes]) -> None:
        with pipe:
            while beat := pipe.read(1):
                self.last_s = time.monotonic()
                self.is_seen = self.is_seen or beat == lives
                self.beats += 1

    def _hear_words(self, pipe: IO[bytes]) -> None:
        with pipe:
            while line := pipe.readline(most_line):
                self._log.info("  %s", line.decode(errors="replace").rstrip())

    def end(self) -> None:
        """The process has ended: hear what is left, but not for ever: what it began may hold a pipe open."""
        for thread in self._threads:
            thread.join(end_s)
