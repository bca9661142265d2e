"""A window until it is first painted, in a process of its own: prints the time of day then.

python -m gan_playground.bench.first_paint ours|bare
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class Stopwatch(QObject):
    """Ends the process when the window it watches is painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            print(time.time(), flush=True)
            os._exit(0)  # nothing here is worth a tidy end, which would be measured with it
        return False


def our_window() -> QWidget:
    """The program's, as `python main.py` opens it."""
    from gan_playground.app import create_window

    return create_window()


def bare_window() -> QWidget:
    """The least that the same libraries could show."""
    import pyqtgraph

    QApplication([])
    return pyqtgraph.PlotWidget()


if __name__ == "__main__":
    window = {"ours": our_window, "bare": bare_window}[sys.argv[1]]()
    stopwatch = Stopwatch()
    window.installEventFilter(stopwatch)
    window.show()
    QApplication.exec()
