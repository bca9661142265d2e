"""The heights that a plot of the score shows: still most of the time, and not at the mercy of one spike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

spike_ratio = 4.0
"""Values this many times further apart than the middle 96 % of them are spikes, and are cut off."""


class SteadyRange:
    """Bounds on round numbers that change only when the values leave them, or fill less than half of them."""

    def __init__(self, fixed: tuple[float, float] | None = None) -> None:
        self._fixed = fixed
        self.bounds = fixed or (0.0, 1.0)
        self._fresh = True

    def reset(self) -> None:
        self._fresh = True

    def fit(self, values: Array, always: tuple[float, ...]) -> tuple[float, float]:
        """The bounds for these values (N,); those in `always` are kept in sight."""
        if self._fixed is not None:
            return self._fixed
        low, high = _wanted(values, always)
        now_low, now_high = self.bounds
        inside = now_low <= low and high <= now_high
        if self._fresh or not inside or high - low < 0.5 * (now_high - now_low):
            self.bounds = _rounded_out(low, high)
            self._fresh = False
        return self.bounds


def _wanted(values: Array, always: tuple[float, ...]) -> tuple[float, float]:
    """From the lowest to the highest number, without spikes."""
    finite = values[np.isfinite(values)]
    kept = [value for value in always if np.isfinite(value)]
    if len(finite):
        low, high = float(finite.min()), float(finite.max())
        inner_low, inner_high = (float(bound) for bound in np.percentile(finite, (2, 98)))
        inner = max(inner_high - inner_low, 1e-9 * max(abs(low), abs(high)))
        if high - low > spike_ratio * inner:
            low, high = max(low, inner_low - 0.5 * inner), min(high, inner_high + 0.5 * inner)
        kept += [low, high]
    if not kept:
        return 0.0, 1.0
    return min(kept), max(kept)


def _rounded_out(low: float, high: float) -> tuple[float, float]:
    """The next round numbers further out."""
    span = max(high - low, 1e-3 * max(abs(low), abs(high)), 1e-9)
    if high - low < span:
        low, high = (low + high - span) / 2, (low + high + span) / 2
    step = float(10.0 ** np.floor(np.log10(span)))
    step *= 0.2 if span / step < 2 else 0.5 if span / step < 5 else 1.0
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step)
