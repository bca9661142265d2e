"""A slope from 0 at the left to 1 at the right, upwards a little more, in the colours of "fake" and "real"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF

from gan_playground.ui.plot.examples.show import run, view_of
from gan_playground.ui.plot.items.heat_item import HeatItem
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.theme.theme import Theme


def colors(theme: Theme, strength: float) -> Sequence[int]:
    """From the generated colour over the surface to the real one."""
    shares = np.linspace(-1, 1, 256)
    return [tint(theme, "real" if share > 0 else "generated", strength * abs(share)).rgb() for share in shares]


def make() -> PlotView:
    view, plot = view_of()
    heat = HeatItem(colors)
    plot.add(heat)
    across, up = np.linspace(0, 1, 40), np.linspace(0, 0.2, 20)
    heat.set_data(across[None, :] * 0.8 + up[:, None], QRectF(0, 0, 10, 1))
    return view


if __name__ == "__main__":
    run(make)
