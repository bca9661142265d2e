"""For what a hand passes on its way to what it wants."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Hurry(QObject):
    """Passes on the first of a quick series of triggers at once, and the last one as soon as the hand rests.

    Signals:
        due(): do now what was triggered.
    """

    due = Signal()

    def __init__(self, rest_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._again = False
        self._rest = QTimer(self, interval=rest_ms, singleShot=True)
        self._rest.timeout.connect(self._on_rested)

    @Slot()
    def trigger(self) -> None:
        """Now, if the hand has rested; else when it does."""
        self._again = self._rest.isActive()
        if not self._again:
            self.due.emit()
        self._rest.start()  # from the end of what was done on, however long it took

    def cancel(self) -> None:
        """Forget what waits; the next trigger is a first one."""
        self._again = False
        self._rest.stop()

    @Slot()
    def _on_rested(self) -> None:
        if self._again:
            self._again = False
            self.due.emit()
