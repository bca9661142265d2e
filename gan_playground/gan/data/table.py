"""Columns of numbers out of the files that people have: .csv with or without names, and .npy.

Whatever is wrong with a file is told in one sentence that names the file, the column and the row.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tokenize import TokenError

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array

fewest_values = 20
largest_file_bytes = 256 * 2**20
largest_value = 1e150  # beyond it a variance overflows
text_endings = (".csv", ".tsv", ".txt")
table_endings = (*text_endings, ".npy")


class Table(Struct, frozen=True):
    """A file's cells as text. names: of the columns, if it has any. lines: in which line each row ends."""

    names: list[str]
    rows: list[list[str]]
    lines: list[int]
    decimal_comma: bool

    @property
    def width(self) -> int:
        return max(map(len, self.rows))

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; a row that is too short has empty ones."""
        cells = self.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def number(self, row: int, column: int) -> float | None:
        """The number in a cell; NaN where it says that there is none, None where it is something else."""
        return as_number(self.cell(row, column), self.decimal_comma)


def read_column(path: Path, column: str) -> Array:
    """The numbers of one column, (N,) with N >= 20, finite, and not all alike.

    `column` is a name in the first row, or a number counted from 1; empty means the first column of numbers.

    Raises
    ------
    PlaygroundError
        If the file cannot be read, has no such column, or the column is not made of enough finite numbers.
    """
    return _read(path, [column] if column else [], 1)[:, 0]


def read_columns(path: Path, columns: str, count: int) -> Array:
    """The numbers of `count` columns, (N, count), as `read_column` has them of one.

    `columns` are names or numbers with commas between them; empty means the first columns of numbers.
    """
    wanted = [part.strip() for part in columns.split(",")] if columns.strip() else []
    if wanted and len(wanted) != count:
        raise PlaygroundError(
            f"data.column is {columns[:60]!r}; it takes {count} columns with a comma between them, as in '1, 2'."
        )
    return _read(path, wanted, count)


def _read(path: Path, wanted: Sequence[str], count: int) -> Array:
    """The columns that are wanted, or where none are, the first `count` of numbers."""
    if _ending(path) == ".npy":
        table = _load_npy(path)
        numbers = wanted or [str(i + 1) for i in range(count)]
        found = [_find_column([], table.shape[1], number, path.name) for number in numbers]
        lines = list(range(1, len(table) + 1))
        columns = [(str(i + 1), table[:, i]) for i in found]
    else:
        cells = _load_text(path)
        found = [_find_column(cells.names, cells.width, name, path.name) for name in wanted]
        found = found or _first_of_numbers(cells, count, path.name)
        lines = cells.lines
        titles = [cells.names[i] if i < len(cells.names) else str(i + 1) for i in found]
        columns = [
            (title, np.array(list(_numbers(cells, i, f"{path.name}, column {title!r},"))))
            for title, i in zip(titles, found, strict=True)
        ]
    return np.column_stack([_checked(values, lines, f"{path.name}, column {title!r},") for title, values in columns])


def chosen_names(path: Path, columns: str, count: int) -> list[str]:
    """What the columns that `read_columns` would give are called, from the first rows; none where they have no names.

    Raises PlaygroundError if the file cannot be read, or has no such columns.
    """
    if _ending(path) == ".npy":
        return []
    table = _load_text(path, most_rows=fewest_values + 1)
    wanted = [part.strip() for part in columns.split(",")] if columns.strip() else []
    found = [_find_column(table.names, table.width, name, path.name) for name in wanted]
    found = found or _first_of_numbers(table, count, path.name)
    return [table.names[i] for i in found if i < len(table.names)]


def column_names(path: Path) -> list[str]:
    """What the columns of a file are called, to choose from; numbers from 1 where they have no names.

    Raises PlaygroundError if the file cannot be read.
    """
    if _ending(path) == ".npy":
        return [str(i + 1) for i in range(_load_npy(path).shape[1])]
    table = _load_text(path, most_rows=2)
    return table.names or [str(i + 1) for i in range(table.width)]


def _ending(path: Path) -> str:
    """The file's kind, if it is a file of a kind and size that can be read."""
    ending = path.suffix.lower()
    try:
        size_bytes = path.stat().st_size
        if not path.is_file():
            raise PlaygroundError(f"{path} is not a file; choose a .csv or an .npy file.")
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        reason = getattr(error, "strerror", None) or error
        raise PlaygroundError(f"{path} cannot be read: {reason}.") from error
    if ending not in (".npy", *text_endings):
        raise PlaygroundError(f"{path.name} is not a kind of file this reads; choose a .csv or an .npy file.")
    if size_bytes > largest_file_bytes:
        size, most = size_bytes >> 20, largest_file_bytes >> 20
        raise PlaygroundError(f"{path.name} has {size} MB; the largest file this reads has {most} MB.")
    return ending


def _load_npy(path: Path) -> Array:
    """An array of numbers as a table (rows, columns); nothing in it is ever unpickled."""
    try:
        with path.open("rb") as file:  # np.load would also take a zip or a pickle for what they are
            array = np.lib.format.read_array(file, allow_pickle=False)
    except (ValueError, OSError, EOFError, MemoryError, SyntaxError, TokenError) as error:
        raise PlaygroundError(f"{path.name} is not an array of numbers as .npy files hold them.") from error
    if not (array.dtype.kind in "iuf" and array.ndim in (1, 2) and array.size):
        raise PlaygroundError(f"{path.name} must hold numbers, in one column or in a table of rows and columns.")
    return array.reshape(len(array), -1).astype(np.float64)


def _load_text(path: Path, most_rows: int | None = None) -> Table:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator = _separator(file.readline())
            file.seek(0)
            reader = csv.reader(file, delimiter=separator)
            filled = list(islice(((row, reader.line_num) for row in reader if any(map(str.strip, row))), most_rows))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PlaygroundError(f"{path.name} is not a table of text in UTF-8, as .csv files are.") from error
    if not filled:
        raise PlaygroundError(f"{path.name} is empty; it needs a column of at least {fewest_values} numbers.")
    rows, lines = [row for row, _ in filled], [line for _, line in filled]
    table = Table([], rows, lines, decimal_comma=separator != ",")
    if len(rows) == 1 or not _has_names(table):
        return table
    return replace(table, names=[cell.strip() for cell in rows[0]], rows=rows[1:], lines=lines[1:])


def _has_names(table: Table) -> bool:
    """Whether the first row is words alone, or has a word above a number."""
    columns = range(table.width)
    first, second = ([table.number(row, column) for column in columns] for row in (0, 1))
    words_alone = all(number is None or math.isnan(number) for number in first) and None in first
    pairs = zip(first, second, strict=True)
    return words_alone or any(above is None and below is not None and not math.isnan(below) for above, below in pairs)


def _separator(line: str) -> str:
    """A semicolon or a tab where there is one, since such files may use the comma inside their numbers."""
    return next((sign for sign in ";\t" if sign in line), ",")


def as_number(cell: str, decimal_comma: bool) -> float | None:
    """The number written in a cell; NaN where it says that there is none, None where it is something else."""
    if cell.lower() in ("", "na", "n/a", "null", "none"):
        return math.nan
    try:
        return float(cell.replace(",", ".") if decimal_comma else cell)
    except ValueError:
        return None


def _find_column(names: list[str], width: int, column: str, file_name: str) -> int:
    if column in names:
        return names.index(column)
    numbers = [str(i + 1) for i in range(width)]
    if column in numbers:
        return numbers.index(column)
    right = ", ".join(names) if names else f"a number from 1 to {width}"
    raise PlaygroundError(f"{file_name} has no column {column[:40]!r}; it has: {right}.")


def _first_of_numbers(table: Table, count: int, file_name: str) -> list[int]:
    """The first columns whose first rows are numbers; if one is wanted and there is none, the first column."""
    some_rows = range(min(len(table.rows), fewest_values))
    found = []
    for column in range(table.width):
        numbers = [table.number(row, column) for row in some_rows]
        if all(number is not None for number in numbers) and not all(math.isnan(number or 0.0) for number in numbers):
            found.append(column)
    if len(found) < count and count > 1:
        raise PlaygroundError(f"{file_name} has {len(found)} columns of numbers; {count} are needed.")
    return found[:count] or [0]


def _numbers(table: Table, column: int, where: str) -> Iterator[float]:
    for row, line in enumerate(table.lines):
        value = table.number(row, column)
        if value is None:
            cell = table.cell(row, column)[:40]
            raise PlaygroundError(f"{where} has {cell!r} in row {line}, where a number should be.")
        yield value


def _checked(values: Array, lines: list[int], where: str) -> Array:
    if len(values) < fewest_values:
        raise PlaygroundError(f"{where} has {len(values)} values; at least {fewest_values} are needed.")
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        raise PlaygroundError(
            f"{where} has {len(bad)} missing or infinite values, the first in row {lines[bad[0]]}; "
            "remove those rows first."
        )
    size = float(np.abs(values).max())
    if size > largest_value:
        raise PlaygroundError(f"{where} has values too large to compute with: {size:.3g}.")
    if values.std() <= 1e-9 * max(1e-150, size):
        raise PlaygroundError(f"{where} has the same value, or nearly, in every row; there is no shape to learn.")
    return values
