"""What one plot of the score shows: its lines over time, and what they are measured against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.history import Track
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.score.headline import Title
from gan_playground.ui.theme.wording import short

Transform: TypeAlias = Callable[[Track], Track]

NOTHING = Track(np.empty(0), np.empty(0))


class Numerals(Struct, frozen=True):
    """How values are written: in sentences and headlines, and on an axis."""

    write: Callable[[float], str]
    tick: Callable[[float], str] = short


def as_it_is(track: Track) -> Track:
    """Drawn as it was measured."""
    return track


class Manner(Struct, frozen=True):
    """How a run's numbers are to be read. unit: of its losses, if they have one. is_score: what D says is a score, and
    no probability; of_fake: it is how likely a sample is fake.
    """

    unit: str = "nats"
    is_score: bool = False
    of_fake: bool = False


plain = Manner()


class Series(Struct, frozen=True):
    """One line: its name in the headline, its style, which track of a history it is, and its value at the frame's step.

    track: its values as they are drawn. ended_at: the step of its last point, and of `now`, where only the other player
    has moved since. looks: what was measured where it has a gap.
    """

    name: str
    style: LineStyle
    key: str
    track: Track
    now: float
    ended_at: float | None = None
    looks: Track = NOTHING

    @property
    def heights(self) -> Array:
        """All values that are drawn of it."""
        return np.concatenate((self.track.values, self.looks.values)) if len(self.looks.steps) else self.track.values


class Chart(Struct, frozen=True):
    """One plot. guides: heights of theory's dotted lines. reference: one more, which has a name in the headline. band:
    from where to where real samples would be.

    step: of the frame, which lines may not have come to yet. titles: the longest first. logarithmic: values are powers
    of ten, and come as their exponents. choices: names and titles of what this plot could show instead. numerals: how
    values are written; None: as the plot does. seen_always: heights that are kept in sight beside those of theory.
    transform: from what a history holds to what is drawn.
    """

    series: tuple[Series, ...]
    step: float = 0.0
    guides: tuple[float, ...] = ()
    reference: tuple[str, float] | None = None
    band: tuple[float, float] | None = None
    explanation: str = ""
    titles: tuple[Title, ...] = ()
    logarithmic: bool = False
    seen_always: tuple[float, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    numerals: Numerals | None = None
    transform: Transform = as_it_is

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to draw yet."""
        return any(len(line.track.steps) for line in self.series)

    @property
    def keys(self) -> list[str]:
        """The tracks of a history that are drawn."""
        return [line.key for line in self.series]

    @property
    def ended(self) -> str:
        """Which lines are of an earlier step, as in "G: step 1,204"; of all of them the step alone."""
        ended = [line for line in self.series if line.ended_at is not None]
        names = "" if len(ended) == len(self.series) else ", ".join(line.name for line in ended)
        step = max((line.ended_at or 0.0 for line in ended), default=0.0)
        return f"{names and f'{names}: '}step {step:,.0f}" if ended else ""

    @property
    def theory(self) -> tuple[float, ...]:
        """The heights that its lines are measured against."""
        return (*self.lines, *(self.band or ()))

    @property
    def lines(self) -> tuple[float, ...]:
        """The heights of theory's dotted lines, all of them."""
        return self.guides if self.reference is None else (*self.guides, self.reference[1])

    def lines_of(self, tracks: Mapping[str, Track]) -> tuple[Track, ...]:
        """The same quantities of another history, as they would be drawn here."""
        return tuple(self.transform(tracks.get(line.key, NOTHING)) for line in self.series)


def draws_the_same(chart: Chart, other: Chart) -> bool:
    """Whether nothing new came; points are only ever added, so the steps that two charts share tell."""
    if replace(chart, series=()) != replace(other, series=()):
        return False
    return len(chart.series) == len(other.series) and all(
        a.track.steps is b.track.steps
        and np.array_equal(a.looks.steps, b.looks.steps)
        and replace(a, track=NOTHING, looks=NOTHING) == replace(b, track=NOTHING, looks=NOTHING)
        for a, b in zip(chart.series, other.series, strict=True)
    )


def nearest(track: Track, step: float) -> tuple[float, float]:
    """The point of a track nearest to this step, as step and value; not numbers where there is none."""
    if not len(track.steps):
        return float("nan"), float("nan")
    at = int(np.argmin(np.abs(track.steps - step)))
    return float(track.steps[at]), float(track.values[at])


def steps_of(charts: Sequence[Chart]) -> tuple[float, float]:
    """The first step that any line of these charts has, and where the run is."""
    tracks = [line.track.steps for chart in charts for line in chart.series if len(line.track.steps)]
    now = max((chart.step for chart in charts), default=0.0)
    first = min((float(steps[0]) for steps in tracks), default=0.0)
    return first, max([now, *(float(steps[-1]) for steps in tracks)])
