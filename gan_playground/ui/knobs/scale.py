"""From a knob's range to the stops of its slider, and back."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TypeAlias

from gan_playground.gan.experiment.knob import Knob

Number: TypeAlias = float | int

stops_a_decade = 20
wide = 1e4
"""From this ratio or span on, equal steps would pass over every value that anybody wants."""


def stops(knob: Knob) -> tuple[Number, ...]:
    """Every value that the slider of a number can stand at, from low to high, in round numbers."""
    if knob.logarithmic and knob.low == 0:
        between = {0, *_round_numbers(knob.least or 1, knob.high, whole=knob.type is int)}
    elif knob.logarithmic or (knob.low > 0 and knob.high / knob.low > wide):
        between = _round_numbers(knob.low, knob.high, whole=knob.type is int)
    elif knob.high - knob.low > wide:
        away = _round_numbers(1e-2, max(-knob.low, knob.high), whole=False)
        between = {-x for x in away} | {0.0} | away
    elif knob.type is int:
        between = set(range(int(knob.low), int(knob.high) + 1))
    else:
        between = _even_numbers(knob.low, knob.high)
    inside = {knob.type(x) for x in between if knob.low < x < knob.high}
    return tuple(sorted(inside | {knob.type(knob.low), knob.type(knob.high)}))


def nearest(values: tuple[Number, ...], value: Number) -> int:
    """The position of the stop closest to `value`."""
    right = bisect_left(values, value)
    candidates = [i for i in (right - 1, right) if 0 <= i < len(values)]
    return min(candidates, key=lambda i: abs(values[i] - value))


def _even_numbers(low: float, high: float) -> set[Number]:
    """The multiples of a round step, about a hundred of them or up to twice as many."""
    finest = 1.05 * (high - low) / 100
    magnitude = 10.0 ** math.floor(math.log10(finest))
    step = max(factor * magnitude for factor in (1, 2, 5) if factor * magnitude <= finest)
    return {float(f"{i * step:.6g}") for i in range(math.ceil(low / step), math.floor(high / step) + 1)}


def _round_numbers(low: Number, high: Number, *, whole: bool) -> set[Number]:
    """Numbers of two digits, evenly spaced in the logarithm; whole ones four to the octave, 2^n among them."""
    if whole:
        octaves = range(4 * int(math.log2(low)), 4 * math.ceil(math.log2(high)) + 1)
        return {round(2 ** (i / 4)) for i in octaves}
    decades = range(stops_a_decade * math.floor(math.log10(low)), stops_a_decade * math.ceil(math.log10(high)) + 1)
    return {float(f"{10 ** (i / stops_a_decade):.1e}") for i in decades}
