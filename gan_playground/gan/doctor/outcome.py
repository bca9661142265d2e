"""Whether a remedy helped: two runs from one step, before the trouble began, one with the remedy and one without."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.metrics.words import MEASURES
from gan_playground.numerals import power

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame

margin_steps = 300
"""How long before its trouble a run is left, to be treated."""

treated_for = 1500
"""How many steps both train on after the untreated one has come to where its trouble was found."""

much_nearer = 2.0
"""So many times nearer than the untreated run is one that was helped, where the trouble has passed in both."""

leeway = 1.1
"""So many times the distance of the untreated run is no worse: two real samples differ by more."""

kin = ({"mode-collapse", "low-diversity"}, {"diverging", "divergence"})
"""Troubles that are one, more or less: who has got from one to the other is not cured."""


class Judgement(Struct, frozen=True):
    """What came of a remedy. sentence: with the numbers of both runs, the treated one being B."""

    helped: bool
    sentence: str


def left_at(trouble: Finding) -> int:
    """The step from which on its remedy is tried."""
    return max(trouble.since - margin_steps, 0)


def judge(trouble: str, title: str, untreated: Frame, treated: Frame) -> Judgement:
    """Whether a remedy has helped against the trouble of this id and title, at the step to which both runs have come.

    It has where the trouble is there without it and not with it, or has passed and left the untreated run much further
    off; where no other has come in its place, and the treated run is no further from its goal.
    """
    after = f"at step {treated.step:,} {_compared(untreated, treated)}"
    there, still = find_trouble(untreated, trouble), find_trouble(treated, trouble)
    if treated.diverged_at is not None:
        return Judgement(False, f"It did not help: at step {treated.diverged_at:,} the losses of B ran off.")
    if still is not None:
        return Judgement(False, f"It did not help: {after}. B has it too: {still.title}.")
    passed = there is None and untreated.diverged_at is None
    if passed and not _is_much_nearer(untreated, treated):
        return Judgement(False, f"It made no difference: {after}, and A has got over it as well.")
    if _is_worse(untreated, treated):
        return Judgement(False, f"It did not help: there is no “{title}” any more, but {after}.")
    if others := _new_troubles(untreated, treated):
        return Judgement(False, f"It did not help: {after}. B has another trouble: {', '.join(others)}.")
    return Judgement(True, f"It helped: {after}{', though A has got over it as well' if passed else ''}.")


def find_trouble(frame: Frame, trouble: str) -> Finding | None:
    """What a run has of a trouble, or of one that is much the same."""
    names = next((names for names in kin if trouble in names), {trouble})
    return next((found for found in frame.diagnosis if found.state is State.TROUBLE and found.id in names), None)


def _new_troubles(untreated: Frame, treated: Frame) -> list[str]:
    """What came in its place: of troubles that the untreated run has not, the titles."""
    troubles = [found for found in treated.diagnosis if found.state is State.TROUBLE]
    return [found.title for found in troubles if find_trouble(untreated, found.id) is None]


def _is_worse(untreated: Frame, treated: Frame) -> bool:
    if untreated.diverged_at is not None:
        return False
    if "modes" in treated.metrics and treated.metrics["modes"].value < untreated.metrics["modes"].value:
        return True
    ours, theirs = (frame.metrics[frame.distance] for frame in (treated, untreated))
    usual = 0.0 if ours.floor is None else 2 * ours.floor
    return not ours.value <= max(leeway * theirs.value, usual)


def _is_much_nearer(untreated: Frame, treated: Frame) -> bool:
    a, b = (frame.metrics[frame.distance] for frame in (untreated, treated))
    return a.value > much_nearer * max(b.value, b.floor or 0.0)


def _compared(untreated: Frame, treated: Frame) -> str:
    """What both have come to, in one number each, and in modes where there are some."""
    if untreated.diverged_at is not None:
        return f"B trains on, and A ran off at step {untreated.diverged_at:,}"
    name = treated.distance
    title = MEASURES[name].brief.lower() if name in MEASURES else name
    a, b = (power(frame.metrics[name].value) for frame in (untreated, treated))
    told = f"the {title} is {b} in B, {a} in A"
    floor = treated.metrics[name].floor
    if floor is not None and math.isfinite(floor):
        told += f" (usual: {power(floor)})"
    if "modes" not in treated.metrics:
        return told
    found_b, found_a = (f"{frame.metrics['modes'].value:.0f}" for frame in (treated, untreated))
    return f"B finds {found_b} of {treated.metrics['modes_total'].value:.0f} modes, A {found_a}; {told}"
