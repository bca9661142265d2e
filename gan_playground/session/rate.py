"""How fast a run trains, as it is seen."""

from __future__ import annotations

import time

window_s = 0.5


class StepRate:
    """Steps a second, over the last while."""

    def __init__(self) -> None:
        self._from: tuple[float, int] | None = None

    def restart(self) -> None:
        """What was seen until now tells nothing of what comes."""
        self._from = None

    def measure(self, step: int) -> float | None:
        """This step is seen now; gives the rate once a while has passed since the last time."""
        now_s = time.perf_counter()
        if self._from is None:
            self._from = now_s, step
            return None
        began_s, first_step = self._from
        passed_s = now_s - began_s
        if passed_s < window_s:
            return None
        self._from = now_s, step
        return (step - first_step) / passed_s
