"""What each plot of the score shows of a frame: pure functions, without a widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from gan_playground.gan.frame import Frame, Measure, PhasePicture, Track
from gan_playground.ui.strokes import LineStyle
from gan_playground.ui.wording import number, percent, power

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
    """One plot. guides: heights of theory's dotted lines. floor: top of the band that nothing can get below.

    titles: in full, and for narrow cards; None: those of the plot. logarithmic: values are powers of ten, and come
    as their exponents. ceiling: bottom of the band that nothing can get above. choices: names and titles of what
    this plot could show instead. write: puts a value into words; None: as the plot does.
    """

    series: tuple[Series, ...]
    guides: tuple[float, ...] = ()
    floor: float | None = None
    explanation: str = ""
    titles: tuple[str, str] | None = None
    logarithmic: bool = False
    ceiling: float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    write: Callable[[float], str] | None = None


def draws_the_same(chart: Chart, other: Chart) -> bool:
    """Whether nothing new came; points are only ever added, so the steps that two charts share tell."""
    if replace(chart, series=()) != replace(other, series=()):
        return False
    return len(chart.series) == len(other.series) and all(
        a.track.steps is b.track.steps and (a.name, a.style, a.now) == (b.name, b.style, b.now)
        for a, b in zip(chart.series, other.series, strict=True)
    )


def losses(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """Both losses, with their values at balance."""
    at_balance = frame.balance.generator, frame.balance.discriminator
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


def distance(frame: Frame, tracks: Mapping[str, Track], measure: str = "") -> Chart:
    """How far G is from its goal, by the measure of this kind of data, or by another that was chosen."""
    if frame.distance == "radius":
        return _radius(frame, tracks)
    name = measure if measure in frame.metrics and measure in MEASURES else frame.distance
    chosen, value = MEASURES[name], frame.metrics[name]
    total = frame.metrics.get("modes_total", _unmeasured).value
    others = (_in_a_line(other, frame.metrics[other]) for other in MEASURES if other in frame.metrics and other != name)
    return Chart(
        series=(Series("", DISTANCE_TRACK, tracks.get(f"metric.{name}", _nothing), value.value),),
        guides=(0.0, total) if name == "modes" else (),
        floor=value.floor,
        ceiling=value.ceiling,
        explanation="\n".join((chosen.explanation, *_bound(value), *others)),
        titles=(chosen.title, chosen.brief),
        choices=tuple((other, MEASURES[other].title) for other in MEASURES if other in frame.metrics),
        write=chosen.write,
    )


def _bound(measure: Measure) -> Iterator[str]:
    if measure.floor is not None:
        yield f"The grey band ends at its floor, {number(measure.floor, 3)}: two real samples of this size."
    if measure.ceiling is not None:
        yield f"The grey band begins at {number(measure.ceiling, 3)}: real samples reach no more."


def _in_a_line(name: str, measure: Measure) -> str:
    bound, word = (measure.floor, "floor") if measure.ceiling is None else (measure.ceiling, "at best")
    rest = "" if bound is None else f" ({word} {number(bound, 3)})"
    return f"{MEASURES[name].title}: {number(measure.value, 3)}{rest}"


def _radius(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """How far a game of two numbers is from the point where it would rest."""
    start = float(np.hypot(*frame.picture.start)) if isinstance(frame.picture, PhasePicture) else 0.0
    return Chart(
        series=(Series("", DISTANCE_TRACK, tracks.get("radius", _nothing), frame.metrics["radius"].value),),
        guides=(0.0, start),
        explanation="The radius: how far (θ, ψ) is from (0, 0), where the game would rest.\n"
        f"Dotted: 0, and the radius it began with, {number(start)}.",
        titles=("Radius", "Radius"),
    )


def gradients(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """How large both players' gradients are, on a logarithmic axis: whose learning still lives."""
    norms = frame.gradient_norms
    generator = tracks.get("gradient.generator", _nothing), norms.generator
    discriminator = tracks.get("gradient.discriminator", _nothing), norms.discriminator
    return Chart(
        series=(
            Series("G", GENERATED_TRACK, _exponents(generator[0]), _exponent(generator[1])),
            Series("D", DISCRIMINATOR_TRACK, _exponents(discriminator[0]), _exponent(discriminator[1])),
        ),
        explanation="The norm of each player's gradient, on a logarithmic axis, wherever somebody looked.\n"
        "A player whose gradient is nearly 0 has stopped learning.",
        logarithmic=True,
    )


def _exponents(track: Track) -> Track:
    with np.errstate(invalid="ignore"):
        return Track(track.steps, np.log10(np.maximum(track.values, least_norm)))


def _exponent(norm: float) -> float:
    return float(np.log10(max(norm, least_norm)))


least_norm = 1e-12  # what is less, 0 included, is drawn here


def hundredths(value: float) -> str:
    """How losses and distances are written."""
    return number(value, 2)


def thousandths(value: float) -> str:
    """How small divergences are written."""
    return number(value, 3)


def whole(value: float) -> str:
    """How counts are written."""
    return number(value, 0)


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """How a measure is named, in full and for narrow cards, explained and written."""

    title: str
    brief: str
    explanation: str
    write: Callable[[float], str] = hundredths


MEASURES: dict[str, MeasureWords] = {
    "wasserstein": MeasureWords(
        "Distance (Wasserstein)",
        "Distance",
        "The Wasserstein distance: how far a generated sample must be moved, on average, to make the real ones.",
    ),
    "sliced_wasserstein": MeasureWords(
        "Distance (sliced Wasserstein)",
        "Distance",
        "The sliced Wasserstein distance: how far a dot must be moved, on average, as seen from one side.",
    ),
    "modes": MeasureWords(
        "Modes found", "Modes", "How many heaps of the real data get a generated dot within three σ.", whole
    ),
    "high_quality": MeasureWords(
        "High quality", "Quality", "The share of generated dots within three σ of a heap of the real data.", percent
    ),
    "js": MeasureWords(
        "Jensen–Shannon divergence",
        "JS",
        f"The Jensen–Shannon divergence, in nats: 0 where both are alike, {number(np.log(2), 3)} where they never "
        "meet.",
        thousandths,
    ),
    "frechet": MeasureWords(
        "Distance (Fréchet)",
        "Distance",
        "The Fréchet distance between what a small network sees in real and in generated pictures: 0 where mean and "
        "spread are alike.",
    ),
    "kernel": MeasureWords(
        "Distance (kernel)",
        "Kernel",
        "The kernel distance: the squared maximum mean discrepancy of what a small network sees in pictures. It can "
        "be a little below 0.",
        thousandths,
    ),
    "agreement": MeasureWords(
        "Agreement",
        "Agreement",
        "The share of generated pictures that a classifier takes for the class that was asked for.",
        percent,
    ),
    "copies": MeasureWords(
        "Copies",
        "Copies",
        "The share of generated pictures that are nearer to a training picture than all but 5 % of held-out real ones.",
        percent,
    ),
    "precision": MeasureWords(
        "Precision",
        "Precision",
        "The share of generated samples that lie among real ones, as their neighbours see it.",
        percent,
    ),
    "recall": MeasureWords(
        "Recall",
        "Recall",
        "The share of real samples that lie among generated ones, as their neighbours see it.",
        percent,
    ),
}
"""What the third plot can show, wherever it is measured."""


def tens(exponent: float) -> str:
    """How a value on a logarithmic axis is written, given its exponent."""
    return "0" if exponent <= np.log10(least_norm) else power(10.0**exponent)
