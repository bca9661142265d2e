"""How near a prediction was, and what all of today's have in common, in numbers and in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from gan_playground.gan.metrics.distances import mean_and_deviation, wasserstein_of_densities
from gan_playground.gan.observe.frame import LinePicture
from gan_playground.lessons.predict import Predict
from gan_playground.numerals import power
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.predict.kept import KeptPrediction

near_share = 0.25  # of how far blue went, or of twice the real data's deviation where that is more
least_told = 0.01


class PredictionResult(Struct, frozen=True):
    """sentence: how near it was, or what came. is_near: whether it was; None: nothing was predicted."""

    sentence: str
    is_near: bool | None
    distance: float = 0.0


def judge_drawing(drawn: tuple[Array, Array] | None, start: LinePicture, came: LinePicture) -> PredictionResult:
    """A drawing (x, heights), against what was there before and what came. None: nobody knew."""
    x = came.x
    moved = wasserstein_of_densities(x, start.generated_density, came.generated_density)
    mean, deviation = mean_and_deviation(x, came.generated_density)
    if drawn is None:
        came_to = f"a mean of {place(mean)} and a standard deviation of {length(deviation)}"
        return PredictionResult(f"Blue moved by {length(moved)}: it has {came_to} now.", None)
    heights = on_grid(x, *drawn)
    away = wasserstein_of_densities(x, heights, came.generated_density)
    drawn_mean, drawn_deviation = mean_and_deviation(x, heights)
    _, real_deviation = mean_and_deviation(x, came.real_density)
    sentence = (
        f"**You were {length(away)} away**, and blue moved by {length(moved)}: your mean is {place(drawn_mean)} and "
        f"your standard deviation {length(drawn_deviation)}, blue’s {place(mean)} and {length(deviation)}."
    )
    return PredictionResult(sentence, away <= near_share * max(moved, 2 * real_deviation), away)


def length(value: float) -> str:
    """In two figures; what is hardly anything is not told in powers of ten."""
    return "less than 0.01" if 0 <= value < least_told else power(value)


def place(value: float) -> str:
    """A mean, in two figures."""
    return "0" if abs(value) < least_told else power(value)


def on_grid(x: Array, drawn_x: Array, heights: Array) -> Array:
    """A drawing at other places (N,), nil beyond its ends."""
    return np.interp(x, drawn_x, heights, left=0.0, right=0.0)


def judge_choice(asked: Predict, choice: int | None) -> PredictionResult:
    """An answer, by its number; None: nobody knew."""
    right = asked.choices[asked.right]
    if choice is None:
        return PredictionResult(f"What comes is “{right}”.", None)
    if choice == asked.right:
        return PredictionResult(f"You said “{right}”, and so it is.", is_near=True)
    return PredictionResult(f"You said “{asked.choices[choice]}”; what comes is “{right}”.", is_near=False)


def sum_of_drawings(kept: Sequence[KeptPrediction], start: LinePicture) -> str:
    """What most of these expected of blue, seen from where it was."""
    expected, count = Counter(_expected(one, start) for one in kept).most_common(1)[0]
    return f"{count} of {len(kept)} expected it to {expected}."


def _expected(kept: KeptPrediction, start: LinePicture) -> str:
    x, blue, real = start.x, start.generated_density, start.real_density
    drawn = on_grid(x, *curve_of(kept))
    before, after = (wasserstein_of_densities(x, one, real) for one in (blue, drawn))
    if wasserstein_of_densities(x, drawn, blue) <= near_share * max(before, 2 * mean_and_deviation(x, real)[1]):
        return "stay where it was"
    return "come closer" if after < before else "go further away"


def sum_of_choices(kept: Sequence[KeptPrediction], asked: Predict) -> str:
    """Which answer most of these gave."""
    counts = Counter(one.choice for one in kept if 0 <= one.choice < len(asked.choices))
    if not counts:
        return ""
    choice, count = counts.most_common(1)[0]
    return f"{count} of {len(kept)} said “{asked.choices[choice]}”."


def curve_of(kept: KeptPrediction) -> tuple[Array, Array]:
    """What was drawn: x and the density there, (N,) each."""
    return np.linspace(kept.low, kept.high, len(kept.drawn)), np.array(kept.drawn)


def sum_of_session(near: Sequence[bool]) -> str:
    """How many of one's own predictions of a lesson came true."""
    if len(near) == 1:
        return "Your prediction here came near." if near[0] else "Your prediction here was far off."
    return f"{sum(near) or 'None'} of your {len(near)} predictions here came near."
