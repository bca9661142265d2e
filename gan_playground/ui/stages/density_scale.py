"""The scale of the density axis: still most of the time, and when it must change, by a clear step."""

from __future__ import annotations

import math

import numpy as np

from gan_playground.gan.observe.frame import LinePicture

real_share = 0.6  # of the plot's height, for the highest real density
most_doublings = 2


class DensityScale:
    """The density at the upper edge of the plot: the real one's, doubled where the generated one needs it.

    A generated peak over four times too high is cut off at the edge: to show it would hide the real density.
    """

    def __init__(self) -> None:
        self._doublings = 0

    def reset(self) -> None:
        self._doublings = 0

    def top(self, real_peak: float, generated_peak: float) -> float:
        """The scale for these two peaks. It shrinks only when there is room to spare, so it does not flicker."""
        base = (real_peak if math.isfinite(real_peak) and real_peak > 0 else 1.0) / real_share
        while self._doublings < most_doublings and generated_peak > 0.97 * base * 2**self._doublings:
            self._doublings += 1
        while self._doublings > 0 and not generated_peak > 0.75 * base * 2 ** (self._doublings - 1):
            self._doublings -= 1
        return base * 2.0**self._doublings


def peaks_of(picture: LinePicture) -> tuple[float, float]:
    """The highest real density, and the highest generated one that is a number."""
    generated = picture.generated_density
    peak = float(generated.max())
    if not np.isfinite(peak):
        peak = float(np.max(generated[np.isfinite(generated)], initial=0.0))
    return float(picture.real_density.max()), peak
