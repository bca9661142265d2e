"""Collects garbage on the window's thread alone.

Python runs its collector wherever an allocation happens to trigger it. In the training thread that would
destroy Qt objects there, which crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

interval_ms = 1000


class GarbageCollector(QObject):
    """Stands in for the automatic collector from its creation to `close`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self, interval=interval_ms)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @Slot()
    def _collect(self) -> None:
        """Each generation when it is due, as Python itself would."""
        counts = gc.get_count()
        due = [generation for generation in range(3) if counts[generation] > self._thresholds[generation]]
        if due:
            gc.collect(max(due))

    @Slot(str)
    def settle(self, loading: str) -> None:
        """Leave out what is here to stay, torch's hundred thousand objects: once all is loaded."""
        if not loading:
            self.leave_out_all()

    def leave_out_all(self) -> None:
        """All that there is stays, and later collections leave it out."""
        gc.freeze()  # without a collection first: it would take longer than a frame may

    def close(self) -> None:
        """Hand back to the automatic collector."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
