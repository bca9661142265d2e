"""How a run stands that has no trouble: learning, or settled; and what is not there yet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from msgspec import Struct
from numpy.lib.stride_tricks import sliding_window_view

from gan_playground.gan.doctor.beside import beside
from gan_playground.gan.doctor.course import Array, Course, Flags, distance_of, trailing_mean
from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.timeline.pulse_row import pulse_every
from gan_playground.numerals import power

look_back = 10  # pulses that a run has to have been settled for
undecided = 0.12  # how far D's probabilities may lie from 1/2


class Lack(Struct, frozen=True):
    """Something that is not as it is between two real samples. seen(course): at which pulses (T,), by the last
    `look_back`. words(course): as it is now.
    """

    seen: Callable[[Course], Flags]
    words: Callable[[Course], str]


def state_of(course: Course) -> Finding:
    """Settled where nothing is missing, else learning with what is; numbers are means over the last `look_back`, but
    for those that are so by now.
    """
    lacks = [(lack.seen(course), lack) for lack in LACKS]
    missing, when = [lack.words(course) for seen, lack in lacks if seen[-1]], course.when(look_back)
    if not missing and len(course) >= 2 * look_back:
        since = _settled_since(course, [seen for seen, _ in lacks])
        return Finding("settled", State.SETTLED, "Settled", since, _told(course))
    if not missing:
        told = f"{_told(course)} It takes {2 * look_back * pulse_every:,} steps to judge it by."
    else:
        told = f"Not there yet. {when}: {'; '.join(missing)}."
    stalls = course.stalled_steps >= 1500
    since = int(course.steps[course.last_gain if stalls else 0])
    return Finding("learning", State.LEARNING, _progress(next(_missed_modes(course), ""), stalls), since, told)


def _settled_since(course: Course, lacks: list[Flags]) -> int:
    """The first step of those by which it was first judged to have settled, as it has been ever since."""
    not_yet = np.any(lacks, axis=0)
    not_yet[: 2 * look_back - 1] = True
    first = int(np.flatnonzero(not_yet)[-1]) + 1
    return int(course.steps[first - look_back + 1])


def _progress(missed: str, stalls: bool) -> str:
    """How far it is in a few words."""
    if missed:
        return f"{missed}, no nearer lately" if stalls else f"{missed} so far"
    return "No nearer lately" if stalls else "Still learning"


def _told(course: Course) -> str:
    """The distance, and what D says."""
    real, fake = (course.calm(name, look_back)[-1] for name in ("d_real", "d_fake"))
    return (
        f"The distance is {distance_of(course, look_back)}. {course.when(look_back)}: D says "
        f"\u201creal\u201d to {real:.0%} of real and {fake:.0%} of generated samples."
    )


# What may be missing.


def _is_far(course: Course) -> Flags:
    return trailing_mean(course.is_far.astype(float), look_back) > 0.2


def _far_words(course: Course) -> str:
    return f"the distance ({distance_of(course, look_back)})"


def _comes_nearer(course: Course) -> Flags:
    usual, distance = course.usual, course.calm("distance", look_back)
    falls = distance < 0.8 * _before(distance)
    return np.asarray(falls & (distance > usual.distance + usual.distance_deviation) & ~_is_far(course))


def _before(values: Array) -> Array:
    """As they were `look_back` pulses before, or at first."""
    return values[np.maximum(np.arange(len(values)) - look_back, 0)]


def _nearer_words(course: Course) -> str:
    return "it still comes nearer"


def _misses_modes(course: Course) -> Flags:
    return course.calm("modes", look_back) <= course.usual.modes - 0.5  # never, where there are none


def _missed_modes(course: Course) -> Iterator[str]:
    """How many modes are found by now, where it is not all of them."""
    found, total = course.calm("modes")[-1], course.usual.modes
    if not math.isnan(total) and round(found) < total:
        yield beside("modes", f"{found:.0f} of {total:.0f} modes")


def _modes_words(course: Course) -> str:
    found = next(_missed_modes(course), beside("modes", f"all {course.usual.modes:.0f} modes"))
    return f"{found} by now"


def _is_blurred(course: Course) -> Flags:
    return course.calm("sharp", look_back) < 0.92 * course.usual.sharp


def _blurred_words(course: Course) -> str:
    sharp, usual = course.calm("sharp", look_back)[-1], course.usual
    modes = "" if _misses_modes(course)[-1] else f"{beside('modes', f'all {usual.modes:.0f} modes')}, "
    return f"{modes}{sharp:.0%} of high quality on average ({beside('high_quality', f'usual {usual.sharp:.1%}')})"


def _is_narrow(course: Course) -> Flags:
    narrow = course.calm("recall", look_back) < 0.85 * course.usual.recall
    return narrow if math.isnan(course.usual.modes) else np.zeros_like(narrow)


def _narrow_words(course: Course) -> str:
    recall, usual = course.calm("recall", look_back)[-1], course.usual.recall
    return f"variety ({recall:.0%} of real samples are near generated ones; {beside('recall', f'usual {usual:.0%}')})"


def _tells_apart(course: Course) -> Flags:
    real, fake = (np.abs(course.calm(name, look_back) - 0.5) for name in ("d_real", "d_fake"))
    return np.maximum(real, fake) > undecided


def _apart_words(course: Course) -> str:
    real, fake = (course.calm(name, look_back)[-1] for name in ("d_real", "d_fake"))
    return f"D still tells them apart ({real:.0%} and {fake:.0%})"


def _swing(course: Course) -> Array:
    """The deviation of D's verdict on generated samples, over the last `look_back`."""
    verdict = course.at("d_fake")
    return np.sqrt(np.maximum(trailing_mean(verdict**2, look_back) - trailing_mean(verdict, look_back) ** 2, 0.0))


def _swings(course: Course) -> Flags:
    return _swing(course) > undecided


def _swing_words(course: Course) -> str:
    return f"D’s verdict swings by {100 * _swing(course)[-1]:.0f} points in a hundred"


def _middle_gradient(course: Course) -> Array:
    """The median of the last `look_back` norms of G's gradient; of fewer it is no number."""
    norms = np.nan_to_num(course.at("gradient_generator"))
    padded = np.concatenate((np.full(look_back - 1, np.nan), norms))
    return np.asarray(np.median(sliding_window_view(padded, look_back), axis=1))


def _gradient_grows(course: Course) -> Flags:
    now = _middle_gradient(course)
    return (now > 3 * _before(now)) & (now > 1)


def _gradient_words(course: Course) -> str:
    now = _middle_gradient(course)
    return f"G’s gradient grows ({power(_before(now)[-1])} to {power(now[-1])})"


LACKS = (
    Lack(_is_far, _far_words),
    Lack(_comes_nearer, _nearer_words),
    Lack(_misses_modes, _modes_words),
    Lack(_is_blurred, _blurred_words),
    Lack(_is_narrow, _narrow_words),
    Lack(_tells_apart, _apart_words),
    Lack(_swings, _swing_words),
    Lack(_gradient_grows, _gradient_words),
)
"""In the order in which they are told."""
