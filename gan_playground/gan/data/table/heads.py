"""What stands before a table's data: titles, names and units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.body import Body, Units, part_of
from gan_playground.gan.data.table.cells import Cell, CellKind
from gan_playground.gan.data.table.headers import is_header_of_numbers, is_year
from gan_playground.gan.data.table.odd_rows import is_rather_data
from gan_playground.gan.data.table.reading import Doubt
from gan_playground.gan.data.table.rows import Line
from gan_playground.gan.data.table.units import is_unit_cell

sample_rows = 1000
most_preamble_rows, headed_rows = 30, 8


def _looks(cells: Sequence[Cell], of_numbers: Units) -> list[CellKind]:
    """What the cells in columns of numbers are; what is a number with another unit, as the name '7 b', is a word."""
    parts = [(part_of(cells[column]), unit) for column, unit in of_numbers.items() if column < len(cells)]
    return [
        CellKind.WORD if part.kind is CellKind.NUMBER and part.unit.lower() != unit else part.kind
        for part, unit in parts
    ]


def preamble(rows: Sequence[Line], of_numbers: Units, width: int) -> int:
    """How many rows stand before the data: to the last of the first ones that has words for most of its numbers."""
    if not of_numbers:
        return 1 if len(rows) > 1 and all(part_of(cell).kind is CellKind.WORD for cell in rows[0].cells) else 0
    last = 0
    for place, row in enumerate(rows[:most_preamble_rows]):
        if last and is_rather_data(rows, place, of_numbers, width):
            break
        if _has_words_for(row.cells, of_numbers) and not (last and _is_data(row.cells, of_numbers, width)):
            last = place + 1
        elif _is_data(row.cells, of_numbers, width) and place - last >= (2 if last == 0 else 0):
            break
    return last if _stands_before(rows[:last], of_numbers, width) else 0


def _has_words_for(cells: Sequence[Cell], of_numbers: Units) -> bool:
    looks = _looks(cells, of_numbers)
    return 2 * looks.count(CellKind.WORD) > len(looks) - looks.count(CellKind.MISSING)


def _is_data(cells: Sequence[Cell], of_numbers: Units, width: int) -> bool:
    return len(cells) == width and CellKind.NUMBER in _looks(cells, of_numbers)


def _stands_before(rows: Sequence[Line], of_numbers: Units, width: int) -> bool:
    """Whether rows before names are no data: names stand first, or after what has fewer cells or words alone."""
    return bool(rows) and not any(
        _is_data(row.cells, of_numbers, width) and not _is_title(row.cells, of_numbers) for row in rows[:-1]
    )


def _is_title(cells: Sequence[Cell], of_numbers: Units) -> bool:
    """Whether a row is a title such as 'Heights, 2024': with one number, among other words or a year."""
    numbers = [str(cells[column]).strip() for column in of_numbers if part_of(cells[column]).kind is CellKind.NUMBER]
    return len(numbers) == 1 and (len(of_numbers) > 1 or is_year(numbers[0]))


def take_head(body: Body, head: Sequence[Line], of_numbers: Units, width: int) -> None:
    """Names and units out of the rows before the data; all others are titles."""
    rows = list(head)
    if len(rows) > 1 and _filled(rows[-2]) >= _filled(rows[-1]) and _are_units(rows[-1].cells, of_numbers):
        body.leave_out("row of units", [rows.pop()])
    if rows:
        names = rows.pop()
        body.names = _trimmed([str(cell).strip() for cell in names.cells])
        body.notes += [] if names.line == 1 else [f"names from row {names.line}"]
    if rows:
        body.leave_out("rows of titles" if len(rows) > 1 else "row of a title", rows)


def _filled(row: Line) -> int:
    return sum(1 for cell in row.cells if str(cell).strip())


def _are_units(cells: Sequence[Cell], of_numbers: Units) -> bool:
    words = [str(cells[column]).strip() for column in of_numbers if column < len(cells)]
    return any(words) and all(is_unit_cell(word) for word in words)


def _trimmed(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names.pop()
    return names


def take_numeric_header(body: Body, of_numbers: Units, width: int, separator: str) -> None:
    """A first row of numbers that are names, such as years, told by the rest of its columns; above it may be titles.

    Where a row for every column is taken for names already, it is no more than told.
    """
    if not body.names and body.rows and len(body.rows[0]) == width - 1 > 0:
        usual = [row for row in body.rows if len(row) == width]
        if usual and _are_row_names([str(row[0]) for row in usual], usual, separator):
            body.names = [str(cell).strip() for cell in body.rows.pop(0)]
            body.notes.append(f"names from row {body.lines.pop(0)}")
            return
    places = range(min(len(body.rows), most_preamble_rows))
    first = next((place for place in places if _is_data(body.rows[place], of_numbers, width)), None)
    if first is None:
        return
    has_units = first + 1 < len(body.rows) and _are_units(body.rows[first + 1], of_numbers)
    below = islice(body.rows, first + 1 + has_units, sample_rows)
    rows = [body.rows[first], *(row for row in below if len(row) == width)]
    verdict = is_header_of_numbers([[str(row[column]) for row in rows] for column in of_numbers], _is_worded(rows))
    shown = ", ".join(str(cell) for cell in body.rows[first][:4]) + (", …" if width > 4 else "")
    verdict = verdict is not False if has_units else verdict
    is_named = not has_units and sum(map(bool, body.names)) >= sum(1 for cell in body.rows[first] if str(cell).strip())
    if verdict if is_named else verdict is None and not body.names:
        body.doubts.append(Doubt(f"row {body.lines[first]} ({shown}) is taken for data, but could be names"))
    if not verdict or is_named:
        return
    if body.names:
        body.leave_out("row of a title", [Line(body.names, body.lines[0] - 1)])
    above = [Line(row, line) for row, line in zip(body.rows[:first], body.lines[:first], strict=True)]
    if above:
        body.leave_out("rows of titles" if first > 1 else "row of a title", above)
    body.names = _trimmed([str(cell).strip() for cell in body.rows[first]])
    body.notes.append(f"row {body.lines[first]} ({shown}) is taken for names, as it is unlike the rows below")
    if has_units:
        body.leave_out("row of units", [Line(body.rows[first + 1], body.lines[first + 1])])
    del body.rows[: first + 1 + has_units], body.lines[: first + 1 + has_units]


def _is_worded(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row has a word above a column of dates."""
    columns = zip(*rows[:headed_rows], strict=True)
    return any(
        part_of(first).kind is CellKind.WORD
        and len(cells) > 1
        and all(part_of(cell).kind is CellKind.DATE for cell in cells)
        for first, *cells in columns
    )


def take_comment_as_names(body: Body, comments: Sequence[Line], separator: str, width: int) -> None:
    """The last comment before the data, where it has a word for each column, as numpy.savetxt writes names."""
    before = [row for row in comments if body.lines and row.line < body.lines[0]]
    if not before:
        return
    text = separator.join(str(cell) for cell in before[-1].cells).lstrip("#%/ ")
    words = [word.strip() for word in text.split(separator)] if separator.strip() else text.split()
    if len(words) != width:
        words = text.split()
    if len(words) == width and all(word and part_of(word).kind is CellKind.WORD for word in words):
        body.names = words
        body.notes.append(f"names from the comment in row {before[-1].line}")


def fit_names(body: Body, width: int, separator: str, file: str) -> None:
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
    if first[:1] == ["1"] and all(cell.isdecimal() for cell in first):
        numbers = [int(cell) for cell in first]
        return numbers == sorted(set(numbers)) and numbers[-1] <= 1.1 * len(numbers) + 1
    pointed = any("." in str(cell) for row in rows for cell in row[1:])
    worded = all(part_of(cell).kind is CellKind.WORD for cell in first)
    return worded and len(set(first)) == len(first) and (separator != "," or pointed)
