"""How near a prediction was, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gan_playground.numerals import power

least_told = 0.01


class PredictionResult(Struct, frozen=True):
    """sentence: how near it was, or what came. is_near: whether it was; None: nothing was predicted."""

    sentence: str
    is_near: bool | None
    distance: float = 0.0


def length(value: float) -> str:
    """In two figures; what is hardly anything is not told in powers of ten."""
    return "less than 0.01" if 0 <= value < least_told else power(value)


def place(value: float) -> str:
    """A mean, in two figures."""
    return "0" if abs(value) < least_told else power(value)


def sum_of_session(near: Sequence[bool]) -> str:
    """How many of one's own predictions of a lesson came true."""
    if len(near) == 1:
        return "You predicted well here." if near[0] else "What came here was not what you had predicted."
    good = sum(near)
    return f"{good or 'None'} of your {len(near)} predictions here {'was' if good == 1 else 'were'} good."
