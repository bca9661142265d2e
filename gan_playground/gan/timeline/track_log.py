"""One quantity over a run of any length, in bounded memory: a thinned whole, and the recent past as it was."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from msgspec import Struct

from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.history import Track

most_points = 1024
recent_steps = 512

Thinning = Callable[[Track, int], Track]


class KeptTrack(Struct, frozen=True, eq=False):
    """All of a TrackLog, to be kept: its three tracks, and how many steps a point of the whole stands for."""

    stride: int
    whole: Track
    recent: Track
    rest: Track


class TrackLog:
    """One quantity over a run of any length: a thinned whole, and the recent past step by step.

    When the whole is full, neighbours are made one in pairs, so a point stands for 1, 2, 4, ... steps.
    Arrays are replaced and never written to, so frames can share them.
    """

    def __init__(self, columns: tuple[int, ...] = (), thinned: Thinning | None = None) -> None:
        """`columns`: the shape of one value; several quantities of the same steps can be kept as one.

        thinned: makes a track of one point for so many, which stands at the last of them; None: their mean.
        """
        self.stride = 1
        self._thinned = thinned or _averaged
        self._whole = self._recent = self._rest = Track(np.empty(0), np.empty((0, *columns)))

    def extend(self, steps: Array, values: Array) -> None:
        """Append one value a step; (N,) and (N, *columns)."""
        new = Track(steps, values)
        self._recent = _last(_joined(self._recent, new), recent_steps)
        self._rest = _joined(self._rest, new)
        while len(self._rest.steps) >= self.stride:
            self._take_whole_points()
            if len(self._whole.steps) == most_points:
                self._whole = self._thinned(self._whole, 2)
                self.stride *= 2

    def _take_whole_points(self) -> None:
        points = min(len(self._rest.steps) // self.stride, most_points - len(self._whole.steps))
        used = points * self.stride
        ready = Track(self._rest.steps[:used], self._rest.values[:used])
        self._rest = Track(self._rest.steps[used:], self._rest.values[used:])
        self._whole = _joined(self._whole, self._thinned(ready, self.stride))

    def with_columns(self, more: int) -> TrackLog:
        """The same past with some quantities more, which were not measured then."""
        changed = TrackLog((self._whole.values.shape[1] + more,), self._thinned)
        changed.stride = self.stride
        changed._whole, changed._recent, changed._rest = (
            _widened(track, more) for track in (self._whole, self._recent, self._rest)
        )
        return changed

    def until(self, step: int) -> TrackLog:
        """The past as it was at a step; where it is thinned, up to the last whole point before."""
        cut = TrackLog(self._whole.values.shape[1:], self._thinned)
        cut.stride = self.stride
        cut._whole, cut._recent = _until(self._whole, step), _until(self._recent, step)
        if self.stride == 1:  # nothing is thinned yet, so the recent past of then is known whole
            cut._recent = _last(_until(_joined(self._whole, self._rest), step), recent_steps)
        after = cut._whole.steps[-1] if len(cut._whole.steps) else -math.inf
        kept = self._rest if len(cut._whole.steps) == len(self._whole.steps) else self._recent
        cut._rest = _until(Track(kept.steps[kept.steps > after], kept.values[kept.steps > after]), step)
        return cut

    def kept(self) -> KeptTrack:
        """All of it; its arrays are shared, and never written to."""
        return KeptTrack(self.stride, self._whole, self._recent, self._rest)

    @classmethod
    def of(cls, kept: KeptTrack, thinned: Thinning | None = None) -> TrackLog:
        """Go on from there, thinned as it was."""
        log = cls(thinned=thinned)
        log.stride, log._whole, log._recent, log._rest = kept.stride, kept.whole, kept.recent, kept.rest
        return log

    @property
    def whole(self) -> Track:
        return Track(self._whole.steps, self._whole.values, self.stride)

    @property
    def recent(self) -> Track:
        return Track(self._recent.steps, self._recent.values, 1)


def _joined(a: Track, b: Track) -> Track:
    return Track(np.concatenate((a.steps, b.steps)), np.concatenate((a.values, b.values)))


def _last(track: Track, count: int) -> Track:
    return Track(track.steps[-count:], track.values[-count:])


def _widened(track: Track, more: int) -> Track:
    unknown = np.full((len(track.steps), more), np.nan)
    return Track(track.steps, np.hstack((track.values, unknown)))


def _until(track: Track, step: float) -> Track:
    end = int(np.searchsorted(track.steps, step, side="right"))
    return Track(track.steps[:end], track.values[:end])


def _averaged(track: Track, stride: int) -> Track:
    """Every `stride` neighbours as one point, which stands at the last of them."""
    grouped = track.values.reshape(-1, stride, *track.values.shape[1:])
    return Track(track.steps[stride - 1 :: stride], grouped.mean(axis=1))


def last_of_each(track: Track, stride: int) -> Track:
    """The last of every `stride` neighbours: the mean of places on an orbit is a place where the run never was."""
    return Track(track.steps[stride - 1 :: stride], track.values[stride - 1 :: stride])
