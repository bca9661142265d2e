"""Numbers and sizes of panels that are painted by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gan_playground.ui.plot.unit import unit_of

Array = NDArray[np.float64]

__all__ = ["Array", "ticks", "unit_of"]


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values between low and high, `most` or fewer."""
    span = high - low
    if not (np.isfinite(span) and span > 0 and most > 0):
        return []
    magnitude = 10.0 ** np.floor(np.log10(span / most))
    steps = [step for step in (1, 2, 5, 10, 20) if span / (step * magnitude) <= most]
    step = float(steps[0] * magnitude)
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [round(k * step, 12) for k in range(first, last + 1)]
