"""A column as it is written: what its cells look like together, and the numbers that they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct, field

from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.body import part_of
from gan_playground.gan.data.table.cells import CellKind, CellParts, Vote, number_in
from gan_playground.gan.data.table.decimals import Decided, Tally
from gan_playground.gan.data.table.numbers import (
    NumberColumn,
    largest_value,
    least_share,
    no_number,
    no_value,
    not_finite,
    too_large,
)
from gan_playground.gan.data.table.plain_cells import PlainCells, plain_cells
from gan_playground.gan.data.table.reading import Kind
from gan_playground.gan.data.table.rows import Packed, unpack
from gan_playground.gan.data.watching import tell_read


class Looks(Struct):
    """What cells look like. votes: by the unit of the numbers, in small letters; units: each as it is spelled first."""

    kinds: Counter[CellKind] = field(default_factory=Counter)
    votes: dict[str, Counter[Vote]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    bracketed: int = 0

    def add_plain(self, cells: PlainCells) -> None:
        numbers = int(np.count_nonzero(~np.isnan(cells.values)))
        self.kinds[CellKind.NUMBER] += numbers
        self.kinds[CellKind.MISSING] += len(cells.values) - numbers
        self._vote("", cells.votes)

    def add_part(self, part: CellParts) -> None:
        self.kinds[part.kind] += 1
        if part.kind is CellKind.NUMBER:
            self._vote(part.unit, {part.vote: 1})
            self.bracketed += part.bracketed

    def _vote(self, unit: str, votes: dict[Vote, int]) -> None:
        low = unit.lower()
        self.units.setdefault(low, unit)
        self.votes.setdefault(low, Counter()).update(votes)

    @property
    def unit(self) -> str:
        """Which most numbers have."""
        usual = max(self.votes, key=lambda unit: self.votes[unit].total(), default="")
        return self.units.get(usual, "")


class WrittenColumn:
    """A column, in pieces. unit: which most of its numbers have; those of another one are not read."""

    def __init__(self, pieces: Sequence[Packed]) -> None:
        self._pieces: list[PlainCells | Packed] = []
        looks = Looks()
        for packed in pieces:
            plain = plain_cells(packed)
            self._pieces.append(plain or packed)
            if plain is not None:
                looks.add_plain(plain)
            else:
                for cell in unpack(packed):
                    looks.add_part(part_of(cell))
            tell_read()
        self._looks, self.unit = looks, looks.unit

    @cached_property
    def tally(self) -> Tally:
        return Tally(self._looks.votes.get(self.unit.lower(), Counter()))

    def kind(self) -> Kind:
        """Of what most cells are that say anything."""
        kinds = self._looks.kinds
        said = kinds.total() - kinds[CellKind.MISSING]
        if not said:
            return Kind.EMPTY
        if kinds[CellKind.NUMBER] and kinds[CellKind.NUMBER] + kinds[CellKind.INFINITE] >= least_share * said:
            return Kind.NUMBERS
        return Kind.DATES if kinds[CellKind.DATE] >= least_share * said else Kind.WORDS

    def numbers(self, decided: Decided) -> NumberColumn:
        """The column's numbers, with the decimals where they were decided to be."""
        found: list[Array] = []
        reasons: dict[int, str] = {}
        count = 0
        for piece in self._pieces:
            values, why = self._read(piece, decided.comma)
            reasons |= {count + place: reason for place, reason in why.items()}
            found.append(values)
            count += len(values)
            tell_read()
        comma = decided.comma and not self._is_whole
        either = None if decided.sure else self._either(decided.comma)
        values = np.concatenate([np.empty(0), *found])
        return NumberColumn(values, self.kind(), self.unit, reasons, either, comma, self._looks.bracketed)

    @property
    def _is_whole(self) -> bool:
        """Whether no number has a sign that could stand before decimals."""
        votes = self.tally.votes
        return votes[Vote.NONE] + votes[Vote.LONG] == votes.total()

    def _read(self, piece: PlainCells | Packed, comma: bool) -> tuple[Array, dict[int, str]]:
        if isinstance(piece, PlainCells) and not self.unit:
            plain = piece.values if piece.suits(comma) else piece.as_thousands()
            if plain is not None:
                return plain, dict.fromkeys(map(int, np.flatnonzero(np.isnan(plain))), no_value)
        cells = unpack(piece.packed if isinstance(piece, PlainCells) else piece)
        values, reasons = np.full(len(cells), np.nan), {}
        for place, cell in enumerate(cells):
            value = self._value(part_of(cell), comma)
            if isinstance(value, str):
                reasons[place] = value
            else:
                values[place] = value
        return values, reasons

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

    def _parts(self) -> Iterator[CellParts]:
        for piece in self._pieces:
            yield from map(part_of, unpack(piece.packed if isinstance(piece, PlainCells) else piece))

    def _either(self, comma: bool) -> tuple[str, float, float] | None:
        """A number that could be either, as it is written, as it was read, and as it could have been.

        Rather one that was read as thousands.
        """
        votes = [Vote.EITHER_POINT, Vote.EITHER_COMMA]
        vote = next(one for one in (votes if comma else votes[::-1]) if self.tally.votes[one])
        usual = self.unit.lower()
        part = next(part for part in self._parts() if part.vote is vote and part.unit.lower() == usual)
        read, other = number_in(part, comma), number_in(part, not comma)
        written = f"-{part.digits}" if part.negative else part.digits
        return (written, read, other) if read is not None and other is not None else None
