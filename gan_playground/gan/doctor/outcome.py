"""Whether a remedy helped: two runs that went on from one step, one with it and one without."""

from __future__ import annotations

from msgspec import Struct

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.observe.frame import Frame

no_worse = 1.1  # times the distance without the remedy


class Judgement(Struct, frozen=True):
    """helped: the trouble is gone, no other has come in its place, and the distance is no worse. sentence: with
    numbers, in either case.
    """

    helped: bool
    sentence: str


def judge(trouble: str, title: str, untreated: Frame, treated: Frame) -> Judgement:
    """What came of a remedy against a trouble with this id and title, at the step where both runs are."""
    found, before = (_troubles(frame) for frame in (treated, untreated))
    nearer = _distance(treated) <= no_worse * _distance(untreated)
    helped = found <= before - {trouble} and nearer
    lead = "It helped" if helped else "It did not help"
    return Judgement(
        helped, f"{lead}: at step {treated.step:,}, {_numbers(untreated, treated)}. {_state(title, treated)}"
    )


def _troubles(frame: Frame) -> set[str]:
    return {finding.id for finding in frame.diagnosis if finding.state is State.TROUBLE}


def _distance(frame: Frame) -> float:
    value = frame.metrics[frame.distance].value
    return value if value == value else float("inf")  # what is no number is nowhere near


def _numbers(untreated: Frame, treated: Frame) -> str:
    """The modes where there are any, and how far each run is from the real data."""
    both = [
        f"{name} finds {frame.metrics['modes'].value:.0f} of {frame.metrics['modes_total'].value:.0f} modes"
        for name, frame in (("B", treated), ("A", untreated))
        if "modes" in frame.metrics
    ]
    what = "radius" if treated.distance == "radius" else "distance"
    both.append(f"B’s {what} is {_distance(treated):.3g}, A’s {_distance(untreated):.3g}")
    return "; ".join((", ".join(both[:-1]), both[-1])) if len(both) > 1 else both[0]


def _state(title: str, treated: Frame) -> str:
    first: Finding | None = next(iter(treated.diagnosis), None)
    if first is None or first.state is State.UNKNOWN:
        return "It is too early to say more."
    if first.title == title:
        return f"Of B, too, the doctor says: {title}."
    return f"Of B the doctor says: {first.title}."
