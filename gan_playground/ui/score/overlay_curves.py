"""The lines of other histories in one plot: cut to what is theirs once, and joined where they look alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from msgspec.structs import replace

from gan_playground.gan.observe.history import Track
from gan_playground.ui.plot.items.curves_item import Curve
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.score.chart import Chart, Series
from gan_playground.ui.score.gaps import broken
from gan_playground.ui.score.overlays import LEFT, POINTED, Overlay, OverlayStyle, since
from gan_playground.ui.score.range import Bounds, heights

_gap = np.full(1, np.nan)


class OverlayCurve:
    """One line of another history, beside that line of the run itself which is `of`."""

    def __init__(self, overlay: Overlay, of: Series, track: Track) -> None:
        self.overlay, self.key = overlay, of.key
        self.style = replace(of.style, role=overlay.role) if overlay.role else of.style
        self.track = track if overlay.runs_alongside else since(track, overlay.since)

    @cached_property
    def heights(self) -> Bounds | None:
        """From its lowest to its highest value."""
        return heights(self.track.values)

    @cached_property
    def end(self) -> tuple[float, float] | None:
        """Its last point with a value, as step and value."""
        known = np.flatnonzero(np.isfinite(self.track.values))
        return (float(self.track.steps[known[-1]]), float(self.track.values[known[-1]])) if len(known) else None

    def height_at(self, step: float) -> float | None:
        """Its value at a step; None where it has none."""
        if self.end is None or not self.overlay.since <= step <= self.end[0]:
            return None
        return float(np.interp(step, self.track.steps, self.track.values))


class OverlayCurves:
    """All that is drawn of other histories in one plot; what did not change is kept."""

    def __init__(self) -> None:
        self._drawn: tuple[tuple[Overlay, tuple[OverlayCurve, ...]], ...] = ()
        self._of: tuple[object, ...] = ()
        self._joined: dict[tuple[object, ...], list[Curve]] = {}

    def __iter__(self) -> Iterator[OverlayCurve]:
        return (curve for _, curves in self._drawn for curve in curves)

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """Those that are drawn, the faintest first."""
        return tuple(overlay for overlay, _ in self._drawn)

    def take(self, chart: Chart, overlays: Sequence[Overlay]) -> bool:
        """Show these; gives whether anything is drawn otherwise than before."""
        drawn_as = (chart.transform, tuple((line.key, line.style) for line in chart.series))
        before, kept = self._drawn, self._drawn if drawn_as == self._of else ()
        self._of = drawn_as
        self._drawn = tuple(
            kept[i] if i < len(kept) and overlay.draws_the_same(kept[i][0]) else (overlay, _curves(chart, overlay))
            for i, overlay in enumerate(overlays)
        )
        if len(before) == len(self._drawn) and all(a is b for a, b in zip(before, self._drawn, strict=True)):
            return False
        self._joined.clear()
        return True

    @property
    def ahead(self) -> dict[str, Track]:
        """What follows on the run's own branch, by the keys of its lines; empty in the present."""
        return {curve.key: curve.track for curve in self if curve.overlay.is_ahead}

    @property
    def run_b(self) -> dict[str, Track]:
        """The lines of the other run of a comparison, by their keys; empty without one."""
        return {curve.key: curve.track for curve in self if curve.overlay.runs_alongside}

    def of_outcome(self, choice: int | None) -> list[OverlayCurve]:
        """The lines of the one with this number."""
        return [curve for curve in self if curve.overlay.choice == choice is not None]

    def heights(self, counts: bool, hidden: frozenset[str]) -> list[Bounds]:
        """Of the lines that the plot keeps in sight, or of the others."""
        curves = (curve for curve in self if curve.overlay.style.counts == counts and curve.key not in hidden)
        return [curve.heights for curve in curves if curve.heights is not None]

    def still(self, pointed: int | None, hidden: frozenset[str]) -> list[Curve]:
        """What does not grow with the run, without the outcome that is pointed at; the same object until it changes."""
        return self._of_kind(False, pointed, hidden)

    def moving(self, pointed: int | None, hidden: frozenset[str]) -> list[Curve]:
        """A run B, and over all others the outcome that is pointed at."""
        return self._of_kind(True, pointed, hidden)

    def _of_kind(self, moves: bool, pointed: int | None, hidden: frozenset[str]) -> list[Curve]:
        key = moves, pointed, hidden
        if key not in self._joined:
            curves = [c for c in self if c.key not in hidden and _moves(c, pointed) is moves]
            self._joined[key] = _joined(curves, pointed)
        return self._joined[key]


def _curves(chart: Chart, overlay: Overlay) -> tuple[OverlayCurve, ...]:
    pairs = zip(chart.series, chart.lines_of(overlay.tracks), strict=True)
    return tuple(OverlayCurve(overlay, series, track) for series, track in pairs)


def _moves(curve: OverlayCurve, pointed: int | None) -> bool:
    return curve.overlay.runs_alongside or curve.overlay.choice == pointed is not None


def _joined(curves: Sequence[OverlayCurve], pointed: int | None) -> list[Curve]:
    """Those that look alike as one line with gaps."""
    groups: dict[tuple[LineStyle, OverlayStyle], list[Track]] = {}
    for curve in curves:
        groups.setdefault((curve.style, _style(curve.overlay, pointed)), []).append(curve.track)
    return [_joined_curve(*look, tracks) for look, tracks in groups.items()]


def _joined_curve(style: LineStyle, overlay: OverlayStyle, tracks: Sequence[Track]) -> Curve:
    drawn = [broken(track) for track in tracks]
    x = np.concatenate([part for steps, _ in drawn for part in (steps, _gap)])
    y = np.concatenate([part for _, values in drawn for part in (values, _gap)])
    return Curve(replace(style, width=style.width * overlay.width), x, y, overlay.strength)


def _style(overlay: Overlay, pointed: int | None) -> OverlayStyle:
    """Its own; where one outcome is pointed at, the others step back."""
    if pointed is None or overlay.choice is None:
        return overlay.style
    return POINTED if overlay.choice == pointed else LEFT
