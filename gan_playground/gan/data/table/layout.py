"""What each row of a table is: a title, names, units, data, or something that belongs to none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.table.body import Body, Units, part_of
from gan_playground.gan.data.table.cells import CellKind
from gan_playground.gan.data.table.heads import (
    fit_names,
    preamble,
    sample_rows,
    take_comment_as_names,
    take_head,
    take_numeric_header,
)
from gan_playground.gan.data.table.packing import Packing, without_excess
from gan_playground.gan.data.table.rows import Line, Piece, is_blank, is_comment
from gan_playground.gan.data.table.standing import stood_up


def lay_out(pieces: Iterable[Piece], separator: str, file: str) -> Body:
    """The data of a table, with its names, and what is left out with the reason.

    How it is laid out is told by its first piece; the others follow, each packed before the next one is made.
    Raises PlaygroundError where rows and names do not fit together, so that no number would be sure to be its column's.
    """
    iterator = iter(pieces)
    first: list[Line] = []
    while not first and (piece := next(iterator, None)) is not None:
        first = [row for row in piece.each() if not is_blank(row.cells)]
    filled, comments = _without_comments(first)
    if not filled:
        raise PlaygroundError(f"{file} is empty; it needs a column of at least 20 numbers.")
    filled, lying = stood_up(filled, separator)
    width = _usual_width(filled)
    fitted = [row if len(row.cells) <= width else Line(without_excess(row.cells, width), row.line) for row in filled]
    of_numbers = _number_columns([row for row in fitted if len(row.cells) == width], width)
    head = preamble(fitted, of_numbers, width)
    body = Body([], [row.cells for row in fitted[head:]], [row.line for row in fitted[head:]])
    body.notes += lying
    _leave_comments(body, comments, separator)
    take_head(body, fitted[:head], of_numbers, width)
    take_numeric_header(body, of_numbers, width, separator)
    if not body.names:
        take_comment_as_names(body, comments, separator, width)
    fit_names(body, width, separator, file)
    packing = Packing(body, width, separator)
    packing.pack_rows()
    for piece in iterator:
        packing.take(piece)
    packing.finish(file)
    return body


def _leave_comments(body: Body, comments: Sequence[Line], separator: str) -> None:
    if comments:
        body.leave_out("comments", [Line([separator.join(map(str, row.cells))], row.line) for row in comments])


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
