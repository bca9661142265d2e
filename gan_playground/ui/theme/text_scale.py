"""How large words are: one number for the whole program, which grows with the window and with what a person wants."""

from __future__ import annotations

from itertools import pairwise

from gan_playground.arguments import least_text, most_text

usual_size = 1280, 720
growth = ((1.0, 1.0), (1.5, 1.1), (2.0, 1.4), (3.0, 2.0))
"""How many times as large as the usual size a window is, and how large its words are then. At 1920x1080 one sits before
it; what is larger than that hangs on a wall, or has dots too fine to be counted.
"""
step = 0.05  # what is finer is not worth dressing every widget again
large_from = 1.2
percents = (least_text, 115, 135, 155, most_text)
"""What a person can ask for."""


class TextScale:
    """`factor` is what sizes of words are multiplied with; `wanted` the part of it that a person asks for, and `room`
    what is around words, which grows less with that: where all did, nothing would be left for the pictures.
    """

    def __init__(self) -> None:
        self.wanted = self.factor = self.room = 1.0

    def factor_for(self, width_px: int, height_px: int) -> float:
        """What suits a window of this size."""
        times = min(width_px / usual_size[0], height_px / usual_size[1])
        return round(self.wanted * _grown(times) / step) * step

    @property
    def is_large(self) -> bool:
        """Whether there is less room than words would like."""
        return self.wanted > large_from

    def fit(self, width_px: int, height_px: int) -> None:
        """Suit a window of this size from now on; who has sizes asks again when he is dressed."""
        self.factor = self.factor_for(width_px, height_px)
        self.room = self.factor / self.wanted**0.5


text_scale = TextScale()
"""That of the application, as its style sheet and its typeface are."""


def scaled(size_px: float) -> int:
    """A size as it is at present."""
    return round(size_px * text_scale.factor)


def spaced(size_px: float) -> int:
    """What is around words, or beside them."""
    return round(size_px * text_scale.room)


def percent_beside(percent: int, steps: int) -> int:
    """So many steps up or down from one that a person may have chosen in any way."""
    ladder = sorted({*percents, percent})
    return ladder[max(0, min(len(ladder) - 1, ladder.index(percent) + steps))]


def _grown(times: float) -> float:
    for (low, at_low), (high, at_high) in pairwise(growth):
        if times <= high:
            return at_low + (at_high - at_low) * max(0.0, times - low) / (high - low)
    return growth[-1][1]
