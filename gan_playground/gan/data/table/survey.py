"""What a table is seen to be before anything is learned from it: every column, its first rows, what could be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.cell_table import CellTable
from gan_playground.gan.data.table.choosing import choose, fewest_values, is_flat
from gan_playground.gan.data.table.learning import learn
from gan_playground.gan.data.table.numbers import NumberColumn, least_share, no_value
from gan_playground.gan.data.table.opening import open_table
from gan_playground.gan.data.table.reading import Doubt, Kind, LeftOut, TableReading
from gan_playground.gan.data.table.source import Columns, title_of
from gan_playground.gan.data.table.workbook import sheet_names

most_surveyed = 40  # columns; the chosen ones are seen wherever they are
first_rows = 6
bar_count = 24
usual_encoding = "UTF-8, "


class ColumnSurvey(Struct, frozen=True):
    """A column. count: numbers in it, or cells that say anything. obstacle: why it cannot be learned from, in short.

    low, high: between which its numbers lie, and bars: how many in each of as many equal parts; none without numbers.
    cells: its first ones, as they are written.
    """

    place: int
    name: str
    kind: Kind
    count: int
    cells: tuple[str, ...]
    unit: str = ""
    obstacle: str = ""
    low: float = 0.0
    high: float = 0.0
    bars: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The name, or where there is none, which column it is."""
        return self.name if self.name != str(self.place + 1) else f"column {self.name}"


class TableSurvey(Struct, frozen=True):
    """A file, or one sheet of a workbook; refusal: why nothing can be learned as things are chosen, else empty.

    words: how it is written. names: of all columns. lines: of the first rows, as an editor counts them. rows: how many
    there are; cut: whether those are only the first ones. chosen: places of columns. count: rows to be learned from.
    has_decimals: whether numbers are written in it with signs that could be decimals.
    """

    file: str
    refusal: str = ""
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    columns: tuple[ColumnSurvey, ...] = ()
    unseen: int = 0
    lines: tuple[int, ...] = ()
    rows: int = 0
    cut: bool = False
    chosen: tuple[int, ...] = ()
    count: int = 0
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    has_decimals: bool = False

    @property
    def taken(self) -> tuple[ColumnSurvey, ...]:
        """The chosen columns."""
        return tuple(column for place in self.chosen for column in self.columns if column.place == place)


def survey_table(path: Path, columns: str, count: int, decimals: str = "auto", sheet: str = "") -> TableSurvey:
    """The same table as `read_table` reads, seen as a whole; what that refuses is a `refusal` here.

    A long text is seen by its first rows.
    """
    try:
        table = open_table(path, decimals, sheet, whole=False)
    except PlaygroundError as error:
        return TableSurvey(path.name, str(error), sheets=sheet_names(path) if sheet else (), sheet=sheet)
    chosen, reading, refusal = _chosen(table, columns, count, path.name)
    seen = sorted({*range(min(table.width, most_surveyed)), *chosen})
    return TableSurvey(
        file=path.name,
        refusal=refusal,
        words=_words(table, chosen),
        names=tuple(title_of(table.names, place) for place in range(table.width)),
        columns=tuple(_column(table, place) for place in seen),
        unseen=table.width - len(seen),
        lines=tuple(table.line(row) for row in range(min(first_rows, table.count))),
        rows=table.count,
        cut=table.cut,
        chosen=tuple(chosen),
        count=reading.count if reading is not None else 0,
        left_out=reading.left_out if reading is not None else tuple(table.left_out),
        doubts=reading.doubts if reading is not None else tuple(table.doubts),
        sheets=table.sheets,
        sheet=table.sheet,
        has_decimals=isinstance(table, CellTable) and not table.sheets,
    )


def _chosen(table: Columns, columns: str, count: int, file: str) -> tuple[list[int], TableReading | None, str]:
    """Places of the chosen columns, how they are read, and why they cannot be."""
    try:
        chosen = choose(table, columns, count, file)
    except PlaygroundError as error:
        return [], None, str(error)
    try:
        return chosen, learn(table, chosen, file)[1], ""
    except PlaygroundError as error:
        return chosen, None, "" if table.cut and _are_numbers(table, chosen) else str(error)


def _are_numbers(table: Columns, chosen: Sequence[int]) -> bool:
    """Whether the rest of a file may yet have what its first rows lack."""
    return all(table.kind(place) is Kind.NUMBERS for place in chosen)


def _words(table: Columns, chosen: Sequence[int]) -> tuple[str, ...]:
    words = [table.words.removeprefix(usual_encoding)]
    if not isinstance(table, CellTable):
        return (*words, *table.notes)
    if said := _decimals(table, chosen):
        words.append(said)
    if not table.names:
        words.append("no row of names")
    elif not any("names" in note for note in table.notes):
        words.append("names in row 1")
    return (*words, *table.notes)


def _decimals(table: Columns, chosen: Sequence[int]) -> str:
    columns = [table.numbers(place) for place in chosen]
    values = np.concatenate([column.values for column in columns]) if columns else np.empty(0)
    values = values[np.isfinite(values)]
    if not (values % 1).any():
        return ""
    return "decimal commas" if any(column.comma for column in columns) else "decimal points"


def _column(table: Columns, place: int) -> ColumnSurvey:
    column = table.numbers(place)
    values = column.values[np.isfinite(column.values)]
    said = len(column.values) - column.count_of(no_value)
    is_numbers = column.kind is Kind.NUMBERS and len(values) > 0
    return ColumnSurvey(
        place=place,
        name=title_of(table.names, place),
        kind=column.kind,
        count=len(values) if is_numbers else said,
        cells=tuple(table.text(row, place) for row in range(min(first_rows, table.count))),
        unit=column.unit if is_numbers else "",
        obstacle=_obstacle(column, values, said, table.cut),
        low=float(values.min()) if is_numbers else 0.0,
        high=float(values.max()) if is_numbers else 0.0,
        bars=bars_of(values) if is_numbers else (),
    )


def _obstacle(column: NumberColumn, values: Array, said: int, cut: bool) -> str:
    if column.kind is not Kind.NUMBERS:
        return f"{column.kind.value}, no numbers"
    if column.unread > (1 - least_share) * said:
        return f"{column.unread:,} of {said:,} cells are no numbers"
    if cut:
        return ""
    if len(values) < fewest_values:
        return f"{len(values)} numbers, {fewest_values} are needed"
    return "the same number in every row" if is_flat(values) else ""


def bars_of(values: Array) -> tuple[int, ...]:
    """How many of the finite numbers (N,), N >= 1, lie in each of `bar_count` equal parts of where they lie."""
    low, high = values.min(), values.max()
    if high <= low:
        return (0,) * (bar_count // 2) + (len(values),) + (0,) * (bar_count - bar_count // 2 - 1)
    shares = (values / 2 - low / 2) / (high / 2 - low / 2)  # halves, for the span of the largest is infinite
    places = np.minimum((shares * bar_count).astype(np.intp), bar_count - 1)
    return tuple(int(count) for count in np.bincount(places, minlength=bar_count))
