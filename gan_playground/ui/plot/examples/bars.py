"""Two histograms over one another, in three colours."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.bars_item import BarsItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    edges, middles = np.linspace(0, 10, 21), np.linspace(0.25, 9.75, 20)
    real, generated = np.exp(-((middles - 6) ** 2) / 4), 0.8 * np.exp(-((middles - 3) ** 2) / 2)
    behind, before = BarsItem("real"), BarsItem("generated", over="real")
    plot.add(behind, before)
    behind.set_data(edges, real)
    before.set_data(edges, generated, behind=real)
    return view


if __name__ == "__main__":
    run(make)
