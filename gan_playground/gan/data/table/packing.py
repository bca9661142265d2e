"""Rows become columns, piece by piece, so that a large table takes little more memory than its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.body import Body
from gan_playground.gan.data.table.cells import Cell
from gan_playground.gan.data.table.ends import leave_ends
from gan_playground.gan.data.table.rows import Block, Line, Piece, is_blank, is_comment

most_misfits = 0.1  # of the rows may be longer or shorter than the others
_odd_start = re.compile(r"^\s*(?:#|%|//|[-=:+|_\s]*[-=_]{2}|$)", re.MULTILINE)


class Packing:
    """Packs the rows of a body whose names are known: those that fit, and none that is a remark or blank.

    width: cells of a row in the file, the row's own name among them.
    """

    def __init__(self, body: Body, width: int, separator: str) -> None:
        self._body, self._separator = body, separator
        self._file_width = width
        self._right = body.width = width - body.has_row_names
        self._longer: list[Line] = []
        self._short: list[int] = []  # places
        self._count = self._last_width = 0
        self._is_falling = True

    def take(self, piece: Piece) -> None:
        """The rows that follow."""
        if self._is_plain(piece):
            cut = [row[1:] for row in piece.rows] if self._body.has_row_names else piece.rows
            self._pack(Piece(cut, piece.lines))
            return
        rows: list[Line] = []
        for row in piece.each():
            if is_blank(row.cells):
                continue
            if is_comment(row.cells):
                self._body.leave_out("comments", [Line([self._separator.join(map(str, row.cells))], row.line)])
                continue
            cells = without_excess(row.cells, self._file_width)
            rows.append(Line(cells[1:] if self._body.has_row_names else cells, row.line))
        self._body.rows, self._body.lines = [row.cells for row in rows], [row.line for row in rows]
        self.pack_rows()

    def _is_plain(self, piece: Piece) -> bool:
        """Whether nothing in it needs a closer look: rows of one length, and no first cell that begins a remark."""
        if set(map(len, piece.rows)) != {self._file_width}:
            return False
        first = "\n".join([row[0] for row in piece.rows])
        name = self._body.names[0] if self._body.names else ""
        return not _odd_start.search(first) and not (name and f"\n{name}\n" in f"\n{first}\n")

    def pack_rows(self) -> None:
        """Pack the rows that wait in the body."""
        body = self._body
        if body.names:
            body.drop([_says_names(row, body.names) for row in body.rows], "rows that say the names again")
        kept: list[Line] = []
        for cells, line in zip(body.rows, body.lines, strict=True):
            row = Line(cells, line)
            width = len(cells)
            self._is_falling = self._is_falling and width <= (self._last_width or width)
            self._last_width = width
            if width > self._right:
                self._longer.append(row)
                continue
            if width < self._right:
                self._short.append(self._count + len(kept))
            kept.append(row)
        body.rows, body.lines = [], []
        self._pack(Piece.of(kept))

    def _pack(self, piece: Piece) -> None:
        if piece.rows:
            self._body.blocks.append(Block.of(piece, self._right))
            self._count += len(piece.rows)

    def finish(self, file: str) -> None:
        """Leave out rows with more cells than the others, and with fewer: nobody knows which cell is whose.

        Raises PlaygroundError where they are many.
        """
        right, count = self._right, self._count + len(self._longer)
        if len(self._longer) > most_misfits * count:
            raise PlaygroundError(
                f"{file} has {len(self._longer)} rows of more than {right} cells, the first in row "
                f"{self._longer[0].line}; quote cells that have the separator in them."
            )
        if len(self._short) > most_misfits * count and not self._is_falling:
            raise PlaygroundError(
                f"{file} has {len(self._short)} rows of fewer than {right} cells, the first in row "
                f"{self._body.row(self._short[0]).line}; give every row as many."
            )
        reason = f"rows that have not {right} cells"
        if self._longer:
            self._body.leave_out(reason, self._longer)
        if len(self._short) <= most_misfits * count:
            self._body.take_out(self._short, reason)  # else columns that end one after the other
        leave_ends(self._body)


def without_excess(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """A row without the empty cells that it has beyond the others."""
    return cells if any(str(cell).strip() for cell in cells[width:]) else cells[:width]


def _says_names(row: Sequence[Cell], names: Sequence[str]) -> bool:
    return len(row) == len(names) and all(str(cell).strip() == name for cell, name in zip(row, names, strict=True))
