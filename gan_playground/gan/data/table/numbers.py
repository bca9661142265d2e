"""A column of cells as numbers, with what was left out of it and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct, field

from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.cells import Cell, CellKind, CellParts, Vote, number_in, take_apart
from gan_playground.gan.data.table.decimals import Decided, Tally
from gan_playground.gan.data.table.reading import Kind

least_share = 0.9  # of a column's cells that say anything must be numbers
largest_value = 1e150  # beyond it a variance overflows
no_value, no_number, not_finite, too_large = "without a value", "not a number", "infinite", "too large to compute with"


class NumberColumn(Struct, frozen=True):
    """A column as numbers (R,); NaN where a row has none. reasons: why, by place; example: a number that could be
    either of two, its value and the other; comma: where its decimals are."""

    values: Array
    kind: Kind
    unit: str = ""
    reasons: dict[int, str] = field(default_factory=dict)
    either: tuple[str, float, float] | None = None
    comma: bool = False
    bracketed: int = 0

    def count_of(self, *reasons: str) -> int:
        return sum(reason in reasons for reason in self.reasons.values())

    @property
    def unread(self) -> int:
        """Cells with something in them that is no number of this column."""
        return len(self.reasons) - self.count_of(no_value)


class ColumnParts(Struct, frozen=True):
    """A column whose cells are taken apart. unit: which most of its numbers have; those of another one are not read."""

    parts: list[CellParts]
    unit: str
    tally: Tally

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> ColumnParts:
        parts = [take_apart(cell) for cell in cells]
        units = Counter(part.unit.lower() for part in parts if part.kind is CellKind.NUMBER)
        usual = units.most_common(1)[0][0] if units else ""
        unit = next((part.unit for part in parts if part.kind is CellKind.NUMBER and part.unit.lower() == usual), "")
        return cls(parts, unit, Tally.of(part for part in parts if part.unit.lower() == usual))

    def kind(self) -> Kind:
        """Of what most cells are that say anything."""
        looks = Counter(part.kind for part in self.parts)
        said = len(self.parts) - looks[CellKind.MISSING]
        if not said:
            return Kind.EMPTY
        if looks[CellKind.NUMBER] and looks[CellKind.NUMBER] + looks[CellKind.INFINITE] >= least_share * said:
            return Kind.NUMBERS
        return Kind.DATES if looks[CellKind.DATE] >= least_share * said else Kind.WORDS

    def numbers(self, decided: Decided) -> NumberColumn:
        """The column's numbers, with the decimals where they were decided to be."""
        values, reasons = np.full(len(self.parts), np.nan), {}
        for place, part in enumerate(self.parts):
            value = self._value(part, decided.comma)
            if isinstance(value, str):
                reasons[place] = value
            else:
                values[place] = value
        bracketed = sum(part.bracketed for part in self.parts)
        either = None if decided.sure else self._either(decided.comma)
        return NumberColumn(values, self.kind(), self.unit, reasons, either, decided.comma, bracketed)

    def _value(self, part: CellParts, comma: bool) -> float | str:
        """The number, or why there is none."""
        if part.kind is CellKind.MISSING:
            return no_value
        if part.kind is CellKind.INFINITE:
            return not_finite
        if part.kind is not CellKind.NUMBER:
            return no_number
        if part.unit.lower() != self.unit.lower():
            return f"not in {self.unit}" if self.unit else "with a unit, unlike the others"
        value = number_in(part, comma)
        if value is None:
            return f"without a decimal {'comma' if comma else 'point'}"
        if not np.isfinite(value):
            return not_finite
        return value if abs(value) <= largest_value else too_large

    def _either(self, comma: bool) -> tuple[str, float, float] | None:
        """A number that could be either, as it is written, as it was read, and as it could have been.

        Rather one that was read as thousands.
        """
        votes = [Vote.EITHER_POINT, Vote.EITHER_COMMA]
        votes = votes if comma else votes[::-1]
        part = next(part for vote in votes for part in self.parts if part.vote is vote)
        read, other = number_in(part, comma), number_in(part, not comma)
        written = f"-{part.digits}" if part.negative else part.digits
        return (written, read, other) if read is not None and other is not None else None
