"""Arrows from place to place, and a path of strokes that follow one another."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.strokes_item import StrokesItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    arrows, path = StrokesItem("generated", 1.5, head_px=7), StrokesItem("text", 2.2, joined=True)
    plot.add(arrows, path)
    feet = np.linspace(1, 9, 9)
    arrows.set_data(np.column_stack((feet, np.full(9, 0.1), 5 + 0.5 * (feet - 5), np.full(9, 0.6))))
    x = np.linspace(1, 9, 30)
    y = 0.8 + 0.1 * np.sin(2 * x)
    path.set_data(np.column_stack((x[:-1], y[:-1], x[1:], y[1:])))
    return view


if __name__ == "__main__":
    run(make)
