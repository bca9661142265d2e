"""The end, whatever hangs: a step of many seconds, a folder that is being read, a silent server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

patience_s = 1.8  # from the moment at which a window is closed
writing_s = 0.1  # more, for what is being written just then
look_s = 0.01


class Watchdog:
    """Ends the process some time after the end has begun, where that does not come by itself.

    is_written: whether all is on the disk that was left to be written. What is written goes to its place at once when
    it is whole, so nothing that was kept before is broken by this.
    """

    def __init__(self, is_written: Callable[[], bool], exit_now: Callable[[], object]) -> None:
        self._is_written, self._exit_now = is_written, exit_now
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """The end begins; harmless the second time."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, args=(time.monotonic(),), name="watchdog", daemon=True)
            self._thread.start()

    def _watch(self, began_s: float) -> None:
        time.sleep(max(0.0, began_s + patience_s - time.monotonic()))
        while not self._is_written() and time.monotonic() < began_s + patience_s + writing_s:
            time.sleep(look_s)
        self._exit_now()
