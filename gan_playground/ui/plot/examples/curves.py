"""Ten thousand points of noise about 1/4, drawn as the mean of each column; and a faint second line with a gap."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.curves_item import Curve, CurvesItem
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    x = np.linspace(0, 10, 10_000)
    noise = np.random.default_rng(0).normal(0, 0.05, len(x))
    curves = CurvesItem()
    plot.add(curves)
    gap = np.where(abs(x - 5) < 1, np.nan, 0.75)
    curves.set_data([Curve(DISCRIMINATOR, x, gap), Curve(GENERATED, x, 0.25 + noise)])
    return view


if __name__ == "__main__":
    run(make)
