"""What the terms of the formulas came to."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class FormulaValues(Struct, frozen=True):
    """Of the updates that made `step`, from the logits that training itself used.

    terms: by the formula's head and the term's id, with its sign in that formula; none of a player that did not move.
    """

    step: int
    terms: Mapping[str, Mapping[str, float]]
