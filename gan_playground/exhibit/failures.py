"""What to do when the window of an exhibit fails again and again."""

from __future__ import annotations

import time
from collections.abc import Callable

hour_s = 3600.0
most_an_hour = 5
"""After so many failures only the lightest lessons are shown, until there were fewer in the last hour."""
quick_s, first_wait_s, longest_wait_s = 60.0, 1.0, 60.0


class Failures:
    """Counts those of the last hour. clock: seconds, that only ever go on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: list[float] = []
        self._quick = 0

    def note(self, lived_s: float) -> None:
        """One more, of a window that was there for so long."""
        self._times.append(self._clock())
        self._quick = self._quick + 1 if lived_s < quick_s else 0

    @property
    def in_the_last_hour(self) -> int:
        since = self._clock() - hour_s
        self._times = [one for one in self._times if one > since]
        return len(self._times)

    @property
    def is_safe_wanted(self) -> bool:
        """Whether the next window is to show only what is least likely to fail."""
        return self.in_the_last_hour >= most_an_hour

    @property
    def wait_s(self) -> float:
        """Before the next one begins: none, but where one after the other ends as soon as it is there."""
        if self._quick < 2:
            return 0.0
        return min(longest_wait_s, first_wait_s * 2 ** min(self._quick - 2, 16))
