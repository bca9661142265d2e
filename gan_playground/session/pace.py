"""How many steps are due at a chosen speed."""

import math
import time

longest_wait_ms = 20


class Pace:
    """Counts out steps at a rate; infinity is as fast as it goes."""

    def __init__(self, steps_per_second: float = math.inf) -> None:
        self.steps_per_second = steps_per_second
        self.restart()

    def restart(self) -> None:
        """Count from now: time that passed while nothing trained is not made up for."""
        self._since_s = time.perf_counter()
        self._done = -1  # the first step is due at once

    def due(self) -> float:
        """Steps that should have been made by now and were not."""
        if math.isinf(self.steps_per_second):
            return math.inf
        due = math.floor((time.perf_counter() - self._since_s) * self.steps_per_second) - self._done
        if due > max(self.steps_per_second, 2):
            # A second behind: this machine cannot keep the pace, and hoarding steps would make it deaf.
            self.restart()
        return due

    def count(self, steps: int) -> None:
        """So many steps were made."""
        self._done += steps

    @property
    def wait_ms(self) -> int:
        """How long a thread may sleep between two looks at what is due."""
        if math.isinf(self.steps_per_second):
            return 0
        return max(1, min(longest_wait_ms, int(500 / self.steps_per_second)))
