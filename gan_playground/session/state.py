"""Where the runs are, as one frozen message, and what comes of it once all that was ordered is done."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.session.commands import (
    BeginSlowMotion,
    ChooseDevice,
    Compare,
    EndComparison,
    EndSlowMotion,
    GoTo,
    Hold,
    KeepB,
    LookAhead,
    MakeStep,
    NextPart,
    Open,
    PartBack,
    Pause,
    Play,
    SessionCommand,
    Start,
    StepBack,
    Swap,
    SwitchBranch,
    TakeOutcome,
    TrainDiscriminator,
    TurnKnobs,
    Visit,
)
from gan_playground.session.messages import Comparison, RunInfo, SlowMotion


class RunState(Struct, frozen=True):
    """Where the run is, and all that its worker would answer if it were asked.

    heard: the serial number of the last command that is done, or was refused. begun: how many times the worker has
    taken up other runs, or moved them. run: the first one, with its knobs now; None before it. held: whether there is
    nothing to train on; goes_on: whether it plays when there is. device: where runs begin. loading, busy: what takes a
    while; empty when it is over. timeline: told once a second while it trains, so its step may be an older one.
    reading: an order that waits for its data. slow_motion: the part of a turn where it stands still, if it does.
    """

    heard: int = 0
    begun: int = 0
    run: RunInfo | None = None
    step: int = 0
    playing: bool = False
    held: bool = False
    goes_on: bool = True
    speed: float = math.inf
    device: str = "auto"
    loading: str = ""
    busy: str = ""
    comparison: Comparison | None = None
    timeline: TimelineSummary | None = None
    reading: DataReading | None = None
    slow_motion: SlowMotion | None = None

    def says_the_same(self, other: Self) -> bool:
        """Whether nothing has changed; a past, which holds arrays, is the same where it is the very one."""
        return self.timeline is other.timeline and self == other


class Report(Struct, frozen=True):
    """What a worker says: where the runs are, None where that has not changed, and after that what else there is."""

    state: RunState | None
    events: tuple[object, ...] = ()


class ExpectedRun(Struct, frozen=True):
    """A run that trains, or will: its id, its knobs, its seed and the id of its lesson."""

    run: int
    experiment: Experiment
    seed: int
    lesson: str

    @classmethod
    def of(cls, run: RunInfo) -> Self:
        """One that trains already."""
        return cls(run.run, run.experiment, run.seed, run.lesson)

    @classmethod
    def of_start(cls, command: Start) -> Self:
        """One that was ordered."""
        return cls(command.berth.run, command.experiment, command.seed, command.lesson)


class Expected(Struct, frozen=True):
    """What the state will be once what was ordered is done, as far as that can be said. second: beside the first."""

    first: ExpectedRun | None = None
    second: ExpectedRun | None = None
    playing: bool = False
    held: bool = False
    goes_on: bool = True
    device: str = "auto"

    @classmethod
    def of(cls, state: RunState) -> Expected:
        """Where nothing was ordered, but for what waits for its data."""
        if state.reading is not None:
            return state.reading.then
        return cls(
            first=ExpectedRun.of(state.run) if state.run is not None else None,
            second=ExpectedRun.of(state.comparison.run_b) if state.comparison is not None else None,
            playing=state.playing,
            held=state.held,
            goes_on=state.goes_on,
            device=state.device,
        )


class DataReading(Struct, frozen=True):
    """Data are read that were ordered. share: how much of them, from 0 to 1; None where nobody knows.

    words: empty while it takes no time worth a word. then: where the runs will be once all are read.
    """

    words: str
    share: float | None
    then: Expected


def expected(state: RunState, unheard: Iterable[SessionCommand]) -> Expected:
    """Where the runs will be, if nothing of what was ordered and not heard yet is refused."""
    result = Expected.of(state)
    for command in unheard:
        result = after(result, command)
    return result


def after(before: Expected, command: SessionCommand) -> Expected:
    """The same, once one more command is done."""
    fold = FOLDS.get(type(command))
    return before if fold is None else fold(before, command)


def _start(before: Expected, command: Start) -> Expected:
    second = before.second
    if second is not None:
        second = _beside(before, second, command)
    return replace(before, first=ExpectedRun.of_start(command), second=second, playing=command.playing, held=False)


def _beside(before: Expected, second: ExpectedRun, command: Start) -> ExpectedRun | None:
    """What begins anew with the first: of the seed of that, where both were of one."""
    if command.beside is None:
        return None
    was_alike = before.first is not None and before.first.seed == second.seed
    return replace(second, run=command.beside.run, seed=command.seed if was_alike else second.seed)


def _open(before: Expected, command: Open) -> Expected:
    saved = command.saved
    first = ExpectedRun(command.berth.run, saved.here.experiment, saved.seed, saved.lesson)
    return replace(before, first=first, second=None, playing=False, held=False)


def _play(before: Expected, _command: Play) -> Expected:
    return replace(before, playing=not before.held)


def _end_slow_motion(before: Expected, command: EndSlowMotion) -> Expected:
    return replace(before, playing=command.playing and not before.held)


def _stop(before: Expected, _command: object) -> Expected:
    return replace(before, playing=False)


def _hold(before: Expected, command: Hold) -> Expected:
    if command.held == before.held:
        return before
    goes_on = before.playing if command.held else before.goes_on
    return replace(before, held=command.held, goes_on=goes_on, playing=not command.held and goes_on)


def _turn(before: Expected, command: TurnKnobs) -> Expected:
    first = before.first
    if first is None or command.run not in (None, first.run):
        return before
    try:
        return replace(before, first=replace(first, experiment=first.experiment.turned(command.values)))
    except PlaygroundError:  # it was refused meanwhile, or what it was to go with was
        return before


def _compare(before: Expected, command: Compare) -> Expected:
    if command.anew is not None:
        before = replace(before, second=None)
        before = _start(before, command.anew)
    first = before.first
    if first is None:
        return before
    seed = first.seed if command.seed is None else command.seed
    try:
        experiment = first.experiment.with_knobs(command.values)
    except PlaygroundError:
        return before
    return replace(before, second=ExpectedRun(command.berth.run, experiment, seed, first.lesson))


def _swap(before: Expected, _command: Swap) -> Expected:
    return before if before.second is None else replace(before, first=before.second, second=before.first)


def _keep_b(before: Expected, _command: KeepB) -> Expected:
    return before if before.second is None else replace(before, first=before.second, second=None)


def _end_comparison(before: Expected, _command: EndComparison) -> Expected:
    return replace(before, second=None)


def _choose_device(before: Expected, command: ChooseDevice) -> Expected:
    return replace(before, device=command.device)


Fold: TypeAlias = Callable[[Expected, Any], Expected]

FOLDS: Mapping[type, Fold] = {
    Start: _start,
    Open: _open,
    Play: _play,
    EndSlowMotion: _end_slow_motion,
    Hold: _hold,
    TurnKnobs: _turn,
    Compare: _compare,
    Swap: _swap,
    KeepB: _keep_b,
    EndComparison: _end_comparison,
    ChooseDevice: _choose_device,
    **dict.fromkeys(
        (
            *(Pause, MakeStep, TrainDiscriminator, Visit, GoTo, StepBack, SwitchBranch, LookAhead, TakeOutcome),
            *(BeginSlowMotion, NextPart, PartBack),
        ),
        _stop,
    ),
}
"""By type of command: what it makes of where the runs would be. What is not here moves nothing of it."""
