"""Whether a row of words below names is a row of data with an odd cell in it, which must not be taken for names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from gan_playground.gan.data.table.body import Units, part_of
from gan_playground.gan.data.table.cells import Cell, CellKind
from gan_playground.gan.data.table.rows import Line

looked_at = 300  # rows below
figures_share = 0.5  # of a cell's signs, to be rather an odd number than a name


def is_rather_data(rows: Sequence[Line], place: int, of_numbers: Units, width: int) -> bool:
    """Whether the row is no names: full ones stand above it, and it is like the rows below, or odd numbers are in it.

    Like them it is where a word of it comes again in its column, in another row.
    """
    cells, above = rows[place].cells, rows[place - 1].cells
    if len(cells) != width or len(above) != width or not all(map(_is_word, above)):
        return False
    if any(_is_odd_number(str(cells[column])) for column in of_numbers):
        return True
    said = {column: cell for column in range(width) if (cell := str(cells[column]).strip()) and _is_word(cell)}
    below = [row.cells for row in islice(rows, place + 1, place + 1 + looked_at) if len(row.cells) == width]
    return any(
        str(row[column]).strip() == cell and list(row) != list(cells) for row in below for column, cell in said.items()
    )


def _is_word(cell: Cell) -> bool:
    return part_of(cell).kind is CellKind.WORD


def _is_odd_number(cell: str) -> bool:
    """Whether most of what is written there is figures, as in <5.2, 17O.5 and 13*."""
    text = cell.strip()
    return _is_word(text) and sum(sign.isdecimal() for sign in text) > figures_share * len(text)
