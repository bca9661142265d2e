"""For what changes faster than anybody can read."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Throttle(QObject):
    """Passes triggers on, at most one an interval: the first at once, and the last one always.

    Signals:
        due(): do now what was triggered.
    """

    due = Signal()

    def __init__(self, interval_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._again = False
        self._rest = QTimer(self, interval=interval_ms, singleShot=True)
        self._rest.timeout.connect(self._on_rested)

    def trigger(self) -> None:
        """Now, or as soon as the interval is over."""
        if self._rest.isActive():
            self._again = True
        else:
            self._rest.start()
            self.due.emit()

    def cancel(self) -> None:
        """Forget what waits."""
        self._again = False
        self._rest.stop()

    @Slot()
    def _on_rested(self) -> None:
        if self._again:
            self._again = False
            self.trigger()
