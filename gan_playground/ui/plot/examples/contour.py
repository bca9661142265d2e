"""Rings of equal height of a hill, dashed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.contour_item import ContourItem
from gan_playground.ui.plot.strokes import DISCRIMINATOR
from gan_playground.ui.plot.view import PlotView


def make() -> PlotView:
    view, plot = view_of()
    rings = ContourItem(DISCRIMINATOR)
    plot.add(rings)
    x, y = np.meshgrid((np.arange(60) + 0.5) / 6, (np.arange(60) + 0.5) / 60)
    rings.set_data(((x - 5) / 10) ** 2 + (y - 0.5) ** 2, QRectF(0, 0, 10, 1), levels=(0.02, 0.1))
    return view


if __name__ == "__main__":
    run(make)
