"""How a run stands that has no trouble: learning, or settled; and what is not there yet."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gan_playground.gan.doctor.course import Course
from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.numerals import power

look_back = 10  # pulses that a run has to have been settled for
undecided = 0.12  # how far D's probabilities may lie from 1/2


def state_of(course: Course) -> Finding:
    """Settled where nothing is missing, else learning with what is."""
    missing = list(_missing(course))
    told = _told(course)
    if not missing:
        since = int(course.steps[-look_back])
        return Finding("settled", State.SETTLED, "Settled", since, f"{told}.")
    title = "Still learning" if course.stalled_steps < 1500 else "No nearer lately"
    since = int(course.steps[0 if course.stalled_steps < 1500 else course.last_gain])
    return Finding("learning", State.LEARNING, title, since, f"{told}. Not there yet: {'; '.join(missing)}.")


def _told(course: Course) -> str:
    """The distance, and what D says."""
    usual, distance = course.usual, course.calm("distance", look_back)[-1]
    is_usual = distance <= usual.distance + usual.distance_deviation
    times = f"{distance / usual.distance:.1f} times what two real samples usually have"
    real, fake = (course.calm(name, look_back)[-1] for name in ("d_real", "d_fake"))
    return (
        f"In its pulse the distance is {'within what two real samples differ by' if is_usual else times}; D says "
        f"\u201creal\u201d to {real:.0%} of real and {fake:.0%} of generated samples"
    )


def _missing(course: Course) -> Iterator[str]:
    """What is not as it is between two real samples."""
    usual, distance = course.usual, course.calm("distance", look_back)
    if len(course) < 2 * look_back:
        yield f"{2 * look_back * 50:,} steps to judge it by"
        return
    if course.is_far[-look_back:].mean() > 0.2:
        yield f"the distance ({distance[-1] / usual.distance:.1f} times the usual one)"
    elif distance[-1] < 0.8 * distance[-look_back - 1] and distance[-1] > usual.distance + usual.distance_deviation:
        yield "it still comes nearer"
    if not math.isnan(usual.modes):
        yield from _missing_of_modes(course)
    elif course.calm("recall", look_back)[-1] < 0.85 * usual.recall:
        recall = course.calm("recall", look_back)[-1]
        yield f"variety ({recall:.0%} of real samples are near generated ones, usual are {usual.recall:.0%})"
    yield from _missing_of_players(course)


def _missing_of_modes(course: Course) -> Iterator[str]:
    usual, found = course.usual, course.calm("modes", look_back)[-1]
    all_found = found > usual.modes - 0.5
    if not all_found:
        yield f"modes ({found:.0f} of {usual.modes:.0f})"
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
    norms = np.nan_to_num(course.at("gradient_generator"))
    now, before = np.median(norms[-look_back:]), np.median(norms[-2 * look_back : -look_back])
    if now > 3 * before and now > 1:
        yield f"G’s gradient grows ({power(before)} to {power(now)})"
