"""A dotted line of theory at 3/4, a hair at 1/2, and a band that ends at 1/5."""

from __future__ import annotations

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.levels_item import Band, Level, LevelsItem
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    levels = LevelsItem()
    plot.add(levels)
    levels.set_data(
        [Level(LineStyle("text", 1.0), 0.5), Level(LineStyle("theory", 3.0, 4.0, 4.0), 0.75)],
        [Band("real", 0.0, 0.2, 1.0)],
    )
    return view


if __name__ == "__main__":
    run(make)
