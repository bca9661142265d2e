"""When a window looks for the next frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gan_playground.session.frame_pace import FramePace

poll_interval_ms = 16


class FramePoll(QObject):
    """A clock that leaves what trains its share of the time.

    trains: whether anything does; where not, nobody is waited for. Signals: due(): a frame may be taken and shown now.
    """

    due = Signal()

    def __init__(self, trains: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._trains, self._pace = trains, FramePace()
        self._interval_ms = poll_interval_ms
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        self._timer.start(self._interval_ms)

    def stop(self) -> None:
        self._timer.stop()

    @property
    def is_on(self) -> bool:
        return self._timer.isActive()

    def set_interval(self, interval_ms: int) -> None:
        """Look at most this often."""
        self._interval_ms = interval_ms
        self._timer.setInterval(interval_ms)

    def look_now(self) -> None:
        """Something is there: a late frame should not wait for the next time as well."""
        self.start()
        self._look()

    def note_shown(self) -> None:
        """A frame is shown now: what that costs the window counts for the next one."""
        self._pace.restart()

    @Slot()
    def _look(self) -> None:
        """Not before the window has left what trains its share of the time."""
        wait_ms = self._pace.wait_ms if self._trains() else 0
        if wait_ms or self._timer.interval() != self._interval_ms:
            self._timer.start(wait_ms or self._interval_ms)
        if not wait_ms:
            self.due.emit()
