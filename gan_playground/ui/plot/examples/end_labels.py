"""Labels at the ends of three lines, two of which end at nearly the same height."""

from __future__ import annotations

import numpy as np

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.end_labels_item import EndLabel, EndLabelsItem
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, REAL
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of(right_px=110)
    ends = {GENERATED: 0.5, DISCRIMINATOR: 0.52, REAL: 0.05}
    for style, end in ends.items():
        line = LineItem(style)
        plot.add(line)
        line.set_data(np.array([0.0, 10.0]), np.array([0.9, end]))
    labels = EndLabelsItem()
    plot.add_over(labels)
    labels.set_data([EndLabel(f"ends at {end}", end, style.role) for style, end in ends.items()])
    return view


if __name__ == "__main__":
    run(make)
