"""The numbers above a plot of the score: of the frame, or of a step that is pointed at; of two runs, both."""

from __future__ import annotations

from functools import reduce

from msgspec import Struct, field

from gan_playground.gan.observe.history import Track
from gan_playground.ui.score.chart import Chart, Numerals, Series, nearest
from gan_playground.ui.score.headline import HeadlineEntry, pair
from gan_playground.ui.score.overlay_curves import OverlayCurves


class Readings(Struct, frozen=True):
    """What can be read off a chart with what is drawn beside it. run_b_now: run B's numbers, one a line, or none."""

    chart: Chart
    numerals: Numerals
    overlays: OverlayCurves = field(default_factory=OverlayCurves)
    run_b_now: tuple[float, ...] = ()

    @property
    def has_lines(self) -> bool:
        """Of the run, or beside it: at the beginning of a past what came later is there."""
        return self.chart.is_begun or bool(self.overlays.overlays)

    @property
    def now(self) -> float:
        """Where the run is, which all plots agree on: some lines get their newest points later than others."""
        tracks = (line.track for line in self.chart.series)
        return max(self.chart.step, *(float(track.steps[-1]) for track in tracks if len(track.steps)), 0.0)

    @property
    def last_reachable(self) -> float:
        """The last step that one can go to on this branch."""
        ahead = (float(track.steps[-1]) for track in self.overlays.ahead.values() if len(track.steps))
        return max(self.now, *ahead, 0.0)

    def track_at(self, line: Series, step: float) -> Track:
        """The line of the run itself, or after the present what lies ahead."""
        return line.track if step <= self.now else self.overlays.ahead.get(line.key, line.track)

    def nearest_step(self, step: float) -> float | None:
        """That of the point nearest to a step, in the line with the most points; None where there are none."""
        tracks = [self.track_at(line, step) for line in self.chart.series]
        most = max(tracks, key=lambda track: len(track.steps), default=None)
        return nearest(most, step)[0] if most is not None and len(most.steps) else None

    def entries(self, step: float | None) -> list[HeadlineEntry]:
        """None: of the frame."""
        entries = [self._entry(i, line, step) for i, line in enumerate(self.chart.series)]
        if self.chart.reference is not None:
            name, height = self.chart.reference
            entries.append(HeadlineEntry(None, name, self.numerals.write(height)))
        return entries

    def _entry(self, index: int, line: Series, step: float | None) -> HeadlineEntry:
        values = (line.now, *self.run_b_now[index : index + 1]) if step is None else self._values_at(line, step)
        is_past = step is None and line.ended_at is not None
        return HeadlineEntry(line.style, line.name, reduce(pair, map(self.numerals.write, values)), is_past)

    def _values_at(self, line: Series, step: float) -> tuple[float, ...]:
        """The run's, and run B's if there is one."""
        own, run_b = nearest(self.track_at(line, step), step)[1], self.overlays.run_b
        return (own,) if not run_b else (own, nearest(run_b[line.key], step)[1])
