"""The heights that a plot of the score shows: still most of the time, and not at the mercy of one spike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Bounds: TypeAlias = tuple[float, float]

spike_ratio = 4.0
"""Values this many times further apart than the middle 96 % of them are spikes, and are cut off."""


class SteadyRange:
    """Bounds on round numbers that change only when the values leave them, or fill less than half of them."""

    def __init__(self, fixed: Bounds | None = None) -> None:
        self._fixed = fixed
        self.bounds = fixed or (0.0, 1.0)
        self._fresh = True

    def reset(self) -> None:
        self._fresh = True

    def fit(self, values: Array, always: tuple[float, ...], beside: Sequence[Bounds] = ()) -> Bounds:
        """The bounds for these values (N,); those in `always` are kept in sight.

        `beside`: the heights of lines that are less important; what is much larger than the rest gets no room.
        """
        if self._fixed is not None:
            return self._fixed
        low, high = _with_neighbours(*_wanted(values, always), beside)
        now_low, now_high = self.bounds
        inside = now_low <= low and high <= now_high
        if self._fresh or not inside or high - low < 0.5 * (now_high - now_low):
            self.bounds = _rounded_out(low, high)
            self._fresh = False
        return self.bounds


def heights(values: Array) -> Bounds | None:
    """From the lowest to the highest number, without spikes; None where there is no number."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return None
    ordered = np.sort(finite)  # a tenth of what np.percentile costs
    low, high = float(ordered[0]), float(ordered[-1])
    inner_low, inner_high = _quantile(ordered, 0.02), _quantile(ordered, 0.98)
    inner = max(inner_high - inner_low, 1e-9 * max(abs(low), abs(high)))
    if high - low > spike_ratio * inner:
        return max(low, inner_low - 0.5 * inner), min(high, inner_high + 0.5 * inner)
    return low, high


def _quantile(ordered: Array, share: float) -> float:
    """What this share of the values is below, between neighbours as np.percentile has it."""
    whole, part = divmod(share * (len(ordered) - 1), 1)
    below, above = ordered[int(whole)], ordered[min(int(whole) + 1, len(ordered) - 1)]
    return float(below + part * (above - below))


def _wanted(values: Array, always: tuple[float, ...]) -> Bounds:
    kept = [value for value in (*always, *(heights(values) or ())) if np.isfinite(value)]
    return (min(kept), max(kept)) if kept else (0.0, 1.0)


def _with_neighbours(low: float, high: float, beside: Sequence[Bounds]) -> Bounds:
    """Room for other lines as well, up to some times that of the first."""
    most = spike_ratio * (high - low) or np.inf
    lowest, highest = min([low, *(pair[0] for pair in beside)]), max([high, *(pair[1] for pair in beside)])
    return max(lowest, low - most), min(highest, high + most)


def _rounded_out(low: float, high: float) -> Bounds:
    """The next round numbers further out."""
    span = max(high - low, 1e-3 * max(abs(low), abs(high)), 1e-9)
    if high - low < span:
        low, high = (low + high - span) / 2, (low + high + span) / 2
    step = float(10.0 ** np.floor(np.log10(span)))
    step *= 0.2 if span / step < 2 else 0.5 if span / step < 5 else 1.0
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step)
