"""Words at a place of the data, on a patch of the surface; and in the corners."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.view import PlotView

Align = Qt.AlignmentFlag


def make() -> PlotView:
    view, plot = view_of()
    at_data, in_corners = WordsItem(), WordsItem(in_shares=True)
    plot.add(at_data, in_corners)
    at_data.set_data([Words("real data", 5, 0.5, role="real", pill=True)])
    in_corners.set_data(
        [
            Words("left above", 0, 0, Align.AlignLeft, "text", dx=6, dy=10, bold=True),
            Words("right below", 1, 1, Align.AlignRight, "generated", dx=-6, dy=-10, italic=True),
        ]
    )
    return view


if __name__ == "__main__":
    run(make)
