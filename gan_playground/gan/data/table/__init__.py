"""Columns of numbers out of the files that people have, and what was understood of them.

No value is read as another without a word: what could be either is told, what is not learned from is counted with the
reason, and whatever is wrong with a file is told in one sentence that names the file, the column and the row.

Whoever reads a table first imports what reads it: a window is on screen earlier without that.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from gan_playground.files import Stamp, stamp_of
from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.choosing import choose, fewest_values
from gan_playground.gan.data.table.decimal_choices import DECIMALS
from gan_playground.gan.data.table.reading import ColumnReading, Doubt, Kind, LeftOut, TableReading
from gan_playground.gan.data.table.source import table_endings, title_of


def read_table(
    path: Path, columns: str, count: int, decimals: str = "auto", sheet: str = ""
) -> tuple[Array, TableReading]:
    """The numbers of `count` columns (N, count) with N >= 20, finite, no column all alike; and how they were read.

    `columns` are names in the first row, or numbers counted from 1, with commas between them; empty means the first
    columns of numbers. Rows without a number in one of them are left out, and counted. `decimals`: a name of DECIMALS.
    `sheet`: of a workbook; empty means the first one with numbers.

    Raises
    ------
    PlaygroundError
        If the file cannot be read, has no such columns or sheet, or they are not made of enough numbers.
    """
    return _read(path, columns, count, decimals, sheet, stamp_of(path))


@lru_cache(maxsize=8)
def _read(path: Path, columns: str, count: int, decimals: str, sheet: str, stamp: Stamp) -> tuple[Array, TableReading]:
    """Remembered, for each touch of the data asks for them again."""
    from gan_playground.gan.data.table.learning import learn
    from gan_playground.gan.data.table.opening import open_table

    table = open_table(path, decimals, sheet)
    return learn(table, choose(table, columns, count, path.name), path.name)


def read_column(path: Path, column: str) -> Array:
    """The numbers of one column (N,), as `read_table` has them."""
    return read_table(path, column, 1)[0][:, 0]


def read_columns(path: Path, columns: str, count: int) -> Array:
    """The numbers of `count` columns (N, count), as `read_table` has them."""
    return read_table(path, columns, count)[0]


def chosen_names(path: Path, columns: str, count: int, sheet: str = "") -> list[str]:
    """What the columns that `read_columns` would give are called, from the first rows; none where they have no names.

    Raises PlaygroundError if the file cannot be read, or has no such columns.
    """
    return list(_chosen_names(path, columns, count, sheet, stamp_of(path)))


@lru_cache(maxsize=8)
def _chosen_names(path: Path, columns: str, count: int, sheet: str, stamp: Stamp) -> tuple[str, ...]:
    from gan_playground.gan.data.table.opening import open_table

    table = open_table(path, sheet=sheet, whole=False)
    chosen = choose(table, columns, count, path.name)
    return tuple(table.names[place] for place in chosen if place < len(table.names))


def column_names(path: Path, sheet: str = "") -> list[str]:
    """What the columns of a file are called, to choose from; numbers from 1 where they have no names.

    Raises PlaygroundError if the file cannot be read.
    """
    return list(_column_names(path, sheet, stamp_of(path)))


@lru_cache(maxsize=8)
def _column_names(path: Path, sheet: str, stamp: Stamp) -> tuple[str, ...]:
    """Remembered, so that a window that had it read in another thread does not wait for it."""
    from gan_playground.gan.data.table.opening import open_table

    table = open_table(path, sheet=sheet, whole=False)
    return tuple(title_of(table.names, place) for place in range(table.width))


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
