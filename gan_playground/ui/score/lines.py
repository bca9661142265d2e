"""The lines of other histories in one plot: cut to what is theirs once, and turned into strokes once an axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from gan_playground.gan.observe.frame import Track
from gan_playground.ui.plot.strokes import LineStyle, dashed, solid
from gan_playground.ui.score.axes import Axes, thinned
from gan_playground.ui.score.charts import Chart
from gan_playground.ui.score.range import Bounds, heights
from gan_playground.ui.score.strands import Strand, since

Array = NDArray[np.float64]

most_stretch = 1.06
"""By how much strokes may be stretched in time until they are made anew: dashes grow with them."""

margin = 0.15  # of the span: what is kept on both sides, so that strokes can move


class StrandLine:
    """One line of a strand."""

    def __init__(self, track: Track, style: LineStyle) -> None:
        self.track, self.style = track, style
        self.heights: Bounds | None = heights(track.values)
        self._axes: Axes | None = None
        self._strokes = np.empty((0, 4))

    @property
    def end(self) -> tuple[float, float] | None:
        """Its last point with a value, as step and value."""
        known = np.flatnonzero(np.isfinite(self.track.values))
        return (float(self.track.steps[known[-1]]), float(self.track.values[known[-1]])) if len(known) else None

    def strokes_on(self, axes: Axes) -> Array:
        """Its strokes; where only the steps have moved a little, those of before are moved as well."""
        if self._axes is not None and self._axes.same_place(axes):
            return self._strokes
        if self._axes is not None and (moved := self._axes.moved_to(axes, most_stretch)) is not None:
            scale, shift = moved
            strokes = self._strokes.copy()
            strokes[:, 0::2] = scale * strokes[:, 0::2] + shift
            return strokes
        self._axes, self._strokes = axes, self._made(axes)
        return self._strokes

    def _made(self, axes: Axes) -> Array:
        x, y = thinned(_inside(self.track, axes), axes)
        style = self.style
        return dashed(x, y, style.on * axes.unit, style.off * axes.unit) if style.off else solid(x, y)


def _inside(track: Track, axes: Axes) -> Track:
    first, last = axes.span
    room = margin * (last - first)
    begin, end = np.searchsorted(track.steps, (first - room, last + room))
    begin, end = max(0, begin - 1), end + 1
    return Track(track.steps[begin:end], track.values[begin:end])


@dataclass(frozen=True, slots=True)
class Bundle:
    """A strand with its lines."""

    strand: Strand
    lines: tuple[StrandLine, ...]

    @property
    def last_step(self) -> float:
        return max((float(line.track.steps[-1]) for line in self.lines if len(line.track.steps)), default=-np.inf)


class StrandLines:
    """All strands of one plot; what did not change is kept."""

    def __init__(self) -> None:
        self.bundles: tuple[Bundle, ...] = ()
        self._of: tuple[object, ...] = ()

    def take(self, chart: Chart, strands: Sequence[Strand]) -> bool:
        """Show these; gives whether anything is drawn otherwise than before."""
        drawn_as = (chart.transform, tuple((line.key, line.style) for line in chart.series))
        kept = self.bundles if drawn_as == self._of else ()
        before, self._of = self.bundles, drawn_as
        self.bundles = tuple(
            kept[i] if i < len(kept) and strand.draws_the_same(kept[i].strand) else _bundle(chart, strand)
            for i, strand in enumerate(strands)
        )
        return len(before) != len(self.bundles) or any(a is not b for a, b in zip(before, self.bundles, strict=True))

    @property
    def ahead(self) -> Bundle | None:
        """What follows on the run's own branch."""
        return next((bundle for bundle in self.bundles if bundle.strand.is_ahead), None)

    @property
    def run_b(self) -> Bundle | None:
        """The other run of a comparison."""
        return next((bundle for bundle in self.bundles if bundle.strand.runs_alongside), None)

    @property
    def last_step(self) -> float:
        """How far the plot should reach for them: where futures are looked at, no further than those."""
        chosen = [bundle for bundle in self.bundles if bundle.strand.choice is not None] or self.bundles
        return max((bundle.last_step for bundle in chosen), default=-np.inf)

    def outcome(self, choice: int | None) -> Bundle | None:
        """The one with this number."""
        return next((bundle for bundle in self.bundles if bundle.strand.choice == choice is not None), None)

    def heights(self, counts: bool) -> list[Bounds]:
        """Of the lines that the plot keeps in sight, or of the others."""
        lines = [line for bundle in self.bundles if bundle.strand.manner.counts == counts for line in bundle.lines]
        return [line.heights for line in lines if line.heights is not None]

    def outcome_at(self, axes: Axes, place: QPointF, reach_px: float) -> int | None:
        """The future whose line is nearest to a place in the plot, and near enough."""
        step = axes.step_at(place.x())
        near: list[tuple[float, int]] = []
        for bundle in self.bundles:
            if bundle.strand.choice is None or step < bundle.strand.since:
                continue
            for line in bundle.lines:
                if line.end is not None and step <= line.end[0]:
                    value = np.interp(step, line.track.steps, line.track.values)
                    near.append((abs(float(axes.y(np.array(value))) - place.y()), bundle.strand.choice))
        distance, choice = min(near, default=(np.inf, None))
        return choice if distance <= reach_px else None


def _bundle(chart: Chart, strand: Strand) -> Bundle:
    pairs = zip(chart.lines_of(strand.tracks), chart.series, strict=True)
    lines = (StrandLine(_own(track, strand), series.style) for track, series in pairs)
    return Bundle(strand, tuple(lines))


def _own(track: Track, strand: Strand) -> Track:
    return track if strand.runs_alongside else since(track, strand.since)
