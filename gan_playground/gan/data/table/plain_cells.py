"""Cells that are nothing but plain numbers, such as programs write: all at once, many times as fast as one by one."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
from msgspec import Struct

from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.cells import Vote
from gan_playground.gan.data.table.numbers import largest_value
from gan_playground.gan.data.table.rows import Packed

_missing = frozenset(("", "NA", "nan", "NaN"))
_signs = str.maketrans("", "", "0123456789.-+eE\n")
_letters = frozenset("NAna")
_three = re.compile(r"\.\d{3}\n")
_either = re.compile(r"^[+-]?[1-9]\d{0,2}\.\d{3}$", re.MULTILINE)
_long = re.compile(r"^[+-]?[1-9]\d{3,}$", re.MULTILINE)

_groups = {
    sign: re.compile(rf"(?:(?:[+-]?(?:\d+|[1-9]\d{{0,2}}(?:{sign}\d{{3}})+)(?:[.,]\d+)?|NA|NaN|nan)?\n)+")
    for sign in "' \u00a0\u202f\u2019"
}
"""Columns of numbers, by what stands between thousands."""


class PlainCells(Struct, frozen=True):
    """values (R,), NaN where a cell says that there is none. mark: what stands before decimals, or nothing."""

    packed: str
    values: Array
    mark: str
    votes: Counter[Vote]

    def suits(self, comma: bool) -> bool:
        """Whether these are the numbers where decimals come after a comma, or a point."""
        return not self.mark or comma == (self.mark == ",")

    def as_thousands(self) -> Array | None:
        """The numbers where what stands before decimals stands between thousands; None where some would be none."""
        if self.votes[Vote.COMMA] or self.votes[Vote.POINT]:
            return None
        return _values(self.packed.replace(self.mark, ""))


def plain_cells(packed: Packed) -> PlainCells | None:
    """The numbers, where all cells are plain ones, written in one way, and none is immense."""
    if not isinstance(packed, str):
        return None
    rest = frozenset(packed.translate(_signs)) - _letters
    comma = "," in rest
    group = "".join(rest - {","})
    if (comma and "." in packed) or len(group) > 1 or (group and not _is_grouped(packed, group)):
        return None
    text = packed.replace(group, "") if group else packed
    text = text.replace(",", ".") if comma else text
    values = _values(text)
    if values is None or (np.abs(values) > largest_value).any():
        return None
    return PlainCells(
        packed, values, ("," if comma else ".") if "." in text else "", _votes(packed, text, values, comma)
    )


def _is_grouped(packed: str, group: str) -> bool:
    return group in _groups and _groups[group].fullmatch(f"{packed}\n") is not None


def _values(text: str) -> Array | None:
    try:
        return np.array([np.nan if cell in _missing else float(cell) for cell in text.split("\n")])
    except ValueError:
        return None


def _votes(packed: str, text: str, values: Array, comma: bool) -> Counter[Vote]:
    """packed: as the numbers are written; text: with points before decimals alone."""
    pointed = text.count(".")
    whole = int(np.count_nonzero(~np.isnan(values))) - pointed
    either = len(_either.findall(text)) if _three.search(f"{text}\n") else 0
    long = len(_long.findall(packed)) if whole else 0
    signs = (Vote.EITHER_COMMA, Vote.COMMA) if comma else (Vote.EITHER_POINT, Vote.POINT)
    return Counter({signs[0]: either, signs[1]: pointed - either, Vote.LONG: long, Vote.NONE: whole - long})
