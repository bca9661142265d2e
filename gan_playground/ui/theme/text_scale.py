"""How large words are: one number for the whole program, which grows with the window."""

from __future__ import annotations

from itertools import pairwise

usual_size = 1280, 720
growth = ((1.0, 1.0), (1.5, 1.1), (2.0, 1.4), (3.0, 2.0))
"""How many times as large as the usual size a window is, and how large its words are then. At 1920x1080 one sits before
it; what is larger than that hangs on a wall, or has dots too fine to be counted.
"""
step = 0.05  # what is finer is not worth dressing every widget again


class TextScale:
    """`factor` is what sizes in px are multiplied with; `wanted` the part of it that a person asks for."""

    def __init__(self) -> None:
        self.wanted = 1.0
        self.factor = 1.0

    def factor_for(self, width_px: int, height_px: int) -> float:
        """What suits a window of this size."""
        times = min(width_px / usual_size[0], height_px / usual_size[1])
        return round(self.wanted * _grown(times) / step) * step

    def fit(self, width_px: int, height_px: int) -> None:
        """Suit a window of this size from now on; who has sizes asks again when he is dressed."""
        self.factor = self.factor_for(width_px, height_px)


text_scale = TextScale()
"""That of the application, as its style sheet and its typeface are."""


def scaled(size_px: float) -> int:
    """A size as it is at present."""
    return round(size_px * text_scale.factor)


def _grown(times: float) -> float:
    for (low, at_low), (high, at_high) in pairwise(growth):
        if times <= high:
            return at_low + (at_high - at_low) * max(0.0, times - low) / (high - low)
    return growth[-1][1]
