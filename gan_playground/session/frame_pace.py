"""How often a run is shown while it trains: what hands cost the window is saved in frames, not in steps."""

from __future__ import annotations

import math
import time

most_share = 0.55
most_left_s = 0.05  # so much that was not taken may be taken later, by a frame or two that cost more than others


class FramePace:
    """Counts the processor time of the window's thread, in which it is made, as a share of the time that passes.

    The window and what trains share one interpreter, and whoever paints without a pause leaves the other nothing.
    """

    def __init__(self) -> None:
        self._since_s, self._worked_s = time.perf_counter(), time.thread_time()

    def restart(self) -> None:
        """A frame is shown now."""
        left_s = min(max(0.0, -self._over_s), most_left_s)
        self._since_s, self._worked_s = time.perf_counter(), time.thread_time() + left_s

    @property
    def wait_ms(self) -> int:
        """Until the next frame may be shown; 0 where that is now."""
        return max(0, math.ceil(1000 * self._over_s / most_share))

    @property
    def _over_s(self) -> float:
        """By how much the window has worked for longer than its share."""
        share_s = most_share * (time.perf_counter() - self._since_s)
        return time.thread_time() - self._worked_s - share_s
