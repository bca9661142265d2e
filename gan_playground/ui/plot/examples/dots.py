"""Two clouds: real is round, and generated has corners."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.dots_item import DotsItem
from gan_playground.ui.plot.sprites import Shape
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    real, generated = DotsItem(Shape.CIRCLE, "real", 4.4), DotsItem(Shape.TRIANGLE, "generated", 5.7)
    plot.add(real, generated)
    cloud = np.random.default_rng(0).normal(size=(1000, 2)) * (0.7, 0.1)
    real.set_data(np.array((3, 0.5)) + cloud[:500])
    generated.set_data(np.array((7, 0.5)) + cloud[500:])
    return view


if __name__ == "__main__":
    run(make)
