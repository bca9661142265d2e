"""Workbooks of spreadsheets, .xlsx, .ods and .xls, read by calamine; and tables of Parquet, where pyarrow is there."""

from __future__ import annotations

import datetime
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.archive_check import check_archive, most_cells
from gan_playground.gan.data.table.array_table import ArrayTable
from gan_playground.gan.data.table.cell_table import CellTable
from gan_playground.gan.data.table.cells import Cell
from gan_playground.gan.data.table.reading import Kind
from gan_playground.gan.data.table.rows import Line, pieces
from gan_playground.gan.data.table.source import right

largest_whole = 2.0**53


def read_workbook(path: Path, decimals: str, sheet: str = "") -> CellTable:
    """The sheet of this name; where none is named, the first one with a column of numbers.

    Raises PlaygroundError where there is none, or the file is damaged or locked.
    """
    names, rows = _sheets_in(path, sheet)
    tables = []
    refusal = PlaygroundError(f"{path.name} is empty; it needs a column of at least 20 numbers.")
    for name, cells in rows:
        try:
            if cells:
                tables.append(CellTable(pieces(cells), f"sheet {name!r}", "\t", decimals, path.name, names, name))
        except PlaygroundError as error:
            refusal = error
    if not tables:
        raise refusal
    chosen = next((one for one in tables if _has_numbers(one)), tables[0])
    if len(names) > 1:
        chosen.notes.append(f"its {len(names) - 1} other sheet{'s are' if len(names) > 2 else ' is'} not read")
    return chosen


def _sheets_in(path: Path, wanted: str) -> tuple[tuple[str, ...], list[tuple[str, list[Line]]]]:
    """The names of all sheets, and the rows of the one that is wanted, or of each."""
    from python_calamine import CalamineError, CalamineWorkbook

    check_archive(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            names = tuple(book.sheet_names)
            if wanted and wanted not in names:
                raise PlaygroundError(f"{path.name} has no sheet {wanted[:40]!r}; it has: {', '.join(names)[:300]}.")
            read = [name for name in names if wanted in ("", name)]
            return names, [(name, _rows(book.get_sheet_by_name(name), path.name)) for name in read]
    except (CalamineError, ValueError, OSError) as error:
        raise PlaygroundError(f"{path.name} is no workbook that can be read; {right}.") from error


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook; of what is none, or cannot be read, there are none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        check_archive(path)
        with CalamineWorkbook.from_path(path) as book:
            return tuple(book.sheet_names)
    except (CalamineError, ValueError, OSError, PlaygroundError):
        return ()


def _rows(sheet: Any, file: str) -> list[Line]:
    if sheet.start is None:
        return []
    if sheet.height * sheet.width > most_cells:
        raise PlaygroundError(f"{file} has {sheet.height * sheet.width:,} cells; at most {most_cells:,} are read.")
    above, _ = sheet.start
    rows = sheet.to_python(skip_empty_area=True)
    return [Line([_cell(value) for value in row], above + number) for number, row in enumerate(rows, 1)]


def _cell(value: Any) -> Cell:
    """A whole number as it is written, another as such, and anything else as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < largest_whole else number
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    return value if isinstance(value, str) else str(value)


def _has_numbers(table: CellTable) -> bool:
    return any(table.kind(column) is Kind.NUMBERS for column in range(table.width))


def read_parquet(path: Path, decimals: str, whole: bool = True) -> ArrayTable:
    """The columns of a Parquet file."""
    if importlib.util.find_spec("pyarrow") is None:
        raise PlaygroundError(
            f"{path.name} is read by pyarrow, which is not here: save the table as .csv, or pip install pyarrow."
        )
    import pyarrow  # type: ignore[import-not-found,unused-ignore]
    import pyarrow.parquet  # type: ignore[import-not-found,unused-ignore]

    try:
        table = pyarrow.parquet.read_table(path)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise PlaygroundError(f"{path.name} is no Parquet file that can be read.") from error
    columns = [_of_arrow(column) for column in table.columns]
    return ArrayTable([str(name) for name in table.column_names], columns, "Parquet")


def _of_arrow(column: Any) -> Array | None:
    from pyarrow import types

    kind = column.type
    if not (types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind)):
        return None
    return np.array([np.nan if value is None else float(value) for value in column.to_pylist()])
