"""Tells the watchdog, once a second, that the thread that draws is alive."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_playground.exhibit.heartbeat import begins, lives

beat_ms = 1000
stdout = 1


class Beats(QObject):
    """Signals: unheard(): the watchdog is gone."""

    unheard = Signal()

    def __init__(self, parent: QObject, output: int = stdout) -> None:
        super().__init__(parent)
        self._output, self._beat = output, begins
        self._timer = QTimer(self, interval=beat_ms)
        self._timer.timeout.connect(self.beat)
        self._timer.start()
        QTimer.singleShot(0, self, self.beat)  # as soon as events are heard

    @Slot()
    def note_frame(self) -> None:
        """Something was seen of a run: all is loaded that takes its time."""
        if self._beat is not lives:
            self._beat = lives
            self.beat()

    @Slot()
    def beat(self) -> None:
        try:
            os.write(self._output, self._beat)
        except OSError:
            self._timer.stop()
            self.unheard.emit()
