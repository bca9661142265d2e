"""Columns of nothing but plain numbers, such as programs write: all at once, many times as fast as cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from gan_playground.gan.data.table.cells import Cell, Vote
from gan_playground.gan.data.table.decimals import Decided, Tally
from gan_playground.gan.data.table.numbers import ColumnParts, NumberColumn, largest_value, no_value
from gan_playground.gan.data.table.reading import Kind

_missing = frozenset(("", "NA", "nan", "NaN"))
_column = re.compile(r"(?:(?:[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?|NA|nan|NaN)?\n)+")
_either = re.compile(r"^[+-]?[1-9]\d{0,2}\.\d{3}$", re.MULTILINE)
_long = re.compile(r"^[+-]?[1-9]\d{3,}$", re.MULTILINE)
_pointed = re.compile(r"\.")
_whole = re.compile(r"^[+-]?\d+(?:[eE].*)?$", re.MULTILINE)


class PlainColumn(Struct, frozen=True):
    """The same as ColumnParts, for cells that are all plain numbers or say that there is none."""

    cells: Sequence[str]
    tally: Tally
    unit: str = ""

    def kind(self) -> Kind:
        return Kind.NUMBERS if self.tally.votes.total() else Kind.EMPTY

    def numbers(self, decided: Decided) -> NumberColumn:
        pointed = self.tally.votes[Vote.POINT] + self.tally.votes[Vote.EITHER_POINT]
        if (decided.comma and pointed) or not decided.sure:
            return ColumnParts.of(self.cells).numbers(decided)
        values = np.array([np.nan if cell in _missing else float(cell) for cell in self.cells])
        reasons = {int(place): no_value for place in np.flatnonzero(np.isnan(values))}
        if (np.abs(values) > largest_value).any():
            return ColumnParts.of(self.cells).numbers(decided)
        return NumberColumn(values, self.kind(), reasons=reasons, comma=decided.comma and bool(pointed))


def column_of(cells: Sequence[Cell]) -> PlainColumn | ColumnParts:
    """A column, in the quickest way that suits its cells."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    joined = "\n".join(texts) + "\n"
    if len(texts) < len(cells) or joined.count("\n") != len(cells) or not _column.fullmatch(joined):
        return ColumnParts.of(cells)
    either, pointed = len(_either.findall(joined)), len(_pointed.findall(joined))
    whole, long = len(_whole.findall(joined)), len(_long.findall(joined))
    votes = {Vote.EITHER_POINT: either, Vote.POINT: pointed - either, Vote.LONG: long, Vote.NONE: whole - long}
    return PlainColumn(texts, Tally(Counter(votes)))
