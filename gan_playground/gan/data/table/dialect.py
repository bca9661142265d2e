"""A way in which the cells of a text stand apart, with its quotes, and the rows that come of it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.data.table.rows import Piece, rows_a_piece
from gan_playground.gan.data.watching import tell_read

most_lines_a_cell = 20
most_rows_checked = 100_000
least_tall = 3  # cells of several lines, all in one column, that tell a custom from a slip
rows_at_first = 512
piece_letters = 2**20
_wrapped = re.compile(r'"(?:[^"]|"")*[,;\t|](?:[^"]|"")*"')
_line_end = re.compile(r"\r\n|\r|\n")


class Dialect(Struct, frozen=True):
    """What stands between cells, in a sign and in words; a space stands for any white space, nothing for one column."""

    separator: str
    words: str
    quote: str = '"'
    escape: str | None = None
    quoted: bool = True

    def rows(self, text: str) -> Iterator[list[str]]:
        """The rows one by one, blank ones too."""
        return (row for piece in self.pieces(text, size=rows_at_first) for row in piece.rows)  # type: ignore[misc]

    def pieces(self, text: str, first_line: int = 1, size: int = rows_a_piece) -> Iterator[Piece]:
        """The rows, blank ones too, `size` at a time; the text begins in `first_line`."""
        if not self.separator:
            lines, is_quoted = lines_of(text), self.quoted and self.quote in text
            while cells := list(map(str.strip, islice(lines, size))):
                rows = [[_unquoted(cell, self.quote)] for cell in cells] if is_quoted else [[cell] for cell in cells]
                yield Piece(rows, range(first_line, first_line + len(rows)))
                first_line += len(rows)
            return
        reader, before = self._reader(text), 0
        while rows := list(islice(reader, size)):
            yield Piece(rows, _lines(rows, before + first_line, reader.line_num + first_line))
            before = reader.line_num

    def is_strict(self, text: str) -> bool:
        """Whether each quote that is opened is closed, right before what ends a cell."""
        try:
            for _ in islice(self._reader(text, strict=True), most_rows_checked):
                pass
        except csv.Error:
            return False
        return True

    def _reader(self, text: str, strict: bool = False) -> Any:
        lines = lines_of(text)
        if self.separator == " ":
            lines = (line.replace("\t", " ").strip(" \r\n") + "\n" for line in lines)
        return csv.reader(
            lines,
            delimiter=self.separator,
            quotechar=self.quote,
            escapechar=self.escape,
            skipinitialspace=True,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            strict=strict,
        )


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text with their ends; piece by piece, for io.StringIO takes four bytes a letter."""
    begin = 0
    while begin < len(text):
        tell_read(begin, len(text))
        end = _end_of_piece(text, begin, begin + piece_letters)
        yield from io.StringIO(text[begin:end], newline="")
        begin = end


def _end_of_piece(text: str, begin: int, end: int) -> int:
    """After the last line that ends before `end`, or where none does, of the text."""
    if end >= len(text):
        return len(text)
    after = text.rfind("\n", begin, end) + 1
    if not after:
        after = text.rfind("\r", begin, end) + 1
        after += text[after : after + 1] == "\n"
    return after or len(text)


def _lines(rows: Sequence[Sequence[str]], first: int, after: int) -> Sequence[int]:
    """The line in which each row ends, of rows that reach from line `first` to the one before `after`."""
    if after - first == len(rows):
        return range(first, after)
    heights = (1 + sum(len(_line_end.findall(cell)) for cell in row if "\n" in cell or "\r" in cell) for row in rows)
    return [end - 1 for end in accumulate(heights, initial=first)][1:]


def _unquoted(cell: str, quote: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == quote:
        return cell[1:-1].replace(2 * quote, quote)
    return cell


def unwrapped(text: str) -> str:
    """The text, or where its rows have quotes around them as a whole, as pasted into one column, without those."""
    lines = [line.strip() for line in islice(lines_of(text), rows_at_first) if line.strip()]
    if not lines or not all(_wrapped.fullmatch(line) for line in lines):
        return text
    return "".join(_unquoted(line.strip(), '"') + "\n" if line.strip() else "\n" for line in lines_of(text))


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
    widths, places, tall = Counter[int](), set[tuple[int, int]](), list[str]()
    try:
        for row in islice(dialect.rows(text), most_rows_checked):
            widths[len(row)] += 1
            for place, cell in enumerate(row):
                if "\n" in cell or "\r" in cell:
                    tall.append(cell)
                    places.add((place, len(row)))
    except csv.Error:
        return plain
    if not tall:
        return dialect
    width = widths.most_common(1)[0][0]
    swallowed = any(_is_swallowed(cell, dialect, width) for cell in tall)
    is_custom = {wide for _, wide in places} == {width} and len(places) == 1 and len(tall) >= least_tall
    if swallowed and is_custom and dialect.is_strict(text):
        return dialect
    return plain if swallowed else dialect


def _is_swallowed(cell: str, dialect: Dialect, width: int) -> bool:
    """Whether a cell of several lines is rather rows of the table, as one that begins with a lone quote has become."""
    lines = cell.splitlines()
    if len(lines) > most_lines_a_cell:
        return True
    return width > 1 and any(line.count(dialect.separator) >= width - 1 for line in lines)
