"""How much is measured."""

from __future__ import annotations

from msgspec import Struct


class Counts(Struct, frozen=True):
    """Rounds of each comparison, and how long one side of a round lasts; all of it in under four minutes.

    A round measures both sides one right after the other, so that whatever else the machine does meets both.
    """

    step_rounds: int = 20
    step_s: float = 0.2
    image_rounds: int = 10
    image_s: float = 0.7
    window_rounds: int = 12
    window_s: float = 0.8
    settle_s: float = 0.25
    start_rounds: int = 7
    clicks: int = 30
    frames_s: float = 10.0
    warm_up_s: float = 4.0
    memory_s: float = 30.0

    @property
    def ticks(self) -> int:
        """Moves of the progress bar."""
        return 2 * self.step_rounds + self.image_rounds + self.start_rounds + self.window_ticks

    @property
    def window_ticks(self) -> int:
        """Those of what needs the window open."""
        whole_seconds = 2 * max(1, round(self.frames_s)) + max(1, round(self.memory_s))
        return 2 * self.window_rounds + 3 * self.clicks + whole_seconds
