"""What each row of a table is: a title, names, units, data, or something that belongs to none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.body import Body, Units, part_of
from gan_playground.gan.data.table.cells import Cell, CellKind
from gan_playground.gan.data.table.heads import (
    fit_names,
    preamble,
    sample_rows,
    take_comment_as_names,
    take_head,
    take_numeric_header,
)
from gan_playground.gan.data.table.rows import Line, is_blank, is_comment

most_misfits = 0.1  # of the rows may be longer or shorter than the others


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
    head = preamble(fitted, of_numbers, width)
    body = Body([], [row.cells for row in fitted[head:]], [row.line for row in fitted[head:]])
    if comments:
        whole = [Line([separator.join(map(str, row.cells))], row.line) for row in comments]
        body.leave_out("comments", whole)
    take_head(body, fitted[:head], of_numbers, width)
    if not body.names and not head:
        take_numeric_header(body, of_numbers, width)
    if not body.names:
        take_comment_as_names(body, comments, separator, width)
    fit_names(body, width, separator, file)
    _drop_misfits(body, width, file)
    return body


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
        parts = [part_of(row.cells[column]) for row in sample]
        looks = Counter(part.kind for part in parts)
        if looks[CellKind.NUMBER] + looks[CellKind.INFINITE] > looks[CellKind.WORD] + looks[CellKind.DATE]:
            units = Counter(part.unit.lower() for part in parts if part.kind is CellKind.NUMBER)
            found[column] = units.most_common(1)[0][0] if units else ""
    return found


def _drop_misfits(body: Body, width: int, file: str) -> None:
    """Leave out rows with more cells than the others, and with fewer: nobody knows which cell is whose."""
    right = width - body.has_row_names
    widths = [len(row) for row in body.rows]
    if body.names and body.rows:
        body.drop([_says_names(row, body.names) for row in body.rows], "rows that say the names again")
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
    body.drop([a or b for a, b in zip(longer, shorter, strict=True)], f"rows that have not {right} cells")


def _says_names(row: Sequence[Cell], names: Sequence[str]) -> bool:
    return len(row) == len(names) and all(str(cell).strip() == name for cell, name in zip(row, names, strict=True))
