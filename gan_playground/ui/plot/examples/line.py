"""Lines of the visual language: generated solid, the discriminator dashed, real dotted; with a gap in one."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, REAL
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    x = np.linspace(0, 10, 200)
    generated, decision, real = LineItem(GENERATED), LineItem(DISCRIMINATOR), LineItem(REAL)
    plot.add(decision, real, generated)
    generated.set_data(x, np.where(abs(x - 5) < 1, np.nan, 0.25))
    decision.set_data(x, 0.05 * x + 0.4)
    real.set_data(x, 0.2 * np.exp(-((x - 5) ** 2)))
    return view


if __name__ == "__main__":
    run(make)
