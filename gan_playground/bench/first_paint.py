"""A window until it is first painted, in a process of its own: prints when that was, and what it took, as JSON.

python -m gan_playground.bench.first_paint ours|bare
"""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

size_px = (1440, 860)  # of both windows


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


def our_window() -> QWidget:
    """The program's, as `python main.py` opens it."""
    from gan_playground.app import create_window

    return create_window()


def bare_window() -> QWidget:
    """The least that the same libraries could show: an empty plot."""
    import pyqtgraph

    QApplication([])
    return pyqtgraph.PlotWidget()


if __name__ == "__main__":
    window = {"ours": our_window, "bare": bare_window}[sys.argv[1]]()
    stopwatch = Stopwatch()
    painted = window.viewport() if isinstance(window, QAbstractScrollArea) else window
    painted.installEventFilter(stopwatch)
    window.resize(*size_px)
    window.show()
    QApplication.exec()
