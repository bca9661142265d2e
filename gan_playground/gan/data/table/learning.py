"""What is learned from of a table that was opened, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence

from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.cell_table import CellTable
from gan_playground.gan.data.table.choosing import column_reading, doubts_of, notes_of, rows_of
from gan_playground.gan.data.table.reading import TableReading
from gan_playground.gan.data.table.source import Columns

preview_rows, preview_columns = 12, 40


def learn(table: Columns, chosen: Sequence[int], file: str) -> tuple[Array, TableReading]:
    """The numbers (N, count) of the chosen columns, and how they were read; raises PlaygroundError."""
    if isinstance(table, CellTable):
        table.drop_totals(chosen)
    numbers = [table.numbers(place) for place in chosen]
    values, left_out = rows_of(table, chosen, numbers, file)
    values.setflags(write=False)
    known = dict(zip(chosen, numbers, strict=True))
    reading = TableReading(
        file=file,
        source=table.words,
        columns=tuple(column_reading(table, place, known.get(place)) for place in range(table.width)),
        chosen=tuple(chosen),
        count=len(values),
        left_out=(*table.left_out, *left_out),
        doubts=tuple(doubts_of(table, chosen, numbers)),
        notes=tuple(notes_of(table, chosen, numbers)),
        preview=preview_of(table),
    )
    return values, reading


def preview_of(table: Columns) -> tuple[tuple[str, ...], ...]:
    """The first rows, as they are written."""
    columns = range(min(table.width, preview_columns))
    return tuple(tuple(table.text(row, column) for column in columns) for row in range(min(table.count, preview_rows)))
