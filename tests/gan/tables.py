"""A known table, written as some program or somebody would: in any dialect, encoding and format of numbers."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

SPACES = (" ", "\u00a0", "\u202f", "\u2009")
GROUPS = ("", ",", ".", "'", "\u2019", *SPACES)
WORDS = (
    "Ada",
    "Bob",
    "Zoë",
    "Max",
    "Jürgen Groß",
    "José",
    "Smith, John",
    "a;b",
    "O'Neil",
    "x",
    "Ann 'Nan' Lee",
    "two\nlines",
    "a, b\nc",
)
MISSING = ("", "NA", "-", "n/a", "NULL", "?", "n.a.", "N/A", "#N/A", "nan", "—", ":", "(null)")
REMARKS = ("Source: Office of X, 2024", "* preliminary", "Quelle: Amt; Stand 2024", "Note: 3 were ill")
NAMES = ("height", "Größe", "weight (kg)", "Sleep, hours", "What; how?", "prix €", "t", "Δ", "n of m", "x_1", "2 b")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")


@dataclass(frozen=True)
class NumberStyle:
    """How numbers are written. places: decimals, None: as many as there are. size: powers of ten. unit: what is beside
    them, `{}` for the number. brackets: below 0 as accountants write it."""

    comma: bool = False
    group: str = ""
    places: int | None = 1
    size: int = 2
    minus: str = "-"
    brackets: bool = False
    unit: str = "{}"
    exponent: bool = False
    below: bool = False  # whether some are below 0

    def write(self, value: Decimal) -> str:
        sign, digits = ("-" if value < 0 else ""), format(abs(value), "f")
        if self.exponent:
            digits = f"{abs(value):.{self.size + 3}E}" if self.size % 2 else f"{abs(value):.14e}"
        elif self.places is None:
            digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        whole, point, rest = digits.partition(".")
        if self.group and not self.exponent and len(whole) > 3:
            whole = f"{int(whole):,}".replace(",", self.group)
        digits = whole + (("," if self.comma else ".") + rest if point else "")
        if sign and self.brackets:
            return self.unit.format(f"({digits})") if self.unit.startswith("{}") else f"({self.unit.format(digits)})"
        return sign.replace("-", self.minus) + self.unit.format(digits)


@dataclass
class WrittenTable:
    """columns: what each holds, numbers (None: missing), or nothing where it is no column of numbers.
    blank: how many rows have nothing in any cell. has_row_names: as R writes them, below a head that is one short.
    """

    content: bytes = b""
    columns: list[list[float | None] | None] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    ending: str = ".csv"
    blank: int = 0
    has_row_names: bool = False
    told: str = ""


@st.composite
def number_styles(draw: st.DrawFn, comma: bool, group: str) -> NumberStyle:
    return NumberStyle(
        comma=comma,
        group=group,
        places=draw(st.sampled_from([1, 2, 0, 3, 4, None])),
        size=draw(st.integers(0, 6)),
        minus=draw(st.sampled_from(["-", "\u2212"])),
        brackets=draw(st.integers(0, 9)) == 0,
        unit=draw(st.sampled_from(["{}"] * 8 + ["{}%", "{} %", "{} cm", "{}kg", "${}", "{} €", "€{}", "CHF {}"])),
        exponent=draw(st.integers(0, 11)) == 0,
        below=draw(st.booleans()),
    )


def numbers(style: NumberStyle, count: int, rng: random.Random) -> list[Decimal]:
    """Numbers of up to 10^size, some much smaller, each exactly what will be written."""
    places = rng.randint(0, 3) if style.places is None else style.places
    step = Decimal(1).scaleb(-places)
    values = []
    for _ in range(count):
        top = 10 ** rng.choice([style.size, style.size, max(0, style.size - 1)])
        value = Decimal(repr(rng.uniform(0, top))).quantize(step)
        values.append(-value if style.below and rng.random() < 0.4 else value)
    return values


@st.composite
def written_tables(draw: st.DrawFn) -> WrittenTable:
    rng = random.Random(draw(st.integers(0, 2**32)))
    count, width = draw(st.integers(22, 60)), draw(st.integers(1, 4))
    comma = draw(st.booleans())
    group = draw(st.sampled_from([one for one in GROUPS if one != (",."[not comma])] + [""] * 6))
    table, named = WrittenTable(), draw(st.integers(0, 3)) > 0
    cells: list[list[str]] = []
    odd = draw(st.sampled_from([""] * 5 + ["oops", "1e999", "12:30", "1/2", "<5", "7 or 8", "17O.5", "5*"]))
    missing = draw(st.sampled_from(MISSING if width > 1 else MISSING[1:]))
    holes = draw(st.integers(0, 3))
    first_of_numbers = draw(st.integers(0, width - 1))
    for column in range(width):
        if column != first_of_numbers and draw(st.integers(0, 2)) == 0:
            kind = draw(st.sampled_from(["words", "dates", "count", "flags"]))
            cells.append(_other(kind, count, rng))
            table.columns.append([float(i + 1) for i in range(count)] if kind == "count" else None)
            continue
        style = draw(number_styles(comma, group))
        values = numbers(style, count, rng)
        gone = set(rng.sample(range(count), holes)) if draw(st.integers(0, 3)) == 0 else set()
        cells.append([missing if row in gone else style.write(value) for row, value in enumerate(values)])
        table.columns.append([None if row in gone else float(value) for row, value in enumerate(values)])
    if odd:
        row = rng.randrange(0 if named else 3, count)
        cells[first_of_numbers][row], table.columns[first_of_numbers][row] = odd, None
    _write(draw, table, list(map(list, zip(*cells, strict=True))), named, rng)
    return table


def _other(kind: str, count: int, rng: random.Random) -> list[str]:
    if kind == "words":
        return [rng.choice(WORDS) for _ in range(count)]
    if kind == "flags":
        return [rng.choice(("true", "false")) for _ in range(count)]
    if kind == "dates":
        return [f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" for _ in range(count)]
    return [str(i + 1) for i in range(count)]


def _write(draw: st.DrawFn, table: WrittenTable, rows: list[list[str]], named: bool, rng: random.Random) -> None:
    width, table.blank = len(rows[0]), sum(not any(row) for row in rows)
    separator = draw(st.sampled_from([",", ";", "\t", "|", " "]))
    quote_all = draw(st.integers(0, 3)) == 0
    head: list[list[str]] = []
    after: list[list[str]] = []
    if named:
        table.names = rng.sample(NAMES, width) if draw(st.integers(0, 7)) else _years(table, rng)
        head.append(table.names)
        if draw(st.integers(0, 7)) == 0 and separator != " ":
            head.append([rng.choice(["cm", "kg", "(s)", "[m/s]"]) for _ in range(width)])
        if draw(st.integers(0, 7)) == 0 and separator != " ":
            head.insert(0, ["Heights of class 7b", *[""] * (width - 1)] if draw(st.booleans()) else ["Heights of 7b"])
    if draw(st.integers(0, 9)) == 0 and table.columns[0] is None:
        after.append([draw(st.sampled_from(["Total", "Mean", "Summe"])), *rng.choice(rows)[1:]])
    trailing = draw(st.integers(0, 11)) == 0 and separator != " "
    if width > 1 and separator != " " and not trailing and draw(st.integers(0, 7)) == 0:
        place = rng.randrange(len(rows))
        rows[place] = rows[place] + ["more"] if draw(st.booleans()) else rows[place][:-1]
        for column in table.columns:
            if column is not None:
                column[place] = None
    everything = [*head, *rows, *after]
    quote = draw(st.sampled_from('""""""\'')) if "'" not in str(everything) else '"'
    lines = [_line(cells, separator, quote_all, quote, rng) + separator * trailing for cells in everything]
    if len(head) == 1 and not after and not trailing and draw(st.integers(0, 7)) == 0 and width > 1:
        bare = [line.strip(" ") for line in lines[1:]]
        table.has_row_names = True
        lines[1:] = [f"{quote}{number}{quote}{separator}{line}" for number, line in enumerate(bare, 1)]
    if draw(st.integers(0, 7)) == 0:
        lines[:0] = ["# weather station 12", "# unit: cm"][: draw(st.integers(1, 2))]
    if draw(st.integers(0, 11)) == 0 and separator != " ":
        lines.insert(0, f"sep={separator}")
    if draw(st.integers(0, 7)) == 0:
        lines.insert(rng.randint(1, len(lines)), "")
    if draw(st.integers(0, 11)) == 0 and separator != " ":
        lines += ["", draw(st.sampled_from(REMARKS))]
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    text = end.join(lines) + (end if draw(st.booleans()) else "")
    encoding = draw(st.sampled_from(ENCODINGS))
    try:
        table.content = text.encode(encoding)
    except UnicodeEncodeError:
        encoding = "utf-8"
        table.content = text.encode()
    if draw(st.integers(0, 15)) == 0 and encoding == "utf-8":
        table.content = b"\xef\xbb\xbf" * 2 + table.content
    if draw(st.integers(0, 15)) == 0 and encoding == "utf-8":
        table.content += b"\0" * 64
    table.ending = draw(st.sampled_from([".csv", ".txt", ".tsv"]))
    table.told = f"{separator!r} {encoding} {end!r}\n" + "\n".join(lines[:8])


def _years(table: WrittenTable, rng: random.Random) -> list[str]:
    """Names of columns of numbers that follow each other as years do."""
    first, names = rng.randint(1960, 2020), []
    for place, column in enumerate(table.columns):
        names.append("who" if column is None else str(first + place))
    return names


def _line(cells: list[str], separator: str, quote_all: bool, quote: str, rng: random.Random) -> str:
    written = [_cell(cell, separator, quote_all, quote) for cell in cells]
    if separator != " ":
        return separator.join(written)
    return " " * rng.randint(0, 2) + "".join(cell + " " * rng.randint(1, 3) for cell in written).rstrip()


def _cell(cell: str, separator: str, quote_all: bool, quote: str) -> str:
    if quote_all or separator in cell or quote in cell or "\n" in cell or (separator == " " and not cell):
        return quote + cell.replace(quote, 2 * quote) + quote
    return cell


def plain(values: list[Any]) -> list[float]:
    """The numbers among them."""
    return [value for value in values if value is not None]
