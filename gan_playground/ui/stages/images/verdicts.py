"""What D says of a picture, as a colour: in so many levels that no eye tells two of them apart."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.stages.images.grid import Array, Indices
from gan_playground.ui.theme.theme import Theme

levels = 33  # of a verdict, from 0 to 1
unknown, plain = levels, levels + 1  # a verdict that is no number; no verdict shown


def verdict_color(theme: Theme, verdict: float) -> QColor:
    """From blue, fake, over the neutral colour of lines to orange, real."""
    opinion = 2 * verdict - 1
    role = "real" if opinion > 0 else "generated"
    return tint(theme, role, abs(opinion) ** 0.7, QColor(theme.outline))


def levels_of(verdicts: Array) -> Indices:
    """The level of each verdict (N,)."""
    known = np.isfinite(verdicts)
    shares = np.clip(np.where(known, verdicts, 0.0), 0, 1)
    return np.where(known, np.round(shares * (levels - 1)), unknown).astype(np.int64)
