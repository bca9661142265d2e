"""Which words stand at the ends of the lines of a plot: which run one is, or which outcome."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gan_playground.gan.observe.history import Track
from gan_playground.ui.plot.items.end_labels_item import EndLabel
from gan_playground.ui.score.chart import Chart
from gan_playground.ui.score.overlay_curves import OverlayCurves

own_words = ("A",)

legible_px = 12.0
"""What a line of words needs; where there is less, only the shortest are written."""

widest = (0.28, 0.4)
"""What the words may take of the plot's width, in full and in brief; the shortest are always allowed."""


class LineEnd(Struct, frozen=True):
    """What may be written at the end of a line, the longest first; y: where it ends. choice: the outcome that it is."""

    words: tuple[str, ...]
    y: float
    role: str
    choice: int | None = None


def line_ends(overlays: OverlayCurves, chart: Chart) -> list[LineEnd]:
    """Those of other histories, and where there is a run B those of the run; outcomes leave no room for letters."""
    outcomes = [overlay for overlay in overlays.overlays if overlay.choice is not None]
    ends = list(_of_overlays(overlays, outcomes=bool(outcomes)))
    if overlays.run_b and not outcomes:
        ends += [LineEnd(own_words, _height(line.track), line.style.role) for line in chart.series]
    return ends


def _of_overlays(overlays: OverlayCurves, outcomes: bool) -> Iterator[LineEnd]:
    for overlay in overlays.overlays:
        if outcomes and overlay.choice is None:
            continue
        curves = [curve for curve in overlays if curve.overlay is overlay]
        for words, curve in zip(overlay.labels, curves, strict=False):
            yield LineEnd(words, _height(curve.track), curve.style.role, overlay.choice)


def _height(track: Track) -> float:
    """Where the line ends."""
    for value in track.values[::-1]:  # nearly always the last one
        if math.isfinite(value):
            return float(value)
    return 0.0


def labels_of(ends: Sequence[LineEnd], brevity: int) -> list[EndLabel]:
    """The words as they are written: 0 in full."""
    return [EndLabel(end.words[min(brevity, len(end.words) - 1)], end.y, end.role, end.choice) for end in ends]


def brevities(ends: Sequence[LineEnd], height_px: float) -> Iterator[tuple[int, float]]:
    """From the longest words that can be read in a plot this high: how brief, and which share of it they may take."""
    shortest = min((len(end.words) for end in ends), default=1) - 1
    if height_px >= legible_px * len(ends):
        yield from enumerate(widest[:shortest])
    yield shortest, math.inf
