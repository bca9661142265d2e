"""How the cells of a text stand apart: each way is tried, and that whose cells are most alike down the file is taken.

After van den Burg, Nazábal and Sutton 2019, whose measure is rows of one length times cells of known types. Their
CleverCSV itself, and Python's csv.Sniffer, take the points, percents, pluses and minuses of one column for separators.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from gan_playground.gan.data.table.cells import Look, take_apart

sample_rows = 400
width_share = 0.1  # what more than one column is worth, against cells that are numbers
misfit = 0.8  # what is left of the worth, where the first line has another number of cells
most_lines_a_cell = 20
_ruler = re.compile(r"[-=:+|\s_]*[-=_]{2}[-=:+|\s_]*")
_sep_line = re.compile(r'"?sep=(.|\\t)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, and the line in which it ends, as an editor counts them."""

    cells: list[str]
    line: int


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells, in a sign and in words; a space stands for any white space, nothing for one column."""

    separator: str
    words: str
    quote: str = '"'
    escape: str | None = None
    quoted: bool = True

    def rows(self, text: str) -> Iterator[Row]:
        """The rows, blank ones too."""
        lines: Iterable[str] = io.StringIO(text, newline="")
        if not self.separator:
            yield from (Row([_unquoted(line, self)], number) for number, line in enumerate(lines, 1))
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
            yield Row(cells, reader.line_num)


ways = (
    ("\t", "tabs between cells"),
    (";", "semicolons between cells"),
    ("|", "bars between cells"),
    (",", "commas between cells"),
    (" ", "spaces between cells"),
    ("", "one column"),
    ("~", "tildes between cells"),
    ("^", "carets between cells"),
)


def _unquoted(line: str, dialect: Dialect) -> str:
    cell = line.strip()
    quote = dialect.quote
    if dialect.quoted and len(cell) > 1 and cell[0] == cell[-1] == quote:
        return cell[1:-1].replace(2 * quote, quote)
    return cell


@dataclass(frozen=True, slots=True)
class Found:
    """The dialect of a text, the text without the line that told it, and how else it could be read, in words."""

    dialect: Dialect
    text: str
    first_line: int = 1
    otherwise: str = ""


def find_dialect(text: str, comma: bool = False) -> Found:
    """The dialect that makes most sense of the first rows; `comma`: decimals are known to come after one.

    Raises csv.Error where the text cannot be a table in any.
    """
    quote, escape = _quote_of(text)
    first, _, rest = text.partition("\n")
    if told := _sep_line.fullmatch(first.strip("\r")):
        sign = "\t" if told[1] == "\\t" else told[1]
        words = dict(ways).get(sign, f"{sign!r} between cells")
        return Found(_closed(Dialect(sign, f"{words}, as its first line says", quote, escape), rest), rest, 2)
    tried = [
        _closed(Dialect(sign, words, quote, escape), text)
        for sign, words in ways
        if not sign or (sign in text and not (sign == "," and comma and quote not in text))
    ]
    worth = {dialect: _worth(dialect, text) for dialect in tried}
    best = max(tried, key=worth.__getitem__)
    return Found(best, text, otherwise=_otherwise(best, worth, text))


def _quote_of(text: str) -> tuple[str, str | None]:
    start = text[: 2**16]
    single = len(re.findall(r"(?:^|[\t;|, ])'[^'\n]*'(?=$|[\t;|, \r])", start, re.MULTILINE))
    quote = "'" if '"' not in start and single > 2 else '"'
    return quote, "\\" if f"\\{quote}" in start else None


def _closed(dialect: Dialect, text: str) -> Dialect:
    """The dialect, or where a quote that never closes swallows lines, the same with quotes as mere signs."""
    if dialect.separator and dialect.quote in text:
        try:
            before = 0
            for row in islice(dialect.rows(text), 100_000):
                if row.line - before > most_lines_a_cell:
                    raise csv.Error("a quote that does not close")
                before = row.line
            if row.cells and "\n" in row.cells[-1].strip() and text.count(dialect.quote) % 2:
                raise csv.Error("a quote that does not close")
        except csv.Error:
            return Dialect(dialect.separator, dialect.words, dialect.quote, dialect.escape, quoted=False)
    return dialect


def _sampled(dialect: Dialect, text: str) -> list[list[str]]:
    rows = (row.cells for row in dialect.rows(text))
    return list(islice((row for row in rows if not is_blank(row) and not is_comment(row)), sample_rows))


def is_blank(cells: Iterable[object]) -> bool:
    """Whether a row has nothing in it, or only what is drawn to set others apart."""
    text = "".join(map(str, cells)).strip()
    return not text or bool(_ruler.fullmatch(text) and len(text) > 2)


def is_comment(cells: list[str]) -> bool:
    return bool(cells) and cells[0].lstrip().startswith(("#", "%", "//"))


def _worth(dialect: Dialect, text: str) -> float:
    try:
        rows = _sampled(dialect, text)
    except csv.Error:
        return -1.0
    if not rows:
        return 0.0
    width = Counter(map(len, rows)).most_common(1)[0][0]
    if width == 1 and dialect.separator:
        return -1.0
    usual = [row for row in rows if len(row) == width]
    alike = len(usual) / len(rows)
    known = sum(_is_known(cell) for row in usual[1:] or usual for cell in row) / (width * len(usual[1:] or usual))
    fits = len(_trimmed(rows[0])) in (width, width - 1 if width > 2 else width) or len(rows[0]) == width
    return alike * (known + width_share * (1 - 1 / width)) * (1 if fits else misfit)


@lru_cache(maxsize=2**14)
def _is_known(cell: str) -> bool:
    return take_apart(cell).look is not Look.WORD


def _trimmed(row: list[str]) -> list[str]:
    filled = [place for place, cell in enumerate(row) if cell.strip()]
    return row[: filled[-1] + 1] if filled else []


def _otherwise(best: Dialect, worth: dict[Dialect, float], text: str) -> str:
    """How else the file could be read as well: by one column of numbers, or by two where this is one."""
    rows = _sampled(best, text)
    sure = not rows or any(take_apart(cell).look is Look.WORD for cell in rows[0])
    width = max(map(len, rows), default=0)
    if sure or width > 2 or best.separator in ("\t", ";", "|"):
        return ""
    for other, value in worth.items():
        alike = other.separator in ("", ",", " ") and value >= 0.9
        if other != best and alike and _sampled(other, text) != rows:
            example = text.partition("\n")[0].strip()[:longest_example]
            return f"{example!r} is read as {_cells(rows[0])}, and could be {_cells(_sampled(other, text)[0])}"
    return ""


longest_example = 40


def _cells(cells: list[str]) -> str:
    return "one number" if len(cells) == 1 else f"{len(cells)} cells"
