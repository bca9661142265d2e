"""Rows of cells, from whatever source, and the same packed column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, Self, TypeAlias

from msgspec import Struct

from gan_playground.gan.data.table.cells import Cell, missing_words

_ruler = re.compile(r"[-=:+|\s_]*[-=_]{2}[-=:+|\s_]*")
rows_a_piece = 2**14

Packed: TypeAlias = "str | list[Cell]"
"""Cells of a column: texts with line feeds between them, which takes a byte a letter, or a list of what has more."""


class Line(Struct, frozen=True, gc=False):
    """A row's cells, and the line in which it ends, as an editor counts them."""

    cells: Sequence[Any]  # of Cell; a list of strings is one too
    line: int


class Piece(Struct):
    """Rows that follow one another, and the line of each."""

    rows: Sequence[Sequence[Any]]
    lines: Sequence[int]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        return cls([line.cells for line in lines], [line.line for line in lines])

    def each(self) -> Iterator[Line]:
        return map(Line, self.rows, self.lines)


class Block(Struct):
    """Rows of one length, column by column."""

    columns: list[Packed]
    lines: Sequence[int]

    @classmethod
    def of(cls, piece: Piece, width: int) -> Self:
        """Rows (of `width` cells, or fewer) as columns."""
        if set(map(len, piece.rows)) - {width}:
            piece.rows = [[*row, *[""] * (width - len(row))] for row in piece.rows]
        return cls([pack(column) for column in zip(*piece.rows, strict=True)], piece.lines)

    def cells(self, column: int) -> list[Cell]:
        return unpack(self.columns[column])

    def kept(self, keep: Sequence[bool]) -> Block:
        """Without some of its rows."""
        columns = [pack(list(compress(unpack(column), keep))) for column in self.columns]
        return Block(columns, list(compress(self.lines, keep)))


def pack(cells: Sequence[Cell]) -> Packed:
    try:
        joined = "\n".join(cells)  # type: ignore[arg-type]  # a number among them tells itself
    except TypeError:
        return list(cells)
    return joined if joined.count("\n") == len(cells) - 1 else list(cells)


def unpack(packed: Packed) -> list[Cell]:
    return [*packed.split("\n")] if isinstance(packed, str) else packed


def pieces(rows: Sequence[Line]) -> Iterator[Piece]:
    """Rows that are all there already, as pieces."""
    for begin in range(0, len(rows), rows_a_piece):
        yield Piece.of(rows[begin : begin + rows_a_piece])


def is_blank(cells: Iterable[object]) -> bool:
    """Whether a row has nothing in it, or only what is drawn to set others apart."""
    text = "".join(map(str, cells)).strip()
    if text[:1].isalnum() or text[-1:].isalnum():
        return False
    return not text or bool(_ruler.fullmatch(text) and len(text) > 2)


def is_comment(cells: Sequence[Cell]) -> bool:
    """Whether a row is a remark, by its first sign."""
    if not cells or not isinstance(cells[0], str):
        return False
    first = cells[0].strip()
    return first.startswith(("#", "%", "//")) and first.lower() not in missing_words
