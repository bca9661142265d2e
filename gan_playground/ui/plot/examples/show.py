"""Shows an example in a window, or saves its picture to the path that is given."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.theme.theme import load_fonts

size_px = (480, 300)
left_px, bottom_px, margin_px = 46, 28, 20


def view_of(*, right_px: float = margin_px) -> tuple[PlotView, Plot]:
    """A view with one plot, from 0 to 10 across and from 0 to 1 up, with axes at the left and the bottom."""
    view = PlotView()
    plot = view.add_plot(Plot({"left": PlotAxis("left", most=4), "bottom": PlotAxis("bottom")}))
    plot.box.set_home((0, 10), (0, 1))
    plot.set_axis_sizes(left=left_px, bottom=bottom_px)
    plot.set_margins(top=margin_px, right=right_px)
    view.resize(*size_px)
    return view, plot


def run(make: Callable[[], PlotView]) -> None:
    """What the examples do when they are started."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setFont(load_fonts())
    view = make()
    view.show()
    if len(sys.argv) > 1:
        view.grab().save(str(Path(sys.argv[1])))
    else:
        application.exec()
