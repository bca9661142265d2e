"""One future that a run has lived, with the moments of it that are kept."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.history import ScoreLog

if TYPE_CHECKING:
    from gan_playground.gan.moment import Moment

resolution = 64  # moments for the whole of a long run, about, if they lay evenly
_step = attrgetter("step")


@dataclass(slots=True, eq=False)
class Branch:
    """One future that was lived. tip: where it was left; None for the one that is lived now."""

    number: int
    name: str
    parent: Branch | None
    start: Moment
    log: ScoreLog
    moments: list[Moment] = field(default_factory=list)
    tip: Moment | None = None

    @property
    def forked_at(self) -> int:
        return self.start.step

    def latest_until(self, step: int) -> Moment:
        """The last moment that was kept, on the way to here, not after a step."""
        if step < self.start.step and self.parent is not None:
            return self.parent.latest_until(step)
        before = self.moments[bisect_right(self.moments, step, key=_step) - 1] if self.moments else None
        tip = self.tip if self.tip is not None and self.tip.step <= step else None
        return tip or (before if before is not None and before.step <= step else None) or self.start

    def keep(self, moment: Moment) -> None:
        """Keep it in its place; of one step the first counts, from before any knob was turned there."""
        place = bisect_right(self.moments, moment.step, key=_step)
        if moment.step > self.start.step and not (place and self.moments[place - 1].step == moment.step):
            insort(self.moments, moment, key=_step)

    def costs(self) -> list[tuple[Moment, float]]:
        """What it would cost to do without each of its moments: the gap that would be left, for its age."""
        if not self.moments:
            return []
        end = self.tip.step if self.tip is not None else self.moments[-1].step
        inner = [moment.step for moment in self.moments]
        steps = np.array([self.forked_at, *inner, max(end, inner[-1])], dtype=float)
        gaps, ages = steps[2:] - steps[:-2], end - steps[1:-1]
        span = max(end - self.forked_at, 1)
        return list(zip(self.moments, (gaps / (span / resolution + ages)).tolist(), strict=True))

    def grew_from(self, ancestor: Branch) -> bool:
        """Whether it left that one, or one that did; or is it."""
        here: Branch | None = self
        while here is not None and here is not ancestor:
            here = here.parent
        return here is ancestor
