"""A table's rows of data on their way to columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct, field

from gan_playground.gan.data.table.cells import Cell, take_apart
from gan_playground.gan.data.table.reading import LeftOut
from gan_playground.gan.data.table.rows import Line

Units: TypeAlias = "dict[int, str]"
"""Columns of numbers, and the unit of each in small letters."""

part_of = lru_cache(maxsize=2**14)(take_apart)


class Body(Struct):
    """A table's rows of data, all of one length, and what stood around them. names: empty where there are none."""

    names: list[str]
    rows: list[Sequence[Cell]]
    lines: list[int]
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_row_names: bool = False

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cells(self, column: int) -> list[Cell]:
        return [row[column] if column < len(row) else "" for row in self.rows]

    def leave_out(self, reason: str, rows: Sequence[Line]) -> None:
        """Say that these rows are left out, and why."""
        example = next((str(cell) for row in rows for cell in row.cells if str(cell).strip()), "")
        self.left_out.append(LeftOut(reason, tuple(row.line for row in rows), example.strip()))

    def drop(self, which: Sequence[bool], reason: str) -> None:
        """Leave out those of the rows of data."""
        gone = [Line(row, line) for row, line, out in zip(self.rows, self.lines, which, strict=True) if out]
        if not gone:
            return
        self.leave_out(reason, gone)
        self.rows = [row for row, out in zip(self.rows, which, strict=True) if not out]
        self.lines = [line for line, out in zip(self.lines, which, strict=True) if not out]
