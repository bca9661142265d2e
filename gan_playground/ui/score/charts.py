"""What each plot of the score shows of a frame: pure functions, without a widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.metrics.words import MEASURES, MeasureWords
from gan_playground.gan.observe.frame import Frame, Measure, PhasePicture, Track
from gan_playground.numerals import power, ten_to
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.theme.wording import number, percent, short

REAL_TRACK = LineStyle("real", 1.9, 2.2, 2.2)
GENERATED_TRACK = LineStyle("generated", 1.6)
DISCRIMINATOR_TRACK = LineStyle("discriminator", 1.7, 6, 3)
DISTANCE_TRACK = LineStyle("text", 1.6)

Transform: TypeAlias = Callable[[Track], Track]

_nothing = Track(np.empty(0), np.empty(0))
_unmeasured = Measure(float("nan"))


class Numerals(Struct, frozen=True):
    """How values are written: in sentences and headlines, and on an axis."""

    write: Callable[[float], str]
    tick: Callable[[float], str] = short


def as_it_is(track: Track) -> Track:
    """Drawn as it was measured."""
    return track


class Series(Struct, frozen=True):
    """One line: its name in the headline, its style, which track of a history it is, and its value at the frame's step.

    track: its values as they are drawn.
    """

    name: str
    style: LineStyle
    key: str
    track: Track
    now: float


class Chart(Struct, frozen=True):
    """One plot. guides: heights of theory's dotted lines. reference: one more, which has a name in the headline. band:
    from where to where real samples would be.

    step: of the frame, which lines may not have come to yet. titles: in full, and for narrow cards; None: those of the
    plot. logarithmic: values are powers of ten, and come as their exponents. choices: names and titles of what this
    plot could show instead. numerals: how values are written; None: as the plot does. seen_always: heights that are
    kept in sight beside those of theory. transform: from what a history holds to what is drawn.
    """

    series: tuple[Series, ...]
    step: float = 0.0
    guides: tuple[float, ...] = ()
    reference: tuple[str, float] | None = None
    band: tuple[float, float] | None = None
    explanation: str = ""
    titles: tuple[str, str] | None = None
    logarithmic: bool = False
    seen_always: tuple[float, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    numerals: Numerals | None = None
    transform: Transform = as_it_is

    @property
    def theory(self) -> tuple[float, ...]:
        """The heights that its lines are measured against."""
        return (*self.lines, *(self.band or ()))

    @property
    def lines(self) -> tuple[float, ...]:
        """The heights of theory's dotted lines, all of them."""
        return self.guides if self.reference is None else (*self.guides, self.reference[1])

    def lines_of(self, tracks: Mapping[str, Track]) -> tuple[Track, ...]:
        """The same quantities of another history, as they would be drawn here."""
        return tuple(self.transform(tracks.get(line.key, _nothing)) for line in self.series)


def draws_the_same(chart: Chart, other: Chart) -> bool:
    """Whether nothing new came; points are only ever added, so the steps that two charts share tell."""
    if replace(chart, series=()) != replace(other, series=()):
        return False
    return len(chart.series) == len(other.series) and all(
        a.track.steps is b.track.steps and (a.name, a.style, a.key, a.now) == (b.name, b.style, b.key, b.now)
        for a, b in zip(chart.series, other.series, strict=True)
    )


def _series(
    name: str, style: LineStyle, key: str, tracks: Mapping[str, Track], now: float, transform: Transform = as_it_is
) -> Series:
    return Series(name, style, key, transform(tracks.get(key, _nothing)), now)


def losses(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """Both losses, with their values at balance."""
    at_balance = frame.balance.generator, frame.balance.discriminator
    return Chart(
        step=frame.step,
        series=(
            _series("G", GENERATED_TRACK, "loss.generator", tracks, frame.losses.generator),
            _series("D", DISCRIMINATOR_TRACK, "loss.discriminator", tracks, frame.losses.discriminator),
        ),
        guides=at_balance,
        explanation="What both players minimise. Dotted: their values at balance, where G makes exactly the real"
        f" distribution: G {number(at_balance[0])}, D {number(at_balance[1])}.",
    )


def value(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """V(D, G), which D raises and G lowers."""
    return Chart(
        step=frame.step,
        series=(_series("", DISTANCE_TRACK, "value", tracks, frame.losses.value),),
        reference=("−log 4 =", undecided),
        explanation="V(D, G): the mean of log D(x) on real samples plus that of log(1 − D(x)) on generated ones.\n"
        "D raises it, at most to 0, and G lowers it.\n"
        f"Dotted: −log 4 = {number(undecided, 3)}, where D says one half to everything.",
        titles=("V(D, G)", "V"),
    )


undecided = -float(np.log(4.0))
"""V where D cannot tell anything apart."""


def accuracy(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """How often D is right."""
    return Chart(
        step=frame.step,
        series=(_series("", DISCRIMINATOR_TRACK, "accuracy", tracks, frame.scores.accuracy),),
        guides=(0.5,),
        explanation="D’s accuracy: the share of samples, real and generated, that D takes for what they are; one half"
        " said is half right.\nDotted: one half, as good as tossing a coin.",
        titles=("D’s accuracy", "Accuracy"),
    )


def opinions(frame: Frame, tracks: Mapping[str, Track], of_fake: bool = False) -> Chart:
    """What D says of real and of generated samples: how likely each is real, or fake."""
    transform = _opposite if of_fake else as_it_is
    real, generated = (1 - p if of_fake else p for p in (frame.scores.d_real, frame.scores.d_fake))
    return Chart(
        step=frame.step,
        series=(
            _series("real", REAL_TRACK, "d_real", tracks, real, transform),
            _series("generated", GENERATED_TRACK, "d_fake", tracks, generated, transform),
        ),
        guides=(0.5,),
        explanation=f"The mean probability of “{'fake' if of_fake else 'real'}” that D gives to real and to generated"
        " samples. Dotted: one half, where D cannot tell them apart.",
        transform=transform,
    )


def _opposite(track: Track) -> Track:
    return Track(track.steps, 1 - track.values)


def distance(frame: Frame, tracks: Mapping[str, Track], measure: str = "") -> Chart:
    """How far G is from its goal, by the measure of this kind of data, or by another that was chosen."""
    if frame.distance == "radius":
        return _radius(frame, tracks)
    name = measure if measure in frame.metrics and measure in MEASURES else frame.distance
    chosen, measured = MEASURES[name], frame.metrics[name]
    total = frame.metrics.get("modes_total", _unmeasured).value
    others = (_in_a_line(other, frame.metrics[other]) for other in MEASURES if other in frame.metrics and other != name)
    return Chart(
        step=frame.step,
        series=(_series("", DISTANCE_TRACK, f"metric.{name}", tracks, measured.value),),
        guides=(0.0, total) if name == "modes" else (),
        reference=None if measured.usual is None else ("usual", measured.usual),
        band=measured.band,
        seen_always=(0.0, 1.0) if chosen.is_share else (0.0,),
        explanation="\n".join((chosen.explanation, *_beside(measured), *others)),
        titles=(chosen.title, chosen.brief),
        choices=tuple((other, MEASURES[other].title) for other in MEASURES if other in frame.metrics),
        numerals=_numerals(chosen),
    )


@lru_cache
def _numerals(words: MeasureWords) -> Numerals:
    return SHARES if words.is_share else Numerals(partial(number, decimals=words.decimals))


def _beside(measure: Measure) -> Iterator[str]:
    if measure.usual is not None:
        yield f"Dotted: the usual, {number(measure.usual, 3)}: what as many real samples give in the place of G's."
    if measure.band is not None:
        low, high = (number(end, 3) for end in measure.band)
        yield f"Grey: from {low} to {high}, where nine in ten of them lie."


def _in_a_line(name: str, measure: Measure) -> str:
    rest = "" if measure.usual is None else f" (usual {number(measure.usual, 3)})"
    return f"{MEASURES[name].title}: {number(measure.value, 3)}{rest}"


def _radius(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """How far a game of two numbers is from the point where it would rest."""
    start = float(np.hypot(*frame.picture.start)) if isinstance(frame.picture, PhasePicture) else 0.0
    return Chart(
        step=frame.step,
        series=(_series("", DISTANCE_TRACK, "radius", tracks, frame.metrics["radius"].value),),
        guides=(0.0, start),
        explanation="The radius: how far (θ, ψ) is from (0, 0), where the game would rest.\n"
        f"Dotted: 0, and the radius it began with, {number(start)}.",
        titles=("Radius", "Radius"),
    )


def gradients(frame: Frame, tracks: Mapping[str, Track]) -> Chart:
    """How large both players' gradients are, on a logarithmic axis: whose learning still lives."""
    norms = _exponent(frame.gradient_norms.generator), _exponent(frame.gradient_norms.discriminator)
    return Chart(
        step=frame.step,
        series=(
            _series("G", GENERATED_TRACK, "gradient.generator", tracks, norms[0], _exponents),
            _series("D", DISCRIMINATOR_TRACK, "gradient.discriminator", tracks, norms[1], _exponents),
        ),
        explanation="The norm of each player's gradient, on a logarithmic axis, wherever somebody looked.\n"
        "A player whose gradient is nearly 0 has stopped learning.",
        logarithmic=True,
        transform=_exponents,
    )


def _exponents(track: Track) -> Track:
    with np.errstate(invalid="ignore"):
        return Track(track.steps, np.log10(np.maximum(track.values, least_norm)))


def _exponent(norm: float) -> float:
    return float(np.log10(max(norm, least_norm)))


least_norm = 1e-12  # what is less, 0 included, is drawn here


def tens(exponent: float) -> str:
    """How a value on a logarithmic axis is written, given its exponent."""
    return "0" if exponent <= np.log10(least_norm) else power(10.0**exponent)


def _ten_to(exponent: float) -> str:
    return ten_to(round(exponent))


HUNDREDTHS, SHARES, TENS = Numerals(number), Numerals(percent, percent), Numerals(tens, _ten_to)


def nearest(track: Track, step: float) -> tuple[float, float]:
    """The point of a track nearest to this step, as step and value; not numbers where there is none."""
    if not len(track.steps):
        return float("nan"), float("nan")
    at = int(np.argmin(np.abs(track.steps - step)))
    return float(track.steps[at]), float(track.values[at])


def steps_of(charts: Sequence[Chart]) -> tuple[float, float]:
    """The first step that any line of these charts has, and where the run is."""
    tracks = [line.track.steps for chart in charts for line in chart.series if len(line.track.steps)]
    now = max((chart.step for chart in charts), default=0.0)
    first = min((float(steps[0]) for steps in tracks), default=0.0)
    return first, max([now, *(float(steps[-1]) for steps in tracks)])
