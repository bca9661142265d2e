"""Signs on a time axis: of those that would cover one another only the last is drawn."""

from __future__ import annotations

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.marks_item import Mark, MarksItem, Sign
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    marks = MarksItem()
    plot.add_over(marks)
    marks.set_data(
        [
            Mark(2.0, Sign.TRIANGLE, "discriminator"),
            Mark(2.001, Sign.TRIANGLE, "generated"),
            Mark(5.0, Sign.FLAG, "text"),
            Mark(8.0, Sign.DIAMOND, "warning"),
            Mark(80.0, Sign.DIAMOND, "warning"),
        ]
    )
    return view


if __name__ == "__main__":
    run(make)
