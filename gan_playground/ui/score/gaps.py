"""Where a line has gaps: steps in which the player whose turns it is measured in made none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.history import Track
from gan_playground.ui.plot.items.curves_item import Curve
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.score.chart import Series


def after_gaps(track: Track) -> Array:
    """The places (K,) of points that come after a gap: one at least as long as what a point stands for."""
    if not track.stride:
        return np.empty(0, int)
    return np.flatnonzero(np.diff(track.steps) >= 2 * track.stride) + 1


def broken(track: Track) -> tuple[Array, Array]:
    """The line's points (N,), (N,), one that is no number in every gap. After a gap a point begins where its turn did,
    so that also a single one is seen.
    """
    after = after_gaps(track)
    if not len(after):
        return track.steps, track.values
    begins = track.steps[after] - track.stride
    middles = (track.steps[after - 1] + begins) / 2
    steps = np.stack((middles, begins), axis=1).ravel()
    values = np.stack((np.full(len(after), np.nan), track.values[after]), axis=1).ravel()
    places = np.repeat(after, 2)
    return np.insert(track.steps, places, steps), np.insert(track.values, places, values)


def joined(track: Track, newer: Track) -> Track:
    """A track with what another has of later steps."""
    later = newer.steps > (track.steps[-1] if len(track.steps) else -np.inf)
    return Track(np.append(track.steps, newer.steps[later]), np.append(track.values, newer.values[later]))


def looks_in_gaps(track: Track, looks: Track, ended_at: float | None) -> Track:
    """Those looks that fall in gaps of a track, and where it has ended, after it; no number between two gaps."""
    ends = np.append(track.steps[(after := after_gaps(track)) - 1], np.inf if ended_at is None else ended_at)
    begins = np.append(track.steps[after] - track.stride, np.inf)
    gap = np.searchsorted(ends, looks.steps, side="right") - 1
    inside = (gap >= 0) & (looks.steps <= begins[gap])
    steps, values, gap = looks.steps[inside], looks.values[inside], gap[inside]
    between = np.flatnonzero(np.diff(gap)) + 1
    return Track(np.insert(steps, between, steps[between]), np.insert(values, between, np.nan))


def drawn(line: Series) -> Iterator[Curve]:
    """What is drawn of a line: it with its gaps, and in them dots through what was measured there."""
    yield Curve(line.style, *broken(line.track), keeps_end=True)
    if len(line.looks.steps):
        yield Curve(LineStyle(line.style.role, line.style.width, 1.6, 3.4), line.looks.steps, line.looks.values)
