"""What each row of a table is: a title, names, units, data, or something that belongs to none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.cells import Cell, Look, take_apart
from gan_playground.gan.data.table.headers import is_header_of_numbers, is_year
from gan_playground.gan.data.table.reading import LeftOut
from gan_playground.gan.data.table.rows import Line, is_blank, is_comment
from gan_playground.gan.data.table.units import is_unit_cell

sample_rows = 1000
most_preamble_rows = 30
most_misfits = 0.1  # of the rows may be longer or shorter than the others
Units: TypeAlias = "dict[int, str]"
"""Columns of numbers, and the unit of each in small letters."""


@dataclass(slots=True)
class Body:
    """A table's rows of data, all of one length, and what stood around them. names: empty where there are none."""

    names: list[str]
    rows: list[Sequence[Cell]]
    lines: list[int]
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_row_names: bool = False

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cells(self, column: int) -> list[Cell]:
        return [row[column] if column < len(row) else "" for row in self.rows]


_part_of = lru_cache(maxsize=2**14)(take_apart)


def lay_out(rows: Iterable[Line], separator: str, file: str) -> Body:
    """The data of a table, with its names, and what is left out with the reason.

    Raises PlaygroundError where rows and names do not fit together, so that no number would be sure to be its column's.
    """
    filled, comments = _without_comments([row for row in rows if not is_blank(row.cells)])
    if not filled:
        raise PlaygroundError(f"{file} is empty; it needs a column of at least 20 numbers.")
    width = _usual_width(filled)
    fitted = [row if len(row.cells) <= width else Line(_cut(row.cells, width), row.line) for row in filled]
    of_numbers = _number_columns([row for row in fitted if len(row.cells) == width], width)
    head = _preamble(fitted, of_numbers, width)
    body = Body([], [row.cells for row in fitted[head:]], [row.line for row in fitted[head:]])
    if comments:
        whole = [Line([separator.join(map(str, row.cells))], row.line) for row in comments]
        body.left_out.append(_left("comments", whole))
    _take_head(body, fitted[:head], of_numbers, width)
    if not body.names and not head:
        _take_numeric_header(body, of_numbers, width)
    if not body.names:
        _take_comment_as_names(body, comments, separator, width)
    _fit_names(body, width, separator, file)
    _drop_misfits(body, width, file)
    return body


def _left(reason: str, rows: Sequence[Line]) -> LeftOut:
    example = next((str(cell) for row in rows for cell in row.cells if str(cell).strip()), "")
    return LeftOut(reason, tuple(row.line for row in rows), example.strip())


def _without_comments(rows: list[Line]) -> tuple[list[Line], list[Line]]:
    comments = [row for row in rows if is_comment(row.cells)]
    if not comments or 2 * len(comments) >= len(rows):
        return rows, []
    lines = {row.line for row in comments}
    return [row for row in rows if row.line not in lines], comments


def _usual_width(rows: Sequence[Line]) -> int:
    """How many cells most rows have; the more, where as many have either."""
    widths = Counter(len(row.cells) for row in islice(rows, sample_rows))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _cut(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """A row without the empty cells that it has beyond the others."""
    return cells if any(str(cell).strip() for cell in cells[width:]) else cells[:width]


def _number_columns(rows: Sequence[Line], width: int) -> Units:
    """The columns in which most cells that say anything are numbers, each with the unit that most of them have."""
    sample = list(islice(rows, sample_rows))
    found = {}
    for column in range(width):
        parts = [_part_of(row.cells[column]) for row in sample]
        looks = Counter(part.look for part in parts)
        if looks[Look.NUMBER] + looks[Look.INFINITE] > looks[Look.WORD] + looks[Look.DATE]:
            units = Counter(part.unit.lower() for part in parts if part.look is Look.NUMBER)
            found[column] = units.most_common(1)[0][0] if units else ""
    return found


def _looks(cells: Sequence[Cell], of_numbers: Units) -> list[Look]:
    """What the cells in columns of numbers are; what is a number with another unit, as the name '7 b', is a word."""
    parts = [(_part_of(cells[column]), unit) for column, unit in of_numbers.items() if column < len(cells)]
    return [Look.WORD if part.look is Look.NUMBER and part.unit.lower() != unit else part.look for part, unit in parts]


def _preamble(rows: Sequence[Line], of_numbers: Units, width: int) -> int:
    """How many rows stand before the data: to the last of the first ones that has words for most of its numbers."""
    if not of_numbers:
        return 1 if len(rows) > 1 and all(_part_of(cell).look is Look.WORD for cell in rows[0].cells) else 0
    last = 0
    for place, row in enumerate(rows[:most_preamble_rows]):
        if _has_words_for(row.cells, of_numbers) and not (last and _is_data(row.cells, of_numbers, width)):
            last = place + 1
        elif _is_data(row.cells, of_numbers, width) and place - last >= (2 if last == 0 else 0):
            break
    return last if _stands_before(rows[:last], of_numbers, width) else 0


def _has_words_for(cells: Sequence[Cell], of_numbers: Units) -> bool:
    looks = _looks(cells, of_numbers)
    return 2 * looks.count(Look.WORD) > len(looks) - looks.count(Look.MISSING)


def _is_data(cells: Sequence[Cell], of_numbers: Units, width: int) -> bool:
    return len(cells) == width and any(_part_of(cells[column]).look is Look.NUMBER for column in of_numbers)


def _stands_before(rows: Sequence[Line], of_numbers: Units, width: int) -> bool:
    """Whether rows before names are no data: names stand first, or after what has fewer cells or words alone."""
    return bool(rows) and not any(
        _is_data(row.cells, of_numbers, width) and not _is_title(row.cells, of_numbers) for row in rows[:-1]
    )


def _is_title(cells: Sequence[Cell], of_numbers: Units) -> bool:
    """Whether a row is a title such as 'Heights, 2024': with one number, among other words or a year."""
    numbers = [str(cells[column]).strip() for column in of_numbers if _part_of(cells[column]).look is Look.NUMBER]
    return len(numbers) == 1 and (len(of_numbers) > 1 or is_year(numbers[0]))


def _take_head(body: Body, head: Sequence[Line], of_numbers: Units, width: int) -> None:
    """Names and units out of the rows before the data; all others are titles."""
    rows = list(head)
    if len(rows) > 1 and _filled(rows[-2]) >= _filled(rows[-1]) and _are_units(rows[-1].cells, of_numbers):
        body.left_out.append(_left("row of units", [rows.pop()]))
    if rows:
        names = rows.pop()
        body.names = _trimmed([str(cell).strip() for cell in names.cells])
        body.notes += [] if names.line == 1 else [f"names from row {names.line}"]
    if rows:
        body.left_out.append(_left("rows of titles" if len(rows) > 1 else "row of a title", rows))


def _filled(row: Line) -> int:
    return sum(1 for cell in row.cells if str(cell).strip())


def _are_units(cells: Sequence[Cell], of_numbers: Units) -> bool:
    words = [str(cells[column]).strip() for column in of_numbers if column < len(cells)]
    return any(words) and all(is_unit_cell(word) for word in words)


def _trimmed(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names.pop()
    return names


def _take_numeric_header(body: Body, of_numbers: Units, width: int) -> None:
    """A first row of numbers that are names, such as years, told by the rest of its columns; above it may be titles."""
    places = range(min(len(body.rows), most_preamble_rows))
    first = next((place for place in places if _is_data(body.rows[place], of_numbers, width)), None)
    if first is None:
        return
    rest = [row for row in islice(body.rows, first + 1, sample_rows) if len(row) == width]
    columns = [[str(row[column]) for row in (body.rows[first], *rest)] for column in of_numbers]
    verdict = is_header_of_numbers(columns)
    shown = ", ".join(str(cell) for cell in body.rows[first][:4]) + (", …" if width > 4 else "")
    if verdict is None:
        body.notes.append(f"row {body.lines[first]} ({shown}) is taken for data, but could be names")
    if not verdict:
        return
    above = [Line(row, line) for row, line in zip(body.rows[:first], body.lines[:first], strict=True)]
    body.left_out += [_left("rows of titles" if first > 1 else "row of a title", above)] if above else []
    body.names = _trimmed([str(cell).strip() for cell in body.rows[first]])
    body.notes.append(f"row {body.lines[first]} ({shown}) is taken for names, as it is unlike the rows below")
    del body.rows[: first + 1], body.lines[: first + 1]


def _take_comment_as_names(body: Body, comments: Sequence[Line], separator: str, width: int) -> None:
    """The last comment before the data, where it has a word for each column, as numpy.savetxt writes names."""
    before = [row for row in comments if body.lines and row.line < body.lines[0]]
    if not before:
        return
    text = separator.join(str(cell) for cell in before[-1].cells).lstrip("#%/ ")
    words = [word.strip() for word in text.split(separator)] if separator.strip() else text.split()
    if len(words) != width:
        words = text.split()
    if len(words) == width and all(word and _part_of(word).look is Look.WORD for word in words):
        body.names = words
        body.notes.append(f"names from the comment in row {before[-1].line}")


def _fit_names(body: Body, width: int, separator: str, file: str) -> None:
    """Names that are as many as columns; R leaves out one for the names of rows."""
    count = len(body.names)
    if not count or count == width:
        return
    usual = [row for row in body.rows if len(row) == width]
    if count < width and all(not str(cell).strip() for row in usual for cell in row[count:]):
        return  # the columns beyond the names are empty
    if count == width - 1 and _are_row_names([str(row[0]) for row in usual], usual, separator):
        body.rows = [row[1:] for row in body.rows]
        body.has_row_names = True
        body.notes.append("the first cell of each row is its name")
    elif count > width or separator == " ":
        body.names = []
        body.notes.append(f"the file has {count} names for {width} columns, which are numbered instead")
    else:
        raise PlaygroundError(
            f"{file} has rows of {width} cells under {count} names, as where a number has a decimal comma and no "
            "quotes around it; save it with semicolons or tabs between cells."
        )


def _are_row_names(first: Sequence[str], rows: Sequence[Sequence[Cell]], separator: str) -> bool:
    """Whether first cells count the rows, or are words, each another; beside commas only where decimals have points."""
    if first == [str(number) for number in range(1, len(first) + 1)]:
        return True
    pointed = any("." in str(cell) for row in rows for cell in row[1:])
    worded = all(_part_of(cell).look is Look.WORD for cell in first)
    return worded and len(set(first)) == len(first) and (separator != "," or pointed)


def _drop_misfits(body: Body, width: int, file: str) -> None:
    """Leave out rows with more cells than the others, and with fewer: nobody knows which cell is whose."""
    right = width - body.has_row_names
    widths = [len(row) for row in body.rows]
    if body.names and body.rows:
        _drop(body, [_says_names(row, body.names) for row in body.rows], "rows that say the names again")
        widths = [len(row) for row in body.rows]
    longer, shorter = [one > right for one in widths], [one < right for one in widths]
    if sum(longer) > most_misfits * len(widths):
        raise PlaygroundError(
            f"{file} has {sum(longer)} rows of more than {right} cells, the first in row "
            f"{body.lines[longer.index(True)]}; quote cells that have the separator in them."
        )
    if sum(shorter) > most_misfits * len(widths) and widths != sorted(widths, reverse=True):
        raise PlaygroundError(
            f"{file} has {sum(shorter)} rows of fewer than {right} cells, the first in row "
            f"{body.lines[shorter.index(True)]}; give every row as many."
        )
    if sum(shorter) > most_misfits * len(widths):
        shorter = [False] * len(widths)  # columns that end one after the other
    _drop(body, [a or b for a, b in zip(longer, shorter, strict=True)], f"rows that have not {right} cells")


def _says_names(row: Sequence[Cell], names: Sequence[str]) -> bool:
    return len(row) == len(names) and all(str(cell).strip() == name for cell, name in zip(row, names, strict=True))


def _drop(body: Body, which: Sequence[bool], reason: str) -> None:
    if not any(which):
        return
    gone = [Line(row, line) for row, line, out in zip(body.rows, body.lines, which, strict=True) if out]
    body.left_out.append(_left(reason, gone))
    body.rows = [row for row, out in zip(body.rows, which, strict=True) if not out]
    body.lines = [line for line, out in zip(body.lines, which, strict=True) if not out]
