"""The steps that have not come yet, for a line of the score to be drawn there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.ui.plot.box import Span

if TYPE_CHECKING:
    from gan_playground.ui.score.plot import ScorePlot


class FutureRoom(Struct, frozen=True, eq=False):
    """Seen in all plots: as much of the past as of what comes, from the step `now` to `until`.

    plot: the one that is drawn in, name: what it shows meanwhile.
    """

    plot: ScorePlot
    name: str
    now: float
    until: float

    def span(self, first: float) -> Span:
        """The steps that are seen of a run that begins with the first one."""
        return max(first, 2 * self.now - self.until), self.until
