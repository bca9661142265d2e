"""Tables that lie: a few long rows are columns, as where all numbers stand in one line."""

from __future__ import annotations

from collections.abc import Sequence

from gan_playground.gan.data.table.body import part_of
from gan_playground.gan.data.table.cells import CellKind
from gan_playground.gan.data.table.rows import Line

most_lying_rows, least_lying = 4, 20


def stood_up(rows: Sequence[Line], separator: str) -> tuple[list[Line], list[str]]:
    """The rows, or where they are few, of many numbers each, the columns that they are; and what is to be told of it.

    The first cell of each may be its name.
    """
    lengths = {len(row.cells) for row in rows}
    if not separator or len(rows) > most_lying_rows or len(lengths) > 1 or max(lengths) <= least_lying:
        return list(rows), []
    columns = [[str(cell).strip() for cell in row.cells] for row in rows]
    while all(not column[-1] for column in columns):
        columns = [column[:-1] for column in columns]
    numbers = sum(part_of(cell).kind is CellKind.NUMBER for column in columns for cell in column[1:])
    if numbers < 0.9 * sum(len(column) - 1 for column in columns):
        return list(rows), []
    line = rows[0].line
    note = "its rows are taken for columns" if len(rows) > 1 else "its one row is taken for a column"
    return [Line(cells, line) for cells in zip(*columns, strict=True)], [note]
