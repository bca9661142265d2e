"""When a window was painted, and what that took."""

from __future__ import annotations

import json
import os
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

size_px = (1440, 860)


class Stopwatch(QObject):
    """Ends the process once the widget it watches, and what lies in it, was painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.stop)  # when the event loop has painted the children too
        return False

    def stop(self) -> None:
        """processor_s: of this thread, from the start of the interpreter on."""
        print(json.dumps({"time_s": time.time(), "processor_s": time.thread_time()}), flush=True)
        os._exit(0)  # a tidy end would only cost time


def show(window: QWidget) -> None:
    """Show it, and end with its first paint."""
    stopwatch = Stopwatch()
    painted = window.viewport() if isinstance(window, QAbstractScrollArea) else window
    painted.installEventFilter(stopwatch)
    window.resize(*size_px)
    window.show()
    QApplication.exec()
