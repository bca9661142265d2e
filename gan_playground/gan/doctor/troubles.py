"""What can be wrong with a run: each trouble is a small rule over its course."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from msgspec import Struct
from numpy.lib.stride_tricks import sliding_window_view

from gan_playground.gan.doctor.beside import beside
from gan_playground.gan.doctor.course import Array, Course, Flags, breath, distance_of, trailing_mean
from gan_playground.gan.doctor.movers import held_players, why_held
from gan_playground.numerals import power


class Trouble(Struct, frozen=True):
    """id, title: as in a Finding. symptom(course): at which pulses (T,) it looks like that. needed: for so many pulses
    in a row. stalls: only while the run gets no further. evidence(course): in numbers, as it is now.
    """

    id: str
    title: str
    needed: int
    symptom: Callable[[Course], Flags]
    evidence: Callable[[Course], str]
    stalls: bool = True


def _has_won(course: Course) -> Flags:
    if course.experiment.objective == "wasserstein":  # whose D is meant to be ahead: its slope is what teaches
        return np.zeros(len(course), dtype=bool)
    sure = (course.calm("accuracy") >= 0.97) & (course.calm("d_fake") <= 0.08) & (course.calm("d_real") >= 0.9)
    return np.asarray(sure & course.is_far)


def _won_evidence(course: Course) -> str:
    return (
        f"D is right about {course.calm('accuracy')[-1]:.0%} of samples and believes {course.calm('d_fake')[-1]:.1%} "
        f"of the generated ones; {_gradient_of_g(course)}, and {_no_nearer(course)}."
    )


def _gradient_of_g(course: Course) -> str:
    norm = course.at("gradient_generator")[-1]
    return "G makes no step" if math.isnan(norm) else f"G’s gradient has a norm of {power(norm)}"


def _has_collapsed(course: Course) -> Flags:
    total = course.usual.modes
    if math.isnan(total):
        return np.zeros(len(course), dtype=bool)
    few = course.calm("reached") <= total - max(0.75, 0.1 * total)
    lands = course.calm("precision") >= 0.1
    if not math.isnan(course.usual.sharp):
        lands = (course.calm("sharp") >= 0.15) | lands
    return np.asarray(few & lands & course.is_far)


def _collapse_evidence(course: Course) -> str:
    found, total = course.calm("reached")[-1], course.usual.modes
    get = "gets" if round(found) == 1 else "get"
    return (
        f"{course.when(breath)}: {found:.0f} of {total:.0f} modes {get} at least a fifth of a mode’s share of samples"
        f"{beside('touched', '')}, and {_recall(course)}; {_no_nearer(course)}."
    )


def _has_low_diversity(course: Course) -> Flags:
    if not math.isnan(course.usual.modes):
        return np.zeros(len(course), dtype=bool)
    usual = course.usual
    narrow = (course.calm("recall") < 0.5 * usual.recall) | (course.calm("spread") < 0.5)
    lands = course.calm("precision") >= 0.3 * usual.precision
    return np.asarray(narrow & lands & course.is_far)


def _diversity_evidence(course: Course) -> str:
    return (
        f"Generated samples have {course.calm('spread')[-1]:.0%} of the standard deviation of real ones, "
        f"and {_recall(course)}; {_no_nearer(course)}."
    )


def _recall(course: Course) -> str:
    near, usual = course.calm("recall")[-1], beside("recall", f"usual {course.usual.recall:.0%}")
    return f"{near:.0%} of real samples have generated ones near ({usual})"


def _circles(course: Course) -> Flags:
    distance = course.calm("distance", 8)
    comes_nearer = distance < 0.65 * _earlier(distance, 20, 0.0)
    turns = course.straightness <= straightest
    return np.asarray((course.restlessness >= 0.2) & turns & course.is_very_far & ~comes_nearer)


straightest = 0.7  # of a way that turns: what goes straight on runs away, or arrives


def _circling_evidence(course: Course) -> str:
    return (
        f"The middle of the generated samples moves {course.restlessness[-1]:.1f} standard deviations of the real ones "
        f"every 50 steps, and the distance ({distance_of(course)}) is no smaller than before."
    )


def _diverges(course: Course) -> Flags:
    away = course.distance >= 3
    weights = course.calm("weight_generator")
    return np.asarray(
        away & ((course.distance >= 1.1 * _earlier(course.distance)) | (weights >= 1.5 * _earlier(weights)))
    )


def _earlier(values: Array, pulses: int = 10, before_that: float = np.inf) -> Array:
    """As they were so many pulses before."""
    return np.concatenate((np.full(min(pulses, len(values)), before_that), values[:-pulses]))


def _diverging_evidence(course: Course) -> str:
    """It lasts a little longer than it grows: what is told is the way to the farthest point, and where it is now."""
    away, weights = course.distance[-lately:], course.calm("weight_generator")[-lately:]
    least, most = _climb(away)
    if most >= 1.1 * least:
        return (
            f"Within {50 * len(away):,} steps generated samples went from {least:.1f} to {most:.1f} standard "
            f"deviations of the real ones away, and are at {away[-1]:.1f}."
        )
    least, most = _climb(weights)
    return (
        f"Generated samples are {away[-1]:.1f} standard deviations of the real ones away, and within "
        f"{50 * len(away):,} steps G’s weights have become {most / least:.1f} times as large."
    )


lately = 15  # pulses


def _climb(values: Array) -> tuple[float, float]:
    """The least value before the largest, and the largest."""
    top = int(np.argmax(values))
    return float(values[: top + 1].min()), float(values[top])


def _fools(course: Course) -> Flags:
    return np.asarray((course.calm("accuracy", 8) <= 0.6) & course.is_very_far)


def _fooled_evidence(course: Course) -> str:
    return (
        f"D is right about only {course.calm('accuracy', 8)[-1]:.0%} of samples, though the distance is "
        f"{distance_of(course)}; {_no_nearer(course)}."
    )


def _remembers(course: Course) -> Flags:
    return np.asarray((course.calm("remembers", 6) >= 0.5) & (course.calm("accuracy") >= 0.75))


def _remembers_evidence(course: Course) -> str:
    return (
        f"D is right about {course.calm('accuracy')[-1]:.0%} of the samples it trains with, but real ones that it has "
        f"never seen lie {course.calm('remembers', 6)[-1]:.0%} of the way to the generated ones for it."
    )


def _is_unstable(course: Course) -> Flags:
    norms = np.nan_to_num(course.at("gradient_discriminator"), nan=0.0)
    jumps = (norms >= 10) & (norms >= 20 * _middle_until_now(norms))
    sure_and_wrong = trailing_mean(course.at("value"), breath_of_value) <= -2.5
    moves = bool(course.experiment.discriminator.steps)
    return np.asarray((trailing_mean(jumps.astype(float), 10) > 0) | (sure_and_wrong & moves))


def _middle_until_now(values: Array, count: int = 21) -> Array:
    """The median of each value (T,) and those before it, `count` in all where there are as many."""
    at_first = [np.median(values[: i + 1]) for i in range(min(count - 1, len(values)))]
    if len(values) < count:
        return np.array(at_first)
    return np.concatenate((at_first, np.median(sliding_window_view(values, count), axis=1)))


breath_of_value = 5


def _unstable_evidence(course: Course) -> str:
    norms = course.at("gradient_discriminator")[-20:]
    value = f"{course.calm('value', breath_of_value)[-1]:.2f}".replace("-", "−")
    return (
        f"D’s gradient jumps: {power(float(np.nanmedian(norms)))} in the middle of the last {len(norms)} pulses, "
        f"{power(float(np.nanmax(norms)))} at most; V is {value}, where −1.39 "
        "is balance and less means that D is sure, and wrong."
    )


least_gradient = 1e-6


def _stands_still(course: Course) -> Flags:
    nothing_comes = (course.at("gradient_generator") < least_gradient) & ~_has_won(course)
    return np.asarray((nothing_comes | _is_held(course)) & course.is_far)


def _is_held(course: Course) -> Flags:
    """Since a player was held, if one is."""
    held, of = held_players(course.experiment), {"G": "generator.", "D": "discriminator."}
    if not held:
        return np.zeros(len(course), dtype=bool)
    knobs = [f"{of[name]}{knob}" for name in held for knob in ("steps", "learning_rate")]
    return course.steps > max((edit.step or 0 for edit in course.edits if edit.knob in knobs), default=0)


def _still_evidence(course: Course) -> str:
    held = held_players(course.experiment)
    if held:
        return f"{why_held(held)}, and the distance is {distance_of(course)}."
    return f"{_gradient_of_g(course)}, and the distance is {distance_of(course)}."


def _no_nearer(course: Course) -> str:
    return f"it has come no nearer for {course.stalled_steps:,} steps"


TROUBLES = (
    Trouble("diverging", "Running away", 6, _diverges, _diverging_evidence, stalls=False),
    Trouble("not-moving", "Standing still", 6, _stands_still, _still_evidence, stalls=False),
    Trouble("d-has-won", "D has won", 8, _has_won, _won_evidence),
    Trouble("mode-collapse", "Mode collapse", 12, _has_collapsed, _collapse_evidence),
    Trouble("circling", "Running in circles", 12, _circles, _circling_evidence, stalls=False),
    Trouble("low-diversity", "Too little variety", 12, _has_low_diversity, _diversity_evidence),
    Trouble("g-fools-d", "G fools a weak D", 8, _fools, _fooled_evidence),
    Trouble("unstable-d", "D is unstable", 6, _is_unstable, _unstable_evidence, stalls=False),
    Trouble("d-remembers", "D remembers the training set", 8, _remembers, _remembers_evidence, stalls=False),
)
"""The most urgent first."""
