"""Which columns are learned from, which rows of them, and what is to be told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array
from gan_playground.gan.data.table.numbers import NumberColumn, least_share, no_number, no_value
from gan_playground.gan.data.table.reading import ColumnReading, Doubt, Kind, LeftOut
from gan_playground.gan.data.table.source import Columns, title_of

fewest_values = 20
most_words = 300  # of a list of columns
stand_ins = (-99, -999, -9999, -99999, -999999, 999, 9999, 99999, 999999)


def wanted_in(columns: str, count: int, names: Sequence[str]) -> list[str]:
    """The columns that a knob names, with commas between them; empty where it leaves it to the file."""
    if not columns.strip():
        return []
    whole = count == 1 or columns in names
    wanted = [columns] if whole else [part.strip() for part in columns.split(",")]
    if len(wanted) != count:
        raise PlaygroundError(
            f"data.column is {columns[:60]!r}; it takes {count} columns with a comma between them, as in '1, 2'."
        )
    return wanted


def choose(table: Columns, columns: str, count: int, file: str) -> list[int]:
    """Places of the columns that are wanted, or where none are, of the first of numbers."""
    wanted = wanted_in(columns, count, table.names)
    return [_find(table, name, file) for name in wanted] or _first_of_numbers(table, count, file)


def _find(table: Columns, column: str, file: str) -> int:
    if column in table.names:
        return table.names.index(column)
    numbers = [str(i + 1) for i in range(table.width)]
    if column in numbers:
        return numbers.index(column)
    named = ", ".join(title_of(table.names, i) for i in range(table.width))[:most_words]
    right = named if any(table.names) else f"a number from 1 to {table.width}"
    raise PlaygroundError(f"{file} has no column {column[:40]!r}; it has: {right}.")


def _first_of_numbers(table: Columns, count: int, file: str) -> list[int]:
    """The first columns of numbers, but none that only counts rows; if one is wanted and there is none, the first."""
    found: list[int] = []
    for column in range(table.width):
        if table.kind(column) is Kind.NUMBERS and not (column == 0 and table.has_index):
            found.append(column)
        if len(found) == count:
            return found
    if count > 1:
        columns = "1 column" if len(found) == 1 else f"{len(found)} columns"
        raise PlaygroundError(f"{file} has {columns} of numbers; {count} are needed.")
    return [0]


def rows_of(
    table: Columns, chosen: Sequence[int], columns: Sequence[NumberColumn], file: str
) -> tuple[Array, list[LeftOut]]:
    """The rows (N, count) in which all chosen columns have a number, and the others with their reasons.

    Raises PlaygroundError where there are too few, or a column is not made of numbers.
    """
    length = len(columns[0].values)
    if any(len(column.values) != length for column in columns):
        raise PlaygroundError(f"{file} has columns of unlike lengths; points take two of one.")
    for place, column in zip(chosen, columns, strict=True):
        _check_words(table, place, column, f"{file}, column {_title(table, place)!r},")
    kept = np.ones(length, dtype=bool)
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    examples: dict[str, str] = {}
    for place, column in zip(chosen, columns, strict=True):
        for row in sorted(column.reasons):
            if kept[row]:
                kept[row], reason = False, _plural(column.reasons[row])
                if reason not in reasons:
                    examples[reason] = table.text(row, place)
                reasons[reason].append(table.line(row))
    values = np.column_stack([column.values[kept] for column in columns])
    left_out = [LeftOut(reason, tuple(rows), examples[reason]) for reason, rows in reasons.items()]
    for place, one in zip(chosen, values.T, strict=True):
        _check(one, left_out, f"{file}, column {_title(table, place)!r},")
    return values, left_out


def _plural(reason: str) -> str:
    return "without a number" if reason == no_number else reason


def _title(table: Columns, place: int) -> str:
    return title_of(table.names, place)[:60]


def _check_words(table: Columns, place: int, column: NumberColumn, where: str) -> None:
    """Refuse a column in which more cells than slips are no numbers."""
    said = len(column.values) - column.count_of(no_value)
    if column.kind is Kind.WORDS and not len(column.values):
        raise PlaygroundError(f"{where} holds no numbers.")
    if not column.unread or column.unread <= (1 - least_share) * said:
        return
    row = next(row for row, reason in column.reasons.items() if reason != no_value)
    cell, reason = table.text(row, place)[:40], column.reasons[row]
    if reason == no_number:
        raise PlaygroundError(f"{where} has {cell!r} in row {table.line(row)}, where a number should be.")
    raise PlaygroundError(f"{where} has numbers of several kinds: {cell!r} in row {table.line(row)} is {reason}.")


def _check(values: Array, left_out: Sequence[LeftOut], where: str) -> None:
    if len(values) < fewest_values:
        without = f"; left out: {', '.join(one.words() for one in left_out)}" if left_out else ""
        raise PlaygroundError(f"{where} has {len(values)} values; at least {fewest_values} are needed{without}.")
    if is_flat(values):
        raise PlaygroundError(f"{where} has the same value, or nearly, in every row; there is no shape to learn.")


def is_flat(values: Array) -> bool:
    """Whether there is no shape to learn in these numbers (N,), N >= 1."""
    return bool(values.std() <= 1e-9 * max(1e-150, float(np.abs(values).max())))


def names_for(names: Sequence[str], chosen: Sequence[int]) -> str:
    """What the knob says that chooses these columns: the way back from `choose`."""
    numbers = [str(place + 1) for place in chosen]
    if len(chosen) == 1:
        return _sure_name(names, chosen[0])
    called = ", ".join(_sure_name(names, place, between=",") for place in chosen)
    return ", ".join(numbers) if called in names else called


def _sure_name(names: Sequence[str], place: int, between: str = "\n") -> str:
    """A column's name, where it is the first of that name and nothing parts it; else its number."""
    name = title_of(names, place)
    is_sure = name == name.strip() and between not in name and name not in names[:place]
    return name if is_sure else str(place + 1)


def doubts_of(table: Columns, chosen: Sequence[int], columns: Sequence[NumberColumn]) -> list[Doubt]:
    """What of the chosen columns could have been read otherwise."""
    doubts = list(table.doubts)
    for place, column in zip(chosen, columns, strict=True):
        title = _title(table, place)
        if column.either is not None:
            written, read, other = column.either
            words = f"{title} could be either: {written!r} is read as {read:.15g}, not as {other:.15g}"
            decimals = "point" if column.comma else "comma"
            doubts.append(Doubt(words, "data.decimals", decimals, f"Read it as {other:.15g}"))
        if words := stand_in(column.values):
            doubts.append(Doubt(f"{title} has {words}, far from all others, which may say that there is none"))
        if column.bracketed:
            doubts.append(Doubt(f"{title} has {column.bracketed:,} numbers in brackets, read as below 0"))
        if table.names.count(title) > 1:
            doubts.append(Doubt(f"{table.names.count(title)} columns are called {title}; this is the first"))
    return doubts


def stand_in(values: Array) -> str:
    """As in '3 times -999': a number that people write where they have none, and that lies apart; empty without one."""
    finite = values[np.isfinite(values)]
    for number in stand_ins:
        is_it = finite == number
        others = finite[~is_it]
        if is_it.any() and len(others):
            low, high = float(others.min()), float(others.max())
            if number < low - (high - low) / 2 or number > high + (high - low) / 2:
                return f"{np.count_nonzero(is_it):,} times {number}"
    return ""


def notes_of(table: Columns, chosen: Sequence[int], columns: Sequence[NumberColumn]) -> list[str]:
    """What else was understood."""
    commas = [_title(table, place) for place, column in zip(chosen, columns, strict=True) if column.comma]
    return [*table.notes, *([f"decimal commas in {' and '.join(commas)}"] if commas else [])]


def column_reading(table: Columns, place: int, column: NumberColumn | None) -> ColumnReading:
    """A column for a sheet: the chosen ones are known in full, the others by their first rows."""
    title = title_of(table.names, place)
    if column is None:
        return ColumnReading(title, table.kind(place), table.count, sampled=True)
    missing = column.count_of(no_value)
    count = len(column.values) - len(column.reasons)
    return ColumnReading(title, column.kind, count, missing, column.unread, column.unit)
