"""Dots that a hand has strewn about (3, 0.4), and beyond the right edge; and the keyboard's pen at (7, 0.6)."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.strewn_item import StrewnItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    strewn = StrewnItem("your prediction")
    plot.add_over(strewn)
    dots = np.random.default_rng(0).normal((3.0, 0.4), (0.5, 0.05), (200, 2))
    strewn.set_data(np.concatenate((dots, [(10.3, 0.5)])))
    strewn.show_pen((7.0, 0.6))
    return view


if __name__ == "__main__":
    run(make)
