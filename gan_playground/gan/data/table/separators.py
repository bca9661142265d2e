"""Which sign stands between the cells of a text: each is tried, and that whose cells are most alike is taken.

After van den Burg, Nazábal and Sutton 2019, whose measure is rows of one length times cells of known types. Their
CleverCSV itself, and Python's csv.Sniffer, take the points, percents, pluses and minuses of one column for separators.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from gan_playground.gan.data.table.cells import CellKind, take_apart
from gan_playground.gan.data.table.dialect import Dialect, closed, quote_of, unwrapped
from gan_playground.gan.data.table.rows import is_blank, is_comment
from gan_playground.gan.data.table.units import is_plain_unit

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
sample_rows = 400
width_share = 0.1  # what more than one column is worth, against cells that are numbers
word_worth = 0.5  # of a cell of words, against one that is a number
piece_worth = 0.25  # of a number with a word after it that is no unit, as '945 true' of '7,945 true'
space_worth = 0.95  # of spaces, which words and thousands have as well
misfit = 0.8  # what is left of the worth, where the first line has another number of cells
misfit_of_one = 0.4  # where one column is called a,b
longest_example = 40
least_otherwise = 0.85  # of what another reading is worth, to be told
_end_of_number = re.compile(r"0\d+(?:[.,]\d*)?|.*\d [\d.,]*\d.*")
_end_of_thousands = re.compile(r"\d{3}(?:\.\d*)?\D*")
_thousands = re.compile(r"\D*[1-9]\d{0,2}(?: \d{3})+\D*")
_number_and_word = re.compile(r"[\d.,]+\s+\w{2,}\s*")
_word_and_number = re.compile(r".*\s\S?\d[\d.'\u2019]*")
_separators = re.compile(r"[;|\t]")
_signs = re.compile(r"[,;|\t]")
_bare_signs = re.compile(r"[,;|\t](?=[^\W\d])")
_whole = re.compile(r"\s*-?\d+\s*")
_sep_line = re.compile(r'"?sep=(\\t|[^\r\n])"?[ \t,;|]*(?:\r\n|\r|\n)', re.IGNORECASE)


class DialectFound(Struct, frozen=True):
    """The dialect of a text, the text without the line that told it, and how else it could be read, in words."""

    dialect: Dialect
    text: str
    first_line: int = 1
    otherwise: str = ""


def find_dialect(text: str, comma: bool = False) -> DialectFound:
    """The dialect that makes most sense of the first rows; `comma`: decimals are known to come after one.

    Raises csv.Error where the text cannot be a table in any.
    """
    text = unwrapped(text)
    quote, escape = quote_of(text)
    if told := _sep_line.match(text):
        sign = "\t" if told[1] == "\\t" else told[1]
        words, rest = dict(ways).get(sign, f"{sign!r} between cells"), text[told.end() :]
        return DialectFound(closed(Dialect(sign, f"{words}, as its first line says", quote, escape), rest), rest, 2)
    spaced = not _has_tabs(text)
    signs = [(sign, words) for sign, words in ways if sign in text and (sign != " " or spaced)]
    tried = [closed(Dialect(sign, words, quote, escape), text) for sign, words in signs]
    worth = {dialect: _worth(dialect, text) for dialect in tried}
    if comma and _is_bare(text, quote) and max(worth[one] for one in tried if one.separator != ",") > word_worth:
        tried = [one for one in tried if one.separator != ","]
    best = max(tried, key=worth.__getitem__)
    return DialectFound(best, text, otherwise=_otherwise(best, worth, text))


def _has_tabs(text: str) -> bool:
    """Whether nearly every line has a tab, so that its spaces are within cells."""
    lines = [line for line in islice(io.StringIO(text), sample_rows) if line.strip()]
    return sum("\t" in line for line in lines) >= 0.75 * len(lines)


def _is_bare(text: str, quote: str) -> bool:
    """Whether no cell with a comma has quotes around it: then commas cannot stand between decimal commas."""
    return not re.search(rf"{quote}[^{quote}\r\n]*,[^{quote}\r\n]*{quote}", text[: 2**16])


def _sampled(dialect: Dialect, text: str) -> list[list[str]]:
    rows = dialect.rows(text)
    return list(islice((row for row in rows if not is_blank(row) and not is_comment(row)), sample_rows))


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
    cells = [cell for row in usual[1:] or usual for cell in row]
    known = sum(map(_cut_cell_worth if dialect.separator in (" ", ",") else _cell_worth, cells)) / len(cells)
    fits = any(_fits(row, width) for row in rows[: 1 + (width > 1 and _is_title(rows))])
    worth = alike**2 * (known + width_share * (1 - 1 / width))
    worth *= 1 if fits else misfit if width > 1 else misfit_of_one
    return worth * (space_worth if dialect.separator == " " else 1)


def _fits(row: list[str], width: int) -> bool:
    """Whether a first row can be names of so many columns; R leaves out the one of the names of rows."""
    if width == 1:
        return len(row) == 1 and not _bare_signs.search(row[0])
    return len(row) == width or len(_trimmed(row)) in (width, width - 1 if width > 2 else width)


def _is_title(rows: list[list[str]]) -> bool:
    """Whether the first row stands above names, and not above numbers."""
    return len(rows) > 1 and all(take_apart(cell).kind is CellKind.WORD for cell in rows[1])


@lru_cache(maxsize=2**14)
def _cell_worth(cell: str) -> float:
    """1 for a number or a date, less for words, and nothing for words with what may stand between cells."""
    part = take_apart(cell)
    if part.kind is CellKind.WORD or _separators.search(cell):
        return 0.0 if _signs.search(cell) else word_worth
    return 1.0 if is_plain_unit(part.unit) else word_worth


@lru_cache(maxsize=2**14)
def _cut_cell_worth(cell: str) -> float:
    """The same between spaces and commas, but less for pieces: the end of 1 024 or 0,05, or 'Ada 12' of 'Ada 12,5'."""
    worth = _cell_worth(cell)
    if _number_and_word.fullmatch(cell) and worth < 1.0:
        return piece_worth
    if worth == 1.0:
        return word_worth if _end_of_number.fullmatch(cell) else worth
    return 0.0 if _word_and_number.fullmatch(cell) else worth


def _trimmed(row: list[str]) -> list[str]:
    filled = [place for place, cell in enumerate(row) if cell.strip()]
    return row[: filled[-1] + 1] if filled else []


def _otherwise(best: Dialect, worth: dict[Dialect, float], text: str) -> str:
    """How else the file could be read as well: by one column of numbers, or by two where this is one."""
    rows = _sampled(best, text)
    if best.separator == " " and len(rows) > 1 and all(_thousands.fullmatch(" ".join(row)) for row in rows[1:]):
        return f"{' '.join(rows[1])!r} is read as {_cells(rows[1])}, and could be one number; quotes around it say so"
    width = max(map(len, rows), default=0)
    named = bool(rows) and any(take_apart(cell).kind is CellKind.WORD for cell in rows[0])
    if best.separator == "," and width > 2 and not named and _are_halves(rows):
        return f"{','.join(rows[-1])!r} is read as {width} cells, and could be {width // 2} numbers with decimal commas"
    if width > 2 or best.separator in ("\t", ";", "|") or (named and width == 2 and _names_fit(rows[0], text)):
        return ""
    for other, value in worth.items():
        if other == best or other.separator not in ("", ",", " ") or value < least_otherwise:
            continue
        others = _sampled(other, text)
        if others != rows and not (named and len(others[0]) != len(others[-1])):
            example = best.separator.join(rows[-1])[:longest_example]
            words = f"{example!r} is read as {_cells(rows[-1])}, and could be {_cells(others[-1])}"
            thousands = width == 2 and all(_end_of_thousands.fullmatch(row[-1].strip()) for row in rows)
            return f"{words}; quotes around it say so" if thousands else words
    return ""


def _are_halves(rows: list[list[str]]) -> bool:
    """Whether each second cell could be the decimals of the one before it."""
    return all(
        len(row) % 2 == 0 and all(map(_whole.fullmatch, row)) and all(len(cell.strip()) <= 2 for cell in row[1::2])
        for row in rows
    )


def _names_fit(names: list[str], text: str) -> bool:
    """Whether two names are written like the rows: 'hours, score' above 5,78 is not, nor is a damaged '1O1,5'."""
    if all(_is_rather_number(name) for name in names):
        return False
    return len(_trimmed(names)) == 2 and f"{names[0]}, " not in text[: 2**12]


def _is_rather_number(name: str) -> bool:
    letters = [sign for sign in name if sign.isalnum()]
    return take_apart(name).kind is CellKind.NUMBER or 2 * sum(map(str.isdecimal, letters)) > len(letters)


def _cells(cells: list[str]) -> str:
    return "one number" if len(cells) == 1 else f"{len(cells)} cells"
