"""What each plot of the score shows of a frame: pure functions, without a widget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

import numpy as np
from msgspec.structs import replace

from gan_playground.gan.metrics.words import MEASURES, MeasureWords
from gan_playground.gan.observe.frame import Frame, Measure, PhasePicture
from gan_playground.gan.observe.history import Track
from gan_playground.numerals import power, ten_to
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.score.chart import NOTHING, Chart, Manner, Numerals, Series, Transform, as_it_is, plain
from gan_playground.ui.score.gaps import joined, looks_in_gaps
from gan_playground.ui.score.headline import Title
from gan_playground.ui.theme.wording import number, percent

REAL_TRACK = LineStyle("real", 1.9, 2.2, 2.2)
GENERATED_TRACK = LineStyle("generated", 1.6)
DISCRIMINATOR_TRACK = LineStyle("discriminator", 1.7, 6, 3)
DISTANCE_TRACK = LineStyle("text", 1.6)

_unmeasured = Measure(float("nan"))


def _series(
    name: str,
    style: LineStyle,
    key: str,
    tracks: Mapping[str, Track],
    now: float,
    transform: Transform = as_it_is,
) -> Series:
    return Series(name, style, key, transform(tracks.get(key, NOTHING)), now)


def _of_player(frame: Frame, line: Series, transform: Transform = as_it_is) -> Series:
    """A line that only one player's turns go on with. Where it has made none lately its number is that of its end."""
    tracks = [frame.history.recent.get(key, NOTHING) for key in (line.key, *of_players)]
    own, *players = (float(track.steps[-1]) if len(track.steps) else 0.0 for track in tracks)
    if not own or own >= max(players):
        return line
    return replace(line, now=float(transform(tracks[0]).values[-1]), ended_at=own)


def _of_discriminator(
    frame: Frame, tracks: Mapping[str, Track], line: Series, transform: Transform, seen_now: float
) -> Series:
    """A line of what D says. Where D makes no turns it is what was measured of the samples, and so is its number.

    seen_now: that of the frame: what was looked at at its step may have been moved by a hand since.
    """
    ended, key = _of_player(frame, line, transform), f"look.{line.key}"
    looks = joined(*(transform(each.get(key, NOTHING)) for each in (tracks, frame.history.recent)))
    seen = looks_in_gaps(line.track, looks, ended.ended_at)
    if ended.ended_at is None or not len(seen.steps) or seen.steps[-1] <= ended.ended_at:
        return replace(ended, looks=seen)
    last = float(seen.steps[-1])
    is_newest = last in (frame.step, frame.measured_at)
    now = seen_now if last == frame.step and frame.measured_at is None else float(seen.values[-1])
    return replace(line, looks=seen, now=now, ended_at=None if is_newest else last)


def _gaps_explained(series: tuple[Series, ...]) -> str:
    return looks_explained if any(len(line.looks.steps) for line in series) else ""


looks_explained = "\nDots: D made no turns there; so it judged the samples whenever somebody looked."

of_players = ("loss.generator", "loss.discriminator")
"""Tracks that have a point for each step of a player."""


def losses(frame: Frame, tracks: Mapping[str, Track], manner: Manner = plain) -> Chart:
    """Both losses, with their values at balance."""
    at_balance = frame.balance.generator, frame.balance.discriminator
    return Chart(
        step=frame.step,
        series=(
            _of_player(frame, _series("G", GENERATED_TRACK, "loss.generator", tracks, frame.losses.generator)),
            _of_player(
                frame, _series("D", DISCRIMINATOR_TRACK, "loss.discriminator", tracks, frame.losses.discriminator)
            ),
        ),
        guides=at_balance,
        explanation="What both players minimise. Dotted: their values at balance, where G makes exactly the real"
        f" distribution: G {number(at_balance[0])}, D {number(at_balance[1])}.",
        titles=(Title("Losses", manner.unit),),
    )


def value(frame: Frame, tracks: Mapping[str, Track], manner: Manner = plain) -> Chart:
    """V(D, G), which D raises and G lowers."""
    return Chart(
        step=frame.step,
        series=(_of_player(frame, _series("", DISTANCE_TRACK, "value", tracks, frame.losses.value)),),
        reference=("−log 4 =", undecided),
        explanation="V(D, G): the mean of log D(x) on real samples plus that of log(1 − D(x)) on generated ones.\n"
        "D raises it, at most to 0, and G lowers it.\n"
        f"Dotted: −log 4 = {number(undecided, 3)}, where D says one half to everything.",
        titles=(Title("Value V(D, G)", "nats"), Title("V(D, G)", "nats")),
    )


undecided = -float(np.log(4.0))
"""V where D cannot tell anything apart."""


def accuracy(frame: Frame, tracks: Mapping[str, Track], manner: Manner = plain) -> Chart:
    """How often D is right. Of single batches: its number is that of the batches where the line ends."""
    own = tracks.get("accuracy", NOTHING).values
    line = _series("", DISCRIMINATOR_TRACK, "accuracy", tracks, float(own[-1]) if len(own) else frame.scores.accuracy)
    series = (_of_discriminator(frame, tracks, line, as_it_is, frame.scores.accuracy),)
    return Chart(
        step=frame.step,
        series=series,
        guides=(0.5,),
        explanation="D’s accuracy: the share of samples, real and generated, that D takes for what they are; one half"
        f" said is half right.\nDotted: one half, as good as tossing a coin.{_gaps_explained(series)}",
        titles=(Title("D’s accuracy", "share of samples"), Title("Accuracy", "share"), Title("Accuracy")),
    )


def opinions(frame: Frame, tracks: Mapping[str, Track], manner: Manner = plain) -> Chart:
    """What D says of real and of generated samples: how likely each is real, or fake; or its scores."""
    of_fake = manner.of_fake and not manner.is_score
    of, transform = ("fake", _opposite) if of_fake else ("real", as_it_is)
    real, generated = (1 - p if of_fake else p for p in (frame.scores.d_real, frame.scores.d_fake))
    lines = (
        _series("real", REAL_TRACK, "d_real", tracks, real, transform),
        _series("generated", GENERATED_TRACK, "d_fake", tracks, generated, transform),
    )
    series = tuple(_of_discriminator(frame, tracks, line, transform, line.now) for line in lines)
    explained = scores_explained if manner.is_score else _probabilities_explained(of)
    return Chart(
        step=frame.step,
        series=series,
        guides=(0.5,),
        explanation=explained + _gaps_explained(series),
        transform=transform,
        titles=_says("score, from 0 to 1", "score")
        if manner.is_score
        else _says(f"probability of {of}", "probability"),
        numerals=HUNDREDTHS if manner.is_score else None,
    )


def _says(*units: str) -> tuple[Title, ...]:
    longest = [Title("What D says", unit) for unit in units]
    return (*longest, Title("D says", units[-1]), Title("D says"))


def _probabilities_explained(of: str) -> str:
    return (
        f"The mean probability of “{of}” that D gives to real and to generated samples.\nDotted: one half, where D"
        " cannot tell them apart."
    )


scores_explained = (
    "The mean score that D gives to real and to generated samples. It is no probability: with this objective D is a"
    " critic, and what tells is how far apart both are. They are drawn pressed between 0 and 1.\nDotted: one half,"
    " where D sees no difference."
)


def _opposite(track: Track) -> Track:
    return Track(track.steps, 1 - track.values, track.stride)


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
        titles=_titles_of(chosen, total),
        choices=tuple((other, MEASURES[other].title) for other in MEASURES if other in frame.metrics),
        numerals=_numerals(chosen),
    )


def _titles_of(words: MeasureWords, total: float) -> tuple[Title, ...]:
    """From all that there is to say to the shortest name; of modes, how many there are."""
    unit = f"of {total:.0f}" if words is MEASURES["modes"] else words.unit
    asides = (", ".join(filter(None, (words.which, unit))), words.which, unit)
    brief = [Title(words.brief, aside) for aside in dict.fromkeys(filter(None, asides))]
    return (Title(words.title, unit), *brief, Title(words.brief))


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
        titles=(Title("Radius", "distance from (0, 0)"), Title("Radius")),
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
        titles=(Title("Gradients", "norm, logarithmic"), Title("Gradients", "norm"), Title("Gradients")),
    )


def _exponents(track: Track) -> Track:
    with np.errstate(invalid="ignore"):
        return Track(track.steps, np.log10(np.maximum(track.values, least_norm)), track.stride)


def _exponent(norm: float) -> float:
    return float(np.log10(max(norm, least_norm)))


least_norm = 1e-12  # what is less, 0 included, is drawn here


def tens(exponent: float) -> str:
    """How a value on a logarithmic axis is written, given its exponent."""
    return "0" if exponent <= np.log10(least_norm) else power(10.0**exponent)


def _ten_to(exponent: float) -> str:
    return ten_to(round(exponent))


HUNDREDTHS, SHARES, TENS = Numerals(number), Numerals(percent, percent), Numerals(tens, _ten_to)
