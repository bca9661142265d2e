"""A way in which the cells of a text stand apart, with its quotes, and the rows that come of it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.data.table.rows import Line

most_lines_a_cell = 20
most_rows_checked = 100_000


class Dialect(Struct, frozen=True):
    """What stands between cells, in a sign and in words; a space stands for any white space, nothing for one column."""

    separator: str
    words: str
    quote: str = '"'
    escape: str | None = None
    quoted: bool = True

    def rows(self, text: str, first_line: int = 1) -> Iterator[Line]:
        """The rows, blank ones too; the text begins in `first_line`."""
        lines: Iterable[str] = io.StringIO(text, newline="")
        if not self.separator:
            yield from (Line([_unquoted(line, self)], number) for number, line in enumerate(lines, first_line))
            return
        if self.separator == " ":
            lines = (line.replace("\t", " ").strip(" \r\n") + "\n" for line in lines)
        reader = csv.reader(
            lines,
            delimiter=self.separator,
            quotechar=self.quote,
            escapechar=self.escape,
            skipinitialspace=True,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
        )
        for cells in reader:
            yield Line(cells, reader.line_num + first_line - 1)


def _unquoted(line: str, dialect: Dialect) -> str:
    cell = line.strip()
    quote = dialect.quote
    if dialect.quoted and len(cell) > 1 and cell[0] == cell[-1] == quote:
        return cell[1:-1].replace(2 * quote, quote)
    return cell


def quote_of(text: str) -> tuple[str, str | None]:
    """The sign around cells, and the one that stands before it inside them, if any."""
    start = text[: 2**16]
    single = len(re.findall(r"(?:^|[\t;|,])'[^'\n]*'(?=$|[\t;|,\r])", start, re.MULTILINE))
    quote = "'" if '"' not in start and single > 2 else '"'
    return quote, "\\" if f"\\{quote}" in start else None


def closed(dialect: Dialect, text: str) -> Dialect:
    """The dialect, or where a quote that never closes swallows lines, the same with quotes as mere signs."""
    if not dialect.separator or dialect.quote not in text:
        return dialect
    plain = replace(dialect, quoted=False)
    try:
        rows = [row.cells for row in islice(dialect.rows(text), most_rows_checked)]
    except csv.Error:
        return plain
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    swallowed = any(_is_swallowed(cell, dialect, width) for row in rows for cell in row if "\n" in cell or "\r" in cell)
    return plain if swallowed else dialect


def _is_swallowed(cell: str, dialect: Dialect, width: int) -> bool:
    """Whether a cell of several lines is rather rows of the table, as one that begins with a lone quote has become."""
    lines = cell.splitlines()
    if len(lines) > most_lines_a_cell:
        return True
    return width > 1 and any(line.count(dialect.separator) >= width - 1 for line in lines)
