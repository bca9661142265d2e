"""What is wrong with a run, or right, judged from one frame: a name, and the evidence for it."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct

from gan_playground.gan.observe.frame import Frame, ImagesPicture, PlanePicture, Track
from gan_playground.numerals import power

judged_steps = 200
"""How many recent steps a verdict looks back on; before that many there is none."""

least_recall = 0.7
"""Of what another real sample would reach: below it, a part of the real data is forgotten."""

least_precision = 0.5
"""Of what another real sample would reach: below it, pictures have not become like real ones."""

least_fall = 0.02
"""By what share the distance of pictures falls, from one half of the recent past to the other, while they learn."""


class Finding(Struct, frozen=True):
    """One thing noticed. id: its name in files; title, evidence, advice: for people; good: nothing to mend."""

    id: str
    title: str
    evidence: str
    advice: str = ""
    good: bool = False


def diagnose(frame: Frame) -> list[Finding]:
    """Everything that this frame gives reason to say, the most urgent first."""
    if frame.diverged_at is not None or not math.isfinite(frame.losses.discriminator + frame.losses.generator):
        return [_divergence(frame)]
    recent = {key: _recent_mean(frame.history.recent[key]) for key in ("accuracy", "d_real", "d_fake", "distance")}
    if math.isnan(recent["accuracy"]):
        return []
    checks = (_discriminator_has_won, _mode_collapse, _discriminator_is_fooled, _settled)
    return [finding for check in checks if (finding := check(frame, recent)) is not None]


def _recent_mean(track: Track) -> float:
    """Mean over the last steps; NaN while there are too few. The distance is only known where somebody looked."""
    if not len(track.steps) or track.steps[-1] < judged_steps:
        return math.nan
    return float(np.mean(track.values[track.steps > track.steps[-1] - judged_steps]))


def _divergence(frame: Frame) -> Finding:
    return Finding(
        "divergence",
        "Run off to infinity",
        f"Since step {frame.diverged_at or frame.step:,} the losses are no longer finite numbers.",
        "Restart with lower learning rates.",
    )


def _discriminator_has_won(frame: Frame, recent: dict[str, float]) -> Finding | None:
    if recent["accuracy"] < 0.95 or recent["d_fake"] > 0.05:
        return None
    return Finding(
        "d-has-won",
        "D has won",
        f"D is right about {recent['accuracy']:.0%} of samples and believes {recent['d_fake']:.1%} of the generated "
        f"ones; the gradient that reaches G has a norm of {power(frame.gradient_norms.generator)}.",
        "Take the non-saturating or the Wasserstein objective, slow D down, or flatten it with R1 or instance noise.",
    )


def _discriminator_is_fooled(frame: Frame, recent: dict[str, float]) -> Finding | None:
    distance = frame.metrics[frame.distance]
    if recent["accuracy"] > 0.47 or distance.floor is None or distance.value < 5 * distance.floor:
        return None
    return Finding(
        "g-fools-d",
        "G fools a weak D",
        f"D is right about only {recent['accuracy']:.0%} of samples, though the distance is "
        f"{distance.value / distance.floor:.0f} times its floor.",
        "Give D a higher learning rate or more steps a turn.",
    )


def _mode_collapse(frame: Frame, recent: dict[str, float]) -> Finding | None:
    """A part of the real data that no generated sample comes near, for some time; where there are modes, some mode."""
    if "metric.recall" not in frame.history.recent:
        return None
    recall, best = _recent_mean(frame.history.recent["metric.recall"]), frame.metrics["recall"].ceiling or 1.0
    if not recall < least_recall * best or _has_not_learned(frame):
        return None
    if "modes" in frame.metrics:
        found = _recent_mean(frame.history.recent["metric.modes"])
        if max(found, frame.metrics["modes"].value) > frame.metrics["modes_total"].value - 0.5:
            return None
    things = "dots" if isinstance(frame.picture, PlanePicture) else "pictures"
    missed = f"only {recall:.0%} of the real {things} have generated ones among their neighbours"
    if "modes" in frame.metrics:
        found, total = (int(frame.metrics[name].value) for name in ("modes", "modes_total"))
        missed = f"{total - found} of {total} modes get no sample; {missed}"
    return Finding(
        "mode-collapse",
        "Mode collapse",
        f"{missed[0].upper()}{missed[1:]}.",
        "Take the relativistic objective with R1 and R2, let G see some steps of D ahead (unrolling), or show D packs.",
    )


def _has_not_learned(frame: Frame) -> bool:
    """Whether pictures are not yet like any real ones, or still become so: variety comes last, with nothing lost."""
    if not isinstance(frame.picture, ImagesPicture):
        return False
    precision, past = frame.metrics["precision"], frame.history.recent["distance"].values
    earlier, later = np.array_split(past, 2)
    still_falls = len(earlier) > 0 and bool(later.mean() < (1 - least_fall) * earlier.mean())
    return still_falls or precision.value < least_precision * (precision.ceiling or 1.0)


def _settled(frame: Frame, recent: dict[str, float]) -> Finding | None:
    distance = frame.metrics[frame.distance]
    if "modes" in frame.metrics and frame.metrics["modes"].value < frame.metrics["modes_total"].value:
        return None
    undecided = max(abs(recent["d_real"] - 0.5), abs(recent["d_fake"] - 0.5)) < 0.05
    if not undecided or distance.floor is None or max(distance.value, recent["distance"]) > 3 * distance.floor:
        return None
    return Finding(
        "settled",
        "Settled",
        f"D says \u201creal\u201d to {recent['d_real']:.0%} of real and {recent['d_fake']:.0%} of generated samples; "
        f"the distance is {distance.value / distance.floor:.1f} times the least that two real samples have.",
        good=True,
    )
