"""What is seen on a stage, in sentences: for who listens to it."""

from __future__ import annotations

from gan_playground.gan.metrics.words import MEASURES
from gan_playground.gan.observe.frame import Frame, PhasePicture
from gan_playground.ui.theme.wording import number, percent


def what_is_seen(frame: Frame, scores: bool) -> str:
    """As in "Step 1,204. Blue covers 6 of 8 modes, and 93% of it is of high quality. D says that real samples are
    52% real, and generated ones 48%." scores: whether D gives scores, which are no shares.
    """
    return " ".join(filter(None, (f"Step {frame.step:,}.", _found(frame), _judged(frame, scores))))


def _found(frame: Frame) -> str:
    if isinstance(frame.picture, PhasePicture):
        theta, psi = frame.picture.position
        return f"G's number θ is {number(theta)}, and D's number ψ is {number(psi)}."
    if frame.distance not in frame.metrics:
        return ""
    when = "" if frame.measured_at is None else f"At step {frame.measured_at:,}: "
    return f"{when}{_modes(frame) or _around(frame) or _distance(frame)}"


def _modes(frame: Frame) -> str:
    if "modes" not in frame.metrics:
        return ""
    modes, total, quality = (frame.metrics[name].value for name in ("modes", "modes_total", "high_quality"))
    return f"Blue covers {modes:.0f} of {total:.0f} modes, and {percent(quality)} of it is of high quality."


def _around(frame: Frame) -> str:
    """On the line."""
    if "mean" not in frame.metrics:
        return ""
    mean, deviation = (number(frame.metrics[name].value) for name in ("mean", "std"))
    return f"Generated samples lie around {mean}, with a deviation of {deviation}. {_distance(frame)}"


def _distance(frame: Frame) -> str:
    measured, words = frame.metrics[frame.distance], MEASURES[frame.distance]
    usual = "" if measured.usual is None else f", where {number(measured.usual, words.decimals)} is usual"
    return f"The distance from real to generated is {number(measured.value, words.decimals)}{usual}."


def _judged(frame: Frame, scores: bool) -> str:
    if isinstance(frame.picture, PhasePicture):
        return ""
    real, fake = map(number if scores else percent, (frame.scores.d_real, frame.scores.d_fake))
    if scores:
        return f"D’s score is {real} for real samples, and {fake} for generated ones."
    return f"D says that real samples are {real} real, and generated ones {fake}."
