"""How a run stands that has no trouble: learning, or settled; and what is not there yet."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gan_playground.gan.doctor.course import Array, Course
from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.timeline.pulse_row import pulse_every
from gan_playground.numerals import power

look_back = 10  # pulses that a run has to have been settled for
undecided = 0.12  # how far D's probabilities may lie from 1/2


def state_of(course: Course) -> Finding:
    """Settled where nothing is missing, else learning with what is; numbers are means over the last `look_back`, but
    for those that are so by now.
    """
    missing, when = list(_missing(course)), course.when(look_back)
    if not missing and len(course) >= 2 * look_back:
        since = int(course.steps[-look_back])
        return Finding("settled", State.SETTLED, "Settled", since, f"{when}: {_told(course)}.")
    if not missing:
        told = f"{when}: {_told(course)}. It takes {2 * look_back * pulse_every:,} steps to judge it by."
    else:
        told = f"Not there yet. {when}: {'; '.join(missing)}."
    stalls = course.stalled_steps >= 1500
    since = int(course.steps[course.last_gain if stalls else 0])
    return Finding("learning", State.LEARNING, _progress(next(_missed_modes(course), ""), stalls), since, told)


def _progress(missed: str, stalls: bool) -> str:
    """How far it is in a few words."""
    if missed:
        return f"{missed}, no nearer lately" if stalls else f"{missed} so far"
    return "No nearer lately" if stalls else "Still learning"


def _told(course: Course) -> str:
    """The distance, and what D says."""
    usual, distance = course.usual, course.calm("distance", look_back)[-1]
    is_usual = distance <= usual.distance + usual.distance_deviation
    times = f"{distance / usual.distance:.1f} times what two real samples usually have"
    real, fake = (course.calm(name, look_back)[-1] for name in ("d_real", "d_fake"))
    return (
        f"the distance is {'within what two real samples differ by' if is_usual else times}; D says "
        f"\u201creal\u201d to {real:.0%} of real and {fake:.0%} of generated samples"
    )


def _missing(course: Course) -> Iterator[str]:
    """What is not as it is between two real samples."""
    usual, distance = course.usual, course.calm("distance", look_back)
    if course.is_far[-look_back:].mean() > 0.2:
        yield f"the distance ({distance[-1] / usual.distance:.1f} times the usual one)"
    elif _comes_nearer(course):
        yield "it still comes nearer"
    if not math.isnan(usual.modes):
        yield from _missing_of_modes(course)
    elif course.calm("recall", look_back)[-1] < 0.85 * usual.recall:
        recall = course.calm("recall", look_back)[-1]
        yield f"variety ({recall:.0%} of real samples are near generated ones, usual are {usual.recall:.0%})"
    yield from _missing_of_players(course)


def _comes_nearer(course: Course) -> bool:
    usual, distance = course.usual, course.calm("distance", look_back)
    before = distance[-look_back - 1] if len(course) > look_back else distance[0]
    return bool(distance[-1] < 0.8 * before and distance[-1] > usual.distance + usual.distance_deviation)


def _missed_modes(course: Course) -> Iterator[str]:
    """How many modes are found by now, where it is not all of them."""
    found, total = course.calm("modes")[-1], course.usual.modes
    if not math.isnan(total) and round(found) < total:
        yield f"{found:.0f} of {total:.0f} modes"


def _missing_of_modes(course: Course) -> Iterator[str]:
    usual = course.usual
    all_found = course.calm("modes", look_back)[-1] > usual.modes - 0.5
    if not all_found:
        yield f"{next(_missed_modes(course), f'all {usual.modes:.0f} modes')} by now"
    sharp = course.calm("sharp", look_back)[-1]
    if not math.isnan(usual.sharp) and sharp < 0.92 * usual.sharp:
        modes = f"all {usual.modes:.0f} modes, " if all_found else ""
        yield f"{modes}{sharp:.0%} of high quality (usual: {usual.sharp:.1%})"


def _missing_of_players(course: Course) -> Iterator[str]:
    says = [course.calm(name, look_back)[-1] for name in ("d_real", "d_fake")]
    if max(abs(p - 0.5) for p in says) > undecided:
        yield f"D still tells them apart ({says[0]:.0%} and {says[1]:.0%})"
    spread = float(np.std(course.at("d_fake")[-look_back:]))
    if spread > undecided:
        yield f"D’s verdict swings by {spread:.2f} from pulse to pulse"
    if len(course) >= 2 * look_back:
        yield from _growing_gradient(np.nan_to_num(course.at("gradient_generator")))


def _growing_gradient(norms: Array) -> Iterator[str]:
    now, before = np.median(norms[-look_back:]), np.median(norms[-2 * look_back : -look_back])
    if now > 3 * before and now > 1:
        yield f"G’s gradient grows ({power(before)} to {power(now)})"
