"""A line that stands at 3, and one that has no place yet."""

from __future__ import annotations

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.upright_line_item import UprightLineItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    here, nowhere = UprightLineItem("text"), UprightLineItem("warning")
    plot.add(here, nowhere)
    here.set_place(3)
    return view


if __name__ == "__main__":
    run(make)
