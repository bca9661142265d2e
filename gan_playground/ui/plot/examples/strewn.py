"""Dots that a hand has strewn about (3, 4), and the keyboard's pen at (7, 6)."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.strewn_item import StrewnItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    strewn = StrewnItem("your prediction")
    plot.add_over(strewn)
    strewn.set_data(np.random.default_rng(0).normal((3.0, 0.4), (0.5, 0.05), (200, 2)))
    strewn.show_pen((7.0, 0.6))
    return view


if __name__ == "__main__":
    run(make)
