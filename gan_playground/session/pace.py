"""How many steps are due at a chosen speed."""

import math
import time

longest_wait_ms = 20
slow_start_rate = 40.0  # steps a second
slow_start_growth_s = 1.5  # in which the rate becomes e times as large
slow_start_end_rate = 4000.0


class Pace:
    """Counts out steps at a rate; infinity is as fast as it goes.

    With a slow start, full speed begins at a rate that can be followed by eye and grows from there: most of
    what there is to see of a run happens in its first few hundred steps, which are over in a blink.
    """

    def __init__(self, steps_per_second: float = math.inf, slow_start: bool = False) -> None:
        self.steps_per_second = steps_per_second
        self._starts_slowly = slow_start and math.isinf(steps_per_second)
        self.restart()

    def restart(self) -> None:
        """Count from now: time that passed while nothing trained is not made up for."""
        self._since_s = time.perf_counter()
        self._done = -1  # the first step is due at once

    def due(self) -> float:
        """Steps that should have been made by now and were not."""
        if self._starts_slowly:
            return self._due_in_slow_start()
        if math.isinf(self.steps_per_second):
            return math.inf
        due = math.floor((time.perf_counter() - self._since_s) * self.steps_per_second) - self._done
        if due > max(self.steps_per_second, 2):
            # A second behind: this machine cannot keep the pace, and hoarding steps would make it deaf.
            self.restart()
        return due

    def _due_in_slow_start(self) -> float:
        passed_s = min(time.perf_counter() - self._since_s, 60.0)  # a laptop may have slept
        growth = math.exp(passed_s / slow_start_growth_s)
        due = math.floor(slow_start_rate * slow_start_growth_s * (growth - 1)) - self._done
        rate = slow_start_rate * growth
        if rate > slow_start_end_rate or due > rate / 4:  # as fast as it goes, or faster than this machine can
            self._starts_slowly = False
        return due

    def count(self, steps: int) -> None:
        """So many steps were made."""
        self._done += steps

    @property
    def wait_ms(self) -> int:
        """How long a thread may sleep between two looks at what is due."""
        if math.isinf(self.steps_per_second):
            return 1 if self._starts_slowly else 0
        return max(1, min(longest_wait_ms, int(500 / self.steps_per_second)))
