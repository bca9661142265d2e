"""A hill that a hand has drawn from 3 to 7, 0.6 high, and where the hand is."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.drawn_item import DrawnItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    x = np.linspace(0, 10, 101)
    hill = DrawnItem("your prediction")
    plot.add_over(hill)
    hill.set_data(x, np.where(abs(x - 5) < 2.01, 0.6 * np.cos((x - 5) * np.pi / 4) ** 2, np.nan), (7.0, 0.0))
    return view


if __name__ == "__main__":
    run(make)
