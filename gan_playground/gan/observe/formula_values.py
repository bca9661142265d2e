"""What the terms of the formulas came to."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

most_answers = 256


class FormulaValues(Struct, frozen=True):
    """Of the updates that made `step`, from the logits that training itself used.

    terms: by the formula's head and the term's id, with its sign in that formula; none of a player that did not move.
    answers: D's to the fakes that G was judged by, of at most `most_answers`, as LossCurves has them; none where G did
    not move.
    """

    step: int
    terms: Mapping[str, Mapping[str, float]]
    answers: tuple[float, ...] = ()
