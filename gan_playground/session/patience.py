"""How long the window waits for what trains before it says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

patience_ms = 700


class Patience(QObject):
    """Says when something has been awaited for a while, and when that is over."""

    def __init__(self, say: Callable[[bool], object], parent: QObject) -> None:
        super().__init__(parent)
        self._say, self._is_told = say, False
        self._timer = QTimer(self, singleShot=True, interval=patience_ms)
        self._timer.timeout.connect(self._lose)

    def show_waiting(self, waiting: bool) -> None:
        """Whether anything is awaited."""
        if waiting and not self._timer.isActive() and not self._is_told:
            self._timer.start()
        elif not waiting:
            self.end()

    def end(self) -> None:
        """It has come, or is not wanted any more."""
        self._timer.stop()
        if self._is_told:
            self._is_told = False
            self._say(False)

    @Slot()
    def _lose(self) -> None:
        self._is_told = True
        self._say(True)
