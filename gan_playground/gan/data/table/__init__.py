"""Columns of numbers out of the files that people have, and what was understood of them.

No value is read as another without a word: what could be either is told, what is not learned from is counted with the
reason, and whatever is wrong with a file is told in one sentence that names the file, the column and the row.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from gan_playground.files import Stamp, stamp_of
from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.array_table import read_npy, read_npz
from gan_playground.gan.data.table.cell_table import CellTable
from gan_playground.gan.data.table.choosing import choose, column_reading, doubts_of, fewest_values, notes_of, rows_of
from gan_playground.gan.data.table.decimals import DECIMALS
from gan_playground.gan.data.table.reading import ColumnReading, Doubt, Kind, LeftOut, TableReading
from gan_playground.gan.data.table.source import Columns, check_file, table_endings, text_endings, title_of
from gan_playground.gan.data.table.text import read_text
from gan_playground.gan.data.table.workbook import read_parquet, read_workbook

preview_rows, preview_columns = 12, 40

by_start: tuple[tuple[bytes, Callable[[Path, str, bool], Columns]], ...] = (
    (b"\x93NUMPY", read_npy),
    (b"PAR1", read_parquet),
    (b"\xd0\xcf\x11\xe0", read_workbook),
)
by_ending: dict[str, Callable[[Path, str, bool], Columns]] = {
    ".npy": read_npy,
    ".npz": read_npz,
    ".parquet": read_parquet,
} | dict.fromkeys(text_endings, read_text)


def read_table(path: Path, columns: str, count: int, decimals: str = "auto") -> tuple[Array, TableReading]:
    """The numbers of `count` columns (N, count) with N >= 20, finite, no column all alike; and how they were read.

    `columns` are names in the first row, or numbers counted from 1, with commas between them; empty means the first
    columns of numbers. Rows without a number in one of them are left out, and counted. `decimals`: a name of DECIMALS.

    Raises
    ------
    PlaygroundError
        If the file cannot be read, has no such columns, or they are not made of enough numbers.
    """
    return _read(path, columns, count, decimals, stamp_of(path))


@lru_cache(maxsize=8)
def _read(path: Path, columns: str, count: int, decimals: str, stamp: Stamp) -> tuple[Array, TableReading]:
    """Remembered, for each touch of the data asks for them again."""
    table = _open(path, decimals, whole=True)
    chosen = choose(table, columns, count, path.name)
    if isinstance(table, CellTable):
        table.drop_totals(chosen)
    numbers = [table.numbers(place) for place in chosen]
    values, left_out = rows_of(table, chosen, numbers, path.name)
    values.setflags(write=False)
    known = dict(zip(chosen, numbers, strict=True))
    reading = TableReading(
        file=path.name,
        source=table.words,
        columns=tuple(column_reading(table, place, known.get(place)) for place in range(table.width)),
        chosen=tuple(chosen),
        count=len(values),
        left_out=(*table.left_out, *left_out),
        doubts=tuple(doubts_of(table, chosen, numbers)),
        notes=tuple(notes_of(table, chosen, numbers)),
        preview=_preview(table),
    )
    return values, reading


def read_column(path: Path, column: str) -> Array:
    """The numbers of one column (N,), as `read_table` has them."""
    return read_table(path, column, 1)[0][:, 0]


def read_columns(path: Path, columns: str, count: int) -> Array:
    """The numbers of `count` columns (N, count), as `read_table` has them."""
    return read_table(path, columns, count)[0]


def chosen_names(path: Path, columns: str, count: int) -> list[str]:
    """What the columns that `read_columns` would give are called, from the first rows; none where they have no names.

    Raises PlaygroundError if the file cannot be read, or has no such columns.
    """
    table = _open(path, "auto", whole=False)
    chosen = choose(table, columns, count, path.name)
    return [table.names[place] for place in chosen if place < len(table.names)]


def column_names(path: Path) -> list[str]:
    """What the columns of a file are called, to choose from; numbers from 1 where they have no names.

    Raises PlaygroundError if the file cannot be read.
    """
    table = _open(path, "auto", whole=False)
    return [title_of(table.names, place) for place in range(table.width)]


def _open(path: Path, decimals: str, whole: bool) -> Columns:
    """The file's columns, by what it begins with rather than by its name."""
    start = check_file(path)
    ending = path.suffix.lower()
    if start.startswith(b"PK\3\4") and ending != ".npz":
        return read_workbook(path, decimals, whole)
    read = next((one for mark, one in by_start if start.startswith(mark)), None)
    return (read or by_ending.get(ending, read_workbook))(path, decimals, whole)


def _preview(table: Columns) -> tuple[tuple[str, ...], ...]:
    columns = range(min(table.width, preview_columns))
    return tuple(tuple(table.text(row, column) for column in columns) for row in range(min(table.count, preview_rows)))


__all__ = [
    "DECIMALS",
    "ColumnReading",
    "Doubt",
    "Kind",
    "LeftOut",
    "TableReading",
    "chosen_names",
    "column_names",
    "fewest_values",
    "read_column",
    "read_columns",
    "read_table",
    "table_endings",
]
