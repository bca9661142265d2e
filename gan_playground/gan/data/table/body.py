"""A table's rows of data on their way to columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct, field

from gan_playground.gan.data.table.cells import Cell, take_apart
from gan_playground.gan.data.table.reading import Doubt, LeftOut
from gan_playground.gan.data.table.rows import Block, Line

Units: TypeAlias = "dict[int, str]"
"""Columns of numbers, and the unit of each in small letters."""

part_of = lru_cache(maxsize=2**14)(take_apart)


class Body(Struct):
    """A table's rows of data, and what stood around them. names: empty where there are none.

    rows, lines: those that are not packed into blocks yet. has_row_names: the first cell of each row was its name.
    """

    names: list[str]
    rows: list[Sequence[Cell]]
    lines: list[int]
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    has_row_names: bool = False
    width: int = 0
    gone: dict[str, tuple[list[int], str]] = field(default_factory=dict)
    """By the reason why they are left out: the lines of rows, and an example."""

    @property
    def count(self) -> int:
        return sum(len(block.lines) for block in self.blocks)

    @property
    def left_out(self) -> list[LeftOut]:
        return [
            LeftOut(reason, tuple(sorted(lines)), example) for reason, (lines, example) in self.gone.items() if lines
        ]

    def cells(self, column: int) -> list[Cell]:
        return [cell for block in self.blocks for cell in block.cells(column)]

    def leave_out(self, reason: str, rows: Sequence[Line]) -> None:
        """Say that these rows are left out, and why."""
        lines, example = self.gone.get(reason, ([], ""))
        example = example or next((str(cell) for row in rows for cell in row.cells if str(cell).strip()), "").strip()
        self.gone[reason] = ([*lines, *(row.line for row in rows)], example)

    def drop(self, which: Sequence[bool], reason: str) -> None:
        """Leave out those of the rows that are not packed yet."""
        gone = [Line(row, line) for row, line, out in zip(self.rows, self.lines, which, strict=True) if out]
        if not gone:
            return
        self.leave_out(reason, gone)
        self.rows = [row for row, out in zip(self.rows, which, strict=True) if not out]
        self.lines = [line for line, out in zip(self.lines, which, strict=True) if not out]

    def row(self, place: int) -> Line:
        """A packed row."""
        block, within = self.find(place)
        return Line([block.cells(column)[within] for column in range(len(block.columns))], block.lines[within])

    def find(self, place: int) -> tuple[Block, int]:
        """The block in which a packed row lies, and its place there."""
        for block in self.blocks:
            if place < len(block.lines):
                return block, place
            place -= len(block.lines)
        raise IndexError

    def take_out(self, places: Sequence[int], reason: str) -> None:
        """Leave out packed rows."""
        if not places:
            return
        self.leave_out(reason, [self.row(places[0])])
        lines, _ = self.gone[reason]
        lines.pop()
        gone, begin = set(places), 0
        for number, block in enumerate(self.blocks):
            size = len(block.lines)
            keep = [begin + place not in gone for place in range(size)]
            if not all(keep):
                lines.extend(line for line, kept in zip(block.lines, keep, strict=True) if not kept)
                self.blocks[number] = block.kept(keep)
            begin += size
