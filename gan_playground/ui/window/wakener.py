"""Signals of the system, heard while Qt waits for events."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, Slot

most_signals = 64


class Wakener(QObject):
    """Lets Python hear of a signal at once while Qt waits for events: a socket that Python writes to wakes it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heard, self._written = socket.socketpair()
        for end in (self._heard, self._written):
            end.setblocking(False)
        signal.set_wakeup_fd(self._written.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._listen)

    @Slot()
    def _listen(self) -> None:
        """Between two lines of Python its own handlers are called; that is all."""
        with suppress(BlockingIOError):
            self._heard.recv(most_signals)
