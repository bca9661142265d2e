"""For what would else be done too often: as by every frame, or by all that a hand passes on its way."""

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

    def skip(self) -> None:
        """It was done just now without a trigger: rest, with nothing waiting."""
        self._again = False
        self._rest.start()

    def cancel(self) -> None:
        """Forget what waits."""
        self._again = False
        self._rest.stop()

    @Slot()
    def _on_rested(self) -> None:
        if self._again:
            self._again = False
            self.trigger()


class Debouncer(Throttle):
    """Passes on the first of a quick series of triggers at once, and the last one as soon as the hand rests.

    Signals:
        due(): do now what was triggered.
    """

    @Slot()
    def trigger(self) -> None:
        """Now, if the hand has rested; else when it does."""
        self._again = self._rest.isActive()
        if not self._again:
            self.due.emit()
        self._rest.start()  # from the end of what was done on, however long it took

    @Slot()
    def _on_rested(self) -> None:
        if self._again:
            self._again = False
            self.due.emit()
