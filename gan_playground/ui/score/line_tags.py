"""Which words stand at the ends of the lines of a plot."""

from __future__ import annotations

import math
from collections.abc import Iterator

from gan_playground.gan.observe.frame import Track
from gan_playground.ui.score.axes import Axes
from gan_playground.ui.score.charts import Chart
from gan_playground.ui.score.lines import StrandLines
from gan_playground.ui.score.tags import Tag, Words

own_words = ("A",)


def words_of(lines: StrandLines, chart: Chart) -> tuple[Words, ...]:
    """All that is written."""
    return tuple(words for words, _, _, _ in _written(lines, chart))


def tags_of(lines: StrandLines, chart: Chart, axes: Axes) -> list[Tag]:
    """Those of other histories, and where there is a run B those of the run; futures leave no room for letters."""
    return [Tag(words, _height(track, axes), role, choice) for words, track, role, choice in _written(lines, chart)]


def _written(lines: StrandLines, chart: Chart) -> Iterator[tuple[Words, Track, str, int | None]]:
    """Words, the line at whose end they are, the colour they have, and the future they stand for."""
    outcomes = [bundle for bundle in lines.bundles if bundle.strand.choice is not None]
    for bundle in outcomes or lines.bundles:
        for words, line in zip(bundle.strand.tags, bundle.lines, strict=False):
            role = line.style.role if bundle.strand.runs_alongside else "text"
            yield words, line.track, role, bundle.strand.choice
    if lines.run_b is not None and not outcomes:
        for series in chart.series:
            yield own_words, series.track, series.style.role, None


def _height(track: Track, axes: Axes) -> float:
    """Where the line ends."""
    for value in track.values[::-1]:  # nearly always the last one
        if math.isfinite(value):
            return float(axes.y(value))
    return 0.0
