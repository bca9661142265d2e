"""The format of a claim: what a page of a lesson says of a run, so that it can be tried. See docs/lessons.md."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.gan.experiment.experiment import Experiment, find_knob
from gan_playground.lessons.markup import plain

most_steps = 1_000_000

Steps = Annotated[int, msgspec.Meta(ge=0, le=most_steps)]

METRICS: Mapping[str, tuple[str, ...]] = {
    "line": (
        *("wasserstein", "js", "mean", "std", "theta.1", "theta.2", "decision_gap"),
        *("example.1", "example.2", "verdict.example.1", "verdict.example.2"),
        *("verdict.real_example.1", "verdict.real_example.2"),
    ),
    "phase": ("radius", "theta", "psi", "theta.average"),
    "plane": (
        *("js", "sliced_wasserstein", "precision", "recall", "modes", "modes_total", "modes_held", "high_quality"),
        *("fullest_mode", "lag"),
    ),
    "images": (
        *("frechet", "kernel", "precision", "recall", "copies", "agreement"),
        *("variety", "saturation", "edges", "saliency.face", "saliency.patches"),
    ),
    "colours": ("sliced_wasserstein", "precision", "recall", "saturation"),
}
"""What can be measured on each stage, and nowhere else."""

SIZES = ("weights.generator", "weights.discriminator", "multiplications")
"""What no step changes."""

EVERYWHERE = (
    *("score.d_real", "score.d_fake", "score.accuracy", "loss.generator", "loss.discriminator", "loss.value"),
    *("gradient.generator", "gradient.discriminator", "updates.generator", "updates.discriminator", "step"),
    *SIZES,
)
BOUNDS = ("floor", "ceiling")
"""What a measure can be divided by: what two real samples usually give, and the most that they reach."""


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _different(values: Sequence[float]) -> float:
    return float(len(set(values)))


TAKES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "mean": _mean,
    "least": min,
    "most": max,
    "different": _different,
}


def _falls_by(value: float, before: float, factor: float) -> bool:
    return value * factor <= before


def _rises_by(value: float, before: float, factor: float) -> bool:
    return value >= before * factor


COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
CHANGES: Mapping[str, Callable[[float, float, float], bool]] = {"falls-by": _falls_by, "rises-by": _rises_by}
"""By a factor, against the value before the last act, or that of another run."""

Comparison = Literal["<", "<=", ">", ">="]
Relation = Literal["<", "<=", ">", ">=", "between", "falls-by", "rises-by"]


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that is done to a run; `knobs` belong to `begin`, which only the first act can be.

    begin: anew with these knobs, or with the players that ship. turn: knobs by path. train: so many steps of both;
    step_discriminator, step_generator: so many of one. train_discriminator: until D can learn no more.
    """

    begin: Literal["", "restart", "begin_trained"] = ""
    knobs: dict[str, Any] = {}
    turn: dict[str, Any] = {}
    train: Steps = 0
    step_discriminator: Steps = 0
    step_generator: Steps = 0
    train_discriminator: bool = False

    @property
    def name(self) -> str:
        """Which of them it is."""
        return self._said[0]

    @property
    def _said(self) -> list[str]:
        return [name for name in self.__struct_fields__ if name != "knobs" and getattr(self, name)]

    def __post_init__(self) -> None:
        if len(self._said) != 1:
            raise PlaygroundError("an act of a claim does one thing: begin, turn, train and so on.")
        if self.knobs and self.begin != "restart":
            raise PlaygroundError('knobs of an act go with begin = "restart"; elsewhere write turn = { ... }.')


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What `until` waits for."""

    measure: str
    relation: Comparison
    value: float

    def is_met(self, value: float) -> bool:
        return COMPARISONS[self.relation](value, self.value)


class Wait(Condition, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a page trains for: until this holds, and no longer than `within` steps.

    then: what is so by then, in words.
    """

    within: Annotated[int, msgspec.Meta(ge=1, le=most_steps)]
    then: Annotated[str, msgspec.Meta(min_length=3)]


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence of a page, and how to try it.

    page: 0 is the story, 1 the first phase. says: words of that page. do: what is done first; without it, what the
    page's own button does. against: what is done in another run of the same seed, which `falls-by` and `rises-by` then
    compare with. recent: over so many of the last steps, of which `take` is taken. until: the run is followed
    through the last act until this holds, and measured there; never is infinitely late. hold: in how many of the
    `seeds` it must hold; 0 is all of them.
    """

    page: Annotated[int, msgspec.Meta(ge=0)]
    says: Annotated[str, msgspec.Meta(min_length=3)]
    do: tuple[Act, ...] = ()
    against: tuple[Act, ...] = ()
    measure: str
    relation: Relation
    value: float | tuple[float, float]
    recent: Steps = 0
    take: Literal["mean", "least", "most", "different"] = "mean"
    until: Condition | None = None
    seeds: Annotated[int, msgspec.Meta(ge=5, le=1000)] = 5
    hold: Annotated[int, msgspec.Meta(ge=0)] = 0

    @property
    def must_hold(self) -> int:
        """In how many seeds."""
        return self.hold or self.seeds

    def holds(self, value: float, before: float) -> bool:
        """Whether it does for one seed; before: the value before the last act, or in the other run."""
        if isinstance(self.value, tuple):
            return self.value[0] <= value <= self.value[1]
        if self.relation in CHANGES:
            return CHANGES[self.relation](value, before, self.value)
        return COMPARISONS[self.relation](value, self.value)

    def __post_init__(self) -> None:
        if isinstance(self.value, tuple) != (self.relation == "between"):
            raise PlaygroundError(f"the claim {self.says!r}: a relation `between` has value = [low, high], others one.")
        if self.hold > self.seeds:
            raise PlaygroundError(f"the claim {self.says!r} must hold in {self.hold} of only {self.seeds} seeds.")
        if any(act.begin for acts in (self.do, self.against) for act in acts[1:]):
            raise PlaygroundError(f"the claim {self.says!r} begins anew in the middle; only its first act can.")
        for acts in (self.do, self.against or self.do):
            if (self.recent or self.until) and not (acts and acts[-1].train >= max(1, self.recent)):
                raise PlaygroundError(f"the claim {self.says!r}: `recent` and `until` look back on a last act `train`.")
        if self.against and self.relation not in CHANGES:
            raise PlaygroundError(f"the claim {self.says!r}: `against` goes with falls-by and rises-by.")
        if self.recent and self.until:
            raise PlaygroundError(f"the claim {self.says!r} has `recent` or `until`, not both.")
        if self.until and self.relation in CHANGES:
            raise PlaygroundError(f"the claim {self.says!r}: with `until`, compare with a number.")
        if self.relation in CHANGES and not (self.do or self.against):
            raise PlaygroundError(
                f"the claim {self.says!r}: {self.relation} is against before the last act; it has none."
            )


def check_claim(claim: Claim, text: str, experiment: Experiment, ships: bool) -> None:
    """Raise PlaygroundError where it does not fit its page's text and the lesson's experiment.

    ships: whether the lesson's trained players do.
    """
    if claim.says not in text and claim.says not in plain(text):
        raise PlaygroundError(f"page {claim.page} does not say {claim.says!r}.")
    for acts in (claim.do, claim.against):
        stage = _checked(acts, claim, experiment, ships).stage
        check_measure(claim.measure, stage)
        if claim.until:
            check_measure(claim.until.measure, stage)


def _checked(acts: Sequence[Act], claim: Claim, experiment: Experiment, ships: bool) -> Experiment:
    """What they turn the experiment into."""
    for act in acts:
        if act.begin == "begin_trained" and not ships:
            raise PlaygroundError(f"the claim {claim.says!r} begins with trained players, and none ship.")
        if dead := [path for path in act.turn if not find_knob(path).live]:
            raise PlaygroundError(f"the claim {claim.says!r}: {dead[0]} can only be set at the start of a run.")
        experiment = experiment.with_knobs(act.knobs | act.turn)
    return experiment


def check_measure(measure: str, stage: str) -> None:
    """Raise PlaygroundError for one that this stage does not have."""
    known = (*METRICS[stage], *EVERYWHERE)
    name, _, divisor = measure.partition(" / ")
    if name not in known or (divisor and divisor not in (*known, *BOUNDS)):
        raise PlaygroundError(f"there is no measure {measure!r} here, or A / B of two; {nearest(measure, known)}.")
