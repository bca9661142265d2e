"""One cell: whether it holds a number, what else stands beside the number, and what its point or comma can mean."""

from __future__ import annotations

import math
import re
from enum import Enum, auto
from typing import TypeAlias

from msgspec import Struct

from gan_playground.gan.data.table.units import is_known_unit, prefix_pattern

Cell: TypeAlias = str | float
"""What a file has in a cell; workbooks have numbers as such."""

_missing_words = """
    na n/a #n/a <na> nan null none nil - -- --- . .. ... ? * \\n missing
    #div/0! #value! #ref! #name? #null! #num! k.a. n.a. na. n.d. n/d nd k.a k/a — ― … : (null) <null> [null] #na unknown
    unbekannt
    """
missing_words = frozenset(_missing_words.split()) | {"", "k. a.", "n. a.", "no data", "not available", "keine angabe"}
infinite_words = frozenset(
    f"{sign}{word}" for sign in ("", "+", "-") for word in ("inf", "infinity", "1.#inf", "∞", "-∞")
)
_alike = str.maketrans(
    dict.fromkeys("\u2212\u2013\ufe63\uff0d\u2012", "-")  # the minus of mathematics, dashes, wide ones
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\t", " ")  # spaces that do not break, narrow ones
    | dict.fromkeys("\u2019\u2018\u02bc\u2032", "'")
    | dict(zip("\u066b\u066c\uff0c\uff0e\uff04\uffe1\uffe5\uff05", ".',.$£¥%", strict=True))  # Arabic, and wide ones
    | dict.fromkeys("\ufeff\u200b\u200e\u200f\u2060", "")  # nobody sees these
)


class Vote(Enum):
    """What a number's own signs say of the file's decimals."""

    NONE = auto()  # 12, 1 234: no sign that tells
    LONG = auto()  # 1234: whoever wrote it sets no thousands apart
    POINT = auto()  # 12.5
    COMMA = auto()  # 12,5
    GROUPED_POINT = auto()  # 1,234.5, 1,234,567: commas between thousands
    GROUPED_COMMA = auto()  # 1.234,5, 1.234.567
    EITHER_POINT = auto()  # 1.234
    EITHER_COMMA = auto()  # 1,234


class CellKind(Enum):
    """What a cell is at first sight."""

    NUMBER = auto()
    MISSING = auto()
    INFINITE = auto()
    DATE = auto()
    WORD = auto()


class CellParts(Struct, frozen=True, gc=False):
    """A cell taken apart. digits: without its sign and its unit; `negative` and `unit` are those.

    The collector of garbage, which stops every thread, need not look at so many: they refer to nothing in circles.
    """

    kind: CellKind
    digits: str = ""
    negative: bool = False
    unit: str = ""
    vote: Vote = Vote.NONE
    bracketed: bool = False  # (12): as accountants write what is below 0


_missing, _infinite, _date, _word = (
    CellParts(kind) for kind in (CellKind.MISSING, CellKind.INFINITE, CellKind.DATE, CellKind.WORD)
)

_exponent = r"(?:[eEdD][+-]?\d{1,5})?"
_simple = re.compile(rf"\d*\.?\d+{_exponent}")
_whole = re.compile(rf"\d+{_exponent}")
_either = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_western, _indian = r"[1-9]\d{{0,2}}(?:(?P<{0}>[{1}'_ ])\d{{3}})(?:(?P={0})\d{{3}})*", r"[1-9]\d?(?:,\d{2})+,\d{3}"
_of_point = re.compile(rf"(?:\d*\.\d+|\d+\.?){_exponent}|(?:{_western.format('g', ',')}|{_indian})(?:\.\d*)?")
_of_comma = re.compile(rf"(?:\d*,\d+|\d+){_exponent}|{_western.format('g', '.')}(?:,\d+)?")
_groups = str.maketrans("", "", ", '_")
_groups_of_comma = str.maketrans({",": ".", ".": "", " ": "", "'": "", "_": "", "d": "e", "D": "e"})
_time = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm]| ?Z| ?[+-]\d{2}:?\d{2}| [A-Z]{2,5}(?:[+-]\d{1,2})?)?"
_day = re.compile(rf"\d{{1,4}}([-/.])\d{{1,2}}\1\d{{1,4}}(?:[T ]{_time})?|{_time}")
_shape = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<prefix>{prefix_pattern})?\s*(?P<inner>\()?\s*(?P<later>[+-])?\s*"
    rf"(?P<digits>(?:[.,]?\d)(?:[\d.,'_ ]*\d)?\.?{_exponent})"
    r"(?P<within>\))?(?P<space>\s*)(?P<suffix>[^\d\s.,;:()'\"+\-/*=<>#&][^\d,;:()'\"#<>=&]{0,11})?\s*(?P<close>\))?"
)
longest_cell = 64  # characters; a number has fewer


def plain(cell: str) -> str:
    """The text of a cell with one kind of minus, space and apostrophe, and without what nobody sees."""
    return cell.translate(_alike).strip()


def take_apart(cell: Cell) -> CellParts:
    """What is in a cell, whatever the file's decimals are."""
    if isinstance(cell, float):
        return _of_float(cell)
    if _simple.fullmatch(cell):
        return CellParts(CellKind.NUMBER, cell, vote=vote_of(cell) or Vote.NONE)
    text = plain(cell)
    if len(text) > 1 and text[0] in "'=":
        text = _bare(text)
    lower = text.lower()
    if lower in missing_words:
        return _missing
    if lower in infinite_words:
        return _infinite
    if len(text) > longest_cell:
        return _word
    if _day.fullmatch(text) and not _either.fullmatch(text):
        return _date
    return _of_match(_shape.fullmatch(text))


def _bare(text: str) -> str:
    """What spreadsheets keep as text, '1.5 or ="1.5", and what has quotes of the other kind around it."""
    if text[0] == "'":
        return text[1 : -1 if text[-1] == "'" else None].strip()
    return text[2:-1].strip() if text[1] == text[-1] == '"' and len(text) > 2 else text


def _of_float(value: float) -> CellParts:
    if math.isnan(value):
        return _missing
    return CellParts(CellKind.NUMBER, repr(abs(value)), value < 0) if math.isfinite(value) else _infinite


def _of_match(match: re.Match[str] | None) -> CellParts:
    if match is None:
        return _word
    prefix, suffix = (match[name] or "" for name in ("prefix", "suffix"))
    brackets = sum(match[name] is not None for name in ("open", "inner"))
    signs = [match[name] for name in ("sign", "later") if match[name]]
    vote = vote_of(match["digits"])
    closed = (match["within"], match["close"]).count(")")
    fits = brackets == closed and len(signs) + brackets < 2
    if not fits or vote is None or (suffix and not match["space"] and not is_known_unit(suffix)):
        return _word
    unit = " ".join(part.strip() for part in (prefix, suffix) if part)
    return CellParts(CellKind.NUMBER, match["digits"], bool(brackets) or signs == ["-"], unit, vote, bool(brackets))


def vote_of(digits: str) -> Vote | None:
    """What these digits say of the decimals; None where they are no number under either."""
    if _whole.fullmatch(digits):
        return Vote.LONG if len(digits) > 3 and digits.isdecimal() and digits[0] != "0" else Vote.NONE
    if either := _either.fullmatch(digits):
        return Vote.EITHER_POINT if either[1] == "." else Vote.EITHER_COMMA
    of_point, of_comma = _of_point.fullmatch(digits), _of_comma.fullmatch(digits)
    if of_point and of_comma:
        return Vote.NONE
    if not of_point and not of_comma:
        return None
    both = ("," in digits and ("." in digits or digits.count(",") > 1)) or digits.count(".") > 1
    return _votes[of_point is not None, both]


_votes = {
    (True, False): Vote.POINT,
    (True, True): Vote.GROUPED_POINT,
    (False, False): Vote.COMMA,
    (False, True): Vote.GROUPED_COMMA,
}


def number_in(part: CellParts, comma: bool) -> float | None:
    """The number of a cell where decimals are set off by a comma, or by a point; None where it is none then."""
    if not (_of_comma if comma else _of_point).fullmatch(part.digits):
        return None
    digits = part.digits.translate(_groups_of_comma if comma else _groups)
    value = float(digits if comma else digits.replace("d", "e").replace("D", "e"))
    return -value if part.negative else value
