"""How often a run is shown while it trains: what hands cost the window is saved in frames, not in steps."""

from __future__ import annotations

import math
import time

most_share = 0.6


class FramePace:
    """Counts the processor time of the window's thread, in which it is made, as a share of the time that passes.

    The window and what trains share one interpreter, and whoever paints without a pause leaves the other nothing.
    """

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A frame is shown now."""
        self._since_s, self._worked_s = time.perf_counter(), time.thread_time()

    @property
    def wait_ms(self) -> int:
        """Until the next frame may be shown; 0 where that is now."""
        worked_s = time.thread_time() - self._worked_s
        return max(0, math.ceil(1000 * (worked_s / most_share - (time.perf_counter() - self._since_s))))
