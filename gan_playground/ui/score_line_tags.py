"""Which words stand at the ends of the lines of a plot."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.frame import Track
from gan_playground.ui.score_axes import Axes
from gan_playground.ui.score_charts import Chart
from gan_playground.ui.score_lines import StrandLines
from gan_playground.ui.score_tags import Tag


def tags_of(lines: StrandLines, chart: Chart, axes: Axes | None) -> list[Tag]:
    """Those of other histories, and where there is a rival those of the run; all at one height without axes."""
    tags = []
    for bundle in lines.bundles:
        for words, line in zip(bundle.strand.tags, bundle.lines, strict=False):
            role = line.style.role if bundle.strand.runs_alongside else "text"
            tags.append(Tag(words, _height(line.track, axes), role, bundle.strand.choice))
    if lines.rival is not None:
        tags += [Tag(("A", "A"), _height(line.track, axes), line.style.role) for line in chart.series]
    return tags


def _height(track: Track, axes: Axes | None) -> float:
    """Where the line ends."""
    known = track.values[np.isfinite(track.values)]
    return float(axes.y(known[-1])) if axes is not None and len(known) else 0.0
