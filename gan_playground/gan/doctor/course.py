"""The course of a run, as its pulses tell it: what it was like at each of them, and whether it still gets anywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from gan_playground.gan.doctor.beside import beside
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.timeline.pulse_row import PULSE, pulse_every

if TYPE_CHECKING:
    from gan_playground.gan.doctor.pulse import UsualPulse
    from gan_playground.gan.experiment.experiment import Edit, Experiment
    from gan_playground.gan.observe.history import Track
    from gan_playground.gan.timeline.steps import Moves

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

breath = 4  # pulses that are taken together
long_breath = 8  # where chance shall not be taken for a gain
horizon = 40  # pulses: to get nearer than at any of them is a gain
least_gain = 0.1  # by which share the distance has to fall for that
least_rise = 0.1  # by how much recall, or the share of sharp samples, has to rise for that


class RunRecord(Struct, frozen=True, eq=False):
    """All that the doctor reads. pulses: steps (N,), values (N, names). positions: of a game of two numbers, theta and
    psi in the first columns (N, 2 or more). diverged_at: the first step whose loss was no number. moves: the steps
    that one player made alone.
    """

    experiment: Experiment
    step: int
    pulses: Track
    usual: UsualPulse | None
    positions: Track
    edits: tuple[Edit, ...] = ()
    diverged_at: int | None = None
    moves: Moves = ()


class Course:
    """What rules ask of a record. Every array has one value a pulse (T,), since a hand last put the players or the data
    elsewhere; what one player did alone, by hand, is no part of the game.
    """

    def __init__(self, record: RunRecord) -> None:
        """Of a record that says what is usual."""
        assert record.usual is not None
        moved = last_move(record.edits)
        begins = -1 if moved is None else moved.step or 0
        kept = (record.pulses.steps > begins) & ~_made_alone(record.pulses.steps, record.moves)
        self.steps, self._values = record.pulses.steps[kept], record.pulses.values[kept]
        self._calm: dict[tuple[str, int], Array] = {}
        self.experiment, self.edits, self.usual = record.experiment, record.edits, record.usual

    def __len__(self) -> int:
        return len(self.steps)

    def at(self, name: str) -> Array:
        """One quantity, as it was measured."""
        return self._values[:, PULSE.index(name)]

    def calm(self, name: str, pulses: int = breath) -> Array:
        """The mean of the last so many."""
        if (name, pulses) not in self._calm:
            self._calm[name, pulses] = trailing_mean(self.at(name), pulses)
        return self._calm[name, pulses]

    def when(self, pulses: int) -> str:
        """Which steps the mean of the last so many is of, as in "Steps 550 to 1,000"."""
        return f"Steps {self.steps[-min(pulses, len(self))]:,.0f} to {self.steps[-1]:,.0f}"

    @cached_property
    def distance(self) -> Array:
        return self.calm("distance")

    @cached_property
    def is_far(self) -> Flags:
        """Further off than real samples ever are."""
        return self.distance > self._bound(0.8, 5)

    @cached_property
    def is_very_far(self) -> Flags:
        return self.distance > self._bound(2.0, 9)

    def _bound(self, share: float, deviations: float) -> float:
        usual = self.usual
        return usual.distance + max(share * usual.distance, deviations * usual.distance_deviation)

    @cached_property
    def gains(self) -> Flags:
        """Whether it was nearer, or found more, than at any time of the last `horizon` pulses."""
        nearness = -np.log(np.maximum(self.calm("distance", long_breath), 1e-9))
        gains = _records(nearness, -math.log1p(-least_gain))
        for name in ("recall", "sharp"):
            gains |= _records(self.calm(name, long_breath), least_rise)
        if not math.isnan(self.usual.modes):
            gains |= _records(self.calm("modes", long_breath), max(0.75, 0.04 * self.usual.modes))
        gains[:breath] = True
        return gains

    @cached_property
    def last_gain(self) -> int:
        """The number of the pulse after which it got no further."""
        return int(np.flatnonzero(self.gains)[-1]) if len(self) else 0

    @property
    def stalled_steps(self) -> int:
        """For how long it got no further."""
        return (len(self) - 1 - self.last_gain) * pulse_every

    @cached_property
    def restlessness(self) -> Array:
        """How far the middle of the generated samples moves from pulse to pulse, in deviations of real ones: the median
        of the last few, for one leap is no way.
        """
        moved = np.hypot(np.diff(self.at("centre_x"), prepend=np.nan), np.diff(self.at("centre_y"), prepend=np.nan))
        padded = np.concatenate((np.zeros(long_breath - 1), np.nan_to_num(moved, nan=0.0)))
        return np.asarray(np.median(sliding_window_view(padded, long_breath), axis=1))

    @cached_property
    def straightness(self) -> Array:
        """How much of the way that the middle went it is away from where it was: 1 and more where it went straight."""
        x, y = (self.at(name) for name in ("centre_x", "centre_y"))
        before = [np.concatenate((np.full(min(long_breath, len(v)), np.nan), v[:-long_breath])) for v in (x, y)]
        away = np.hypot(x - before[0], y - before[1]) / long_breath
        return np.asarray(np.nan_to_num(away, nan=0.0) / np.maximum(self.restlessness, 1e-9))

    def edited_after(self, step: float) -> bool:
        """Whether a knob was turned since."""
        return any((edit.step or 0) >= step for edit in self.edits)


def last_move(edits: Sequence[Edit]) -> Edit | None:
    """The last that put the real data elsewhere, or the generated ones: what was before tells nothing."""
    moves = [edit for edit in edits if edit.knob.startswith("data.") or KNOBS[edit.knob].trained]
    return moves[-1] if moves else None


def distance_of(course: Course, pulses: int = breath) -> str:
    """What the stage says of it, or the mean of the last so many."""
    times = course.calm("distance", pulses)[-1] / course.usual.distance
    return beside("distance", f"{times:.1f} times the usual one")


def _made_alone(steps: Array, moves: Moves) -> Flags:
    """Which of these steps (N,) one player made by itself."""
    alone = np.zeros(len(steps), dtype=bool)
    for made in moves:
        alone |= (steps >= made.first) & (steps <= made.last)
    return alone


def trailing_mean(values: Array, count: int) -> Array:
    """The mean of each value (T,) and those before it, `count` in all where there are as many; without those that are
    no numbers.
    """
    known = np.isfinite(values)
    sums, counts = (np.cumsum(np.concatenate(([0.0], part))) for part in (np.where(known, values, 0.0), known))
    first = np.maximum(np.arange(1, len(values) + 1) - count, 0)
    with np.errstate(invalid="ignore"):
        return np.asarray((sums[1:] - sums[first]) / (counts[1:] - counts[first]))


def _records(values: Array, margin: float) -> Flags:
    """Where a value (T,) is above the last record by so much; a record counts for `horizon` values, and after that the
    best of those.
    """
    records, best, since = np.zeros(len(values), dtype=bool), -math.inf, 0
    for i, value in enumerate(values.tolist()):
        if i - since > horizon:
            best, since = float(values[i - horizon : i].max()), i
        if value > best + margin:
            records[i], best, since = True, value, i
    return records
