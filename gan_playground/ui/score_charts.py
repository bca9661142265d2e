"""What each plot of the score shows of a frame: pure functions, without a widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gan_playground.gan.frame import Frame, Measure, Track
from gan_playground.gan.objectives import OBJECTIVES, Objective
from gan_playground.ui.strokes import LineStyle
from gan_playground.ui.wording import number

REAL_TRACK = LineStyle("real", 1.9, 2.2, 2.2)
GENERATED_TRACK = LineStyle("generated", 1.6)
DISCRIMINATOR_TRACK = LineStyle("discriminator", 1.7, 6, 3)
DISTANCE_TRACK = LineStyle("text", 1.6)

_nothing = Track(np.empty(0), np.empty(0))
_unmeasured = Measure(float("nan"))


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name in the headline, its style, its values, and its value at the frame's step."""

    name: str
    style: LineStyle
    track: Track
    now: float


@dataclass(frozen=True, slots=True)
class Chart:
    """One plot. guides: heights of theory's dotted lines. floor: top of the band that nothing can get below."""

    series: tuple[Series, ...]
    guides: tuple[float, ...] = ()
    floor: float | None = None
    explanation: str = ""


def losses(frame: Frame, tracks: Mapping[str, Track], objective: Objective) -> Chart:
    """Both losses, with their values at balance."""
    at_balance = objective.generator_at_balance, objective.discriminator_at_balance
    return Chart(
        series=(
            Series("G", GENERATED_TRACK, tracks.get("loss.generator", _nothing), frame.losses.generator),
            Series("D", DISCRIMINATOR_TRACK, tracks.get("loss.discriminator", _nothing), frame.losses.discriminator),
        ),
        guides=at_balance,
        explanation="What both players minimise. Dotted: their values at balance, where G makes exactly the real"
        f" distribution: G {number(at_balance[0])}, D {number(at_balance[1])}.",
    )


def opinions(frame: Frame, tracks: Mapping[str, Track], of_fake: bool = False) -> Chart:
    """What D says of real and of generated samples: how likely each is real, or fake."""
    of_real = Series("real", REAL_TRACK, tracks.get("d_real", _nothing), frame.scores.d_real)
    of_generated = Series("generated", GENERATED_TRACK, tracks.get("d_fake", _nothing), frame.scores.d_fake)
    both = (of_real, of_generated)
    return Chart(
        series=tuple(map(_opposite, both)) if of_fake else both,
        guides=(0.5,),
        explanation=f"The mean probability of “{'fake' if of_fake else 'real'}” that D gives to real and to generated"
        " samples. Dotted: one half, where D cannot tell them apart.",
    )


def _opposite(line: Series) -> Series:
    track = Track(line.track.steps, 1 - line.track.values)
    return Series(line.name, line.style, track, 1 - line.now)


def distance(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """How far the generated samples are from the real ones, and how near they could come."""
    wasserstein = frame.metrics.get("wasserstein", _unmeasured)
    js = frame.metrics.get("js", _unmeasured)
    lines = ["The Wasserstein distance: how far a generated sample must be moved, on average, to make the real ones."]
    if wasserstein.floor is not None:
        lines.append(f"The grey band ends at its floor, {number(wasserstein.floor, 3)}: two real samples of this size.")
    floor = "" if js.floor is None else f", floor {number(js.floor, 3)}"
    lines.append(f"Jensen–Shannon divergence: {number(js.value, 3)} nats{floor} (at most {number(np.log(2), 3)}).")
    return Chart(
        series=(Series("", DISTANCE_TRACK, tracks.get("distance", _nothing), wasserstein.value),),
        floor=wasserstein.floor,
        explanation="\n".join(lines),
    )


def objective_of(frame: Frame, at_start: str) -> Objective:
    """The objective that the players minimise at this frame: it can be changed while they train."""
    changes = [edit.value for edit in frame.edits if edit.knob == "objective"]
    return OBJECTIVES[changes[-1] if changes else at_start]


def hundredths(value: float) -> str:
    """How losses and distances are written."""
    return number(value, 2)
