"""A window until it is first painted, in a process of its own: prints when that was, and what it took, as JSON.

python -m gan_playground.bench.first_paint ours|bare

Nothing of Qt is imported here: each side does that in its own order.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def our_window() -> QWidget:
    """The program's, as `python main.py` opens it."""
    from gan_playground.app import create_window

    return create_window()


def bare_window() -> QWidget:
    """The least that the same libraries could show: an empty plot."""
    import pyqtgraph
    from PySide6.QtWidgets import QApplication

    QApplication([])
    return pyqtgraph.PlotWidget()


if __name__ == "__main__":
    window = {"ours": our_window, "bare": bare_window}[sys.argv[1]]()
    from gan_playground.bench.stopwatch import show

    show(window)
