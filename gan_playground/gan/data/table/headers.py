"""Whether a first row of numbers is names, such as years or bins: told by the rest of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gan_playground.gan.data.table.cells import CellKind, take_apart

least_rows = 5  # below the first, to tell it by
_simple = re.compile(r"\d+(?:\.\d+)?")


def is_header_of_numbers(columns: Sequence[Sequence[str]], is_worded: bool = False) -> bool | None:
    """Whether the first cells of these columns of numbers are names; None where they could be.

    They are where they go in even steps and are unlike what stands below: beyond its range, or whole where that has
    decimals. One or two columns have no steps to speak of, so they must be years as well. Where words stand among them,
    no steps are asked for; is_worded: where they stand above other columns.
    """
    if columns and not columns[0][0].strip():  # above numbered rows there is no name
        columns = columns[1:]
    columns = [column for column in columns if any(take_apart(cell).kind is CellKind.NUMBER for cell in column[1:])]
    if not columns or len(columns[0]) <= least_rows:
        return False
    worded = [take_apart(column[0]).kind is CellKind.WORD for column in columns]
    if is_worded or any(worded):
        rest = [column for column, word in zip(columns, worded, strict=True) if not word]
        return bool(rest) and all(_is_unlike(column) or _is_year_above_others(column) for column in rest)
    first = [column[0].strip() for column in columns]
    if not all(_simple.fullmatch(cell) for cell in first) or len(set(first)) < len(first):
        return False
    whole = all(cell.isdecimal() for cell in first)
    both = all(_is_whole_above_decimals(column) and _is_beyond(column) for column in columns)
    unlike = all(map(_is_unlike, columns))
    years = all(map(is_year, first)) and any(map(_is_year_above_others, columns))
    if (
        years
        and len(columns) > 1
        and (step := _step(first))
        and step not in map(_step, zip(*_below(columns), strict=True))
    ):
        return True
    if len(columns) < 3:
        alone = both or _is_bare_above_groups(columns[0])
        return True if years and (alone if len(columns) == 1 else unlike) else None if both or years else False
    if not whole and not unlike and not years:
        return False
    if not _is_even(first) or _is_even([column[1].strip() for column in columns]):
        return None if both or years else False
    return True if unlike else None


def _below(columns: Sequence[Sequence[str]]) -> list[list[str]]:
    """Columns without their first cells."""
    return [[cell.strip() for cell in column[1:]] for column in columns]


def _is_of_years(cells: Sequence[str]) -> bool:
    """Whether half of the numbers could be years."""
    numbers = [cell.strip() for cell in cells if take_apart(cell).kind is CellKind.NUMBER]
    return 2 * sum(map(is_year, numbers)) >= len(numbers)


def _is_bare_above_groups(column: Sequence[str]) -> bool:
    """Whether the first is the only number of more than three digits that has nothing between its thousands."""
    parts = [part for cell in column[1:] if (part := take_apart(cell)).kind is CellKind.NUMBER]
    long = [part for part in parts if sum(sign.isdecimal() for sign in _whole_part(part.digits)) > 3]
    return bool(long) and not any(_whole_part(part.digits).isdecimal() for part in long)


def _whole_part(digits: str) -> str:
    """What stands before the decimals, if those have a sign of their own."""
    return re.split(r"[.,](?=\d{1,2}$|\d{4,}$)", digits)[0]


def _is_year_above_others(column: Sequence[str]) -> bool:
    return is_year(column[0].strip()) and not _is_of_years(column[1:])


def is_year(cell: str) -> bool:
    """Whether a number is one of the years that tables are about."""
    return len(cell) == 4 and cell[:2] in ("17", "18", "19", "20", "21")


def _is_unlike(column: Sequence[str]) -> bool:
    """Whether the first number is written otherwise than those below, or lies apart from them."""
    return _is_whole_above_decimals(column) or _is_beyond(column)


def _is_whole_above_decimals(column: Sequence[str]) -> bool:
    return column[0].strip().isdecimal() and _has_decimals(column[1:])


def _is_even(cells: Sequence[str]) -> bool:
    """Whether numbers rise in steps of one size."""
    return _step(cells) > 0


def _step(cells: Sequence[str]) -> float:
    """The size of all steps in which numbers rise, or 0."""
    if not all(_simple.fullmatch(cell) for cell in cells):
        return 0.0
    values = [float(cell) for cell in cells]
    steps = [right - left for left, right in pairwise(values)]
    return max(0.0, steps[0]) if max(steps) - min(steps) <= 1e-9 * max(map(abs, values)) else 0.0


def _has_decimals(cells: Sequence[str]) -> bool:
    """Whether nearly all numbers are written with a sign for decimals."""
    numbers = [cell for cell in cells if take_apart(cell).kind is CellKind.NUMBER]
    return bool(numbers) and sum(not cell.strip().lstrip("+-−").isdecimal() for cell in numbers) > 0.9 * len(numbers)


def _is_beyond(column: Sequence[str]) -> bool:
    """Whether the first number lies outside all the others, by more than half their span."""
    parts = [take_apart(cell) for cell in column]
    values = [_rough(part.digits) * (-1 if part.negative else 1) for part in parts if part.kind is CellKind.NUMBER]
    if len(values) < least_rows:
        return False
    low, high = min(values[1:]), max(values[1:])
    room = (high - low) / 2
    return not low - room <= values[0] <= high + room


def _rough(digits: str) -> float:
    """A number for comparison, whatever its decimals: without signs between thousands."""
    for sign in ("'", " ", "_"):
        digits = digits.replace(sign, "")
    last = max(digits.rfind("."), digits.rfind(","))
    whole, rest = (digits[:last], digits[last + 1 :]) if last >= 0 else (digits, "0")
    whole = whole.replace(".", "").replace(",", "") or "0"
    try:
        return float(f"{whole}.{rest}")
    except ValueError:
        return 0.0
