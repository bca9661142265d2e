"""Two points that stand out; a third lies where nothing is seen."""

from __future__ import annotations

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.points_item import PointMark, PointsItem
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    points = PointsItem()
    plot.add_over(points)
    points.set_data([PointMark(3, 0.5, "real"), PointMark(10, 0.25, "generated"), PointMark(12, 0.5, "warning")])
    return view


if __name__ == "__main__":
    run(make)
