"""A field of forces: arrows that are as long at every magnification."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.arrows_item import ArrowsItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    arrows = ArrowsItem("text")
    plot.add(arrows)
    x, y = (grid.ravel() for grid in np.meshgrid(np.linspace(1, 9, 9), np.linspace(0.15, 0.85, 5)))
    arrows.set_data(np.column_stack((x, y)), 22 * np.column_stack((np.full_like(x, 1.0), np.cos(x))))
    return view


if __name__ == "__main__":
    run(make)
