"""What was understood of a file of numbers, as plain words and numbers: for a line on a terminal, or for a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

most_rows_named = 3
longest_word = 40


class Kind(Enum):
    """What a column is made of."""

    NUMBERS = "numbers"
    DATES = "dates"
    WORDS = "words"
    EMPTY = "nothing"


class LeftOut(Struct, frozen=True):
    """Rows that are not learned from, and why, as 'rows of totals'. rows: as an editor counts them."""

    reason: str
    rows: tuple[int, ...]
    example: str = ""

    @property
    def count(self) -> int:
        return len(self.rows)

    def words(self) -> str:
        """As in "2 totals (rows 62, 63; 'Mean')"."""
        named = ", ".join(map(str, self.rows[:most_rows_named])) + (", …" if self.count > most_rows_named else "")
        example = f"; {_short(self.example)!r}" if self.example else ""
        reason = self.reason if self.count > 1 else _of_one(self.reason)
        return f"{self.count:,} {reason} (row{'s' if self.count > 1 else ''} {named}{example})"


class Doubt(Struct, frozen=True):
    """What could have been read otherwise: how it was, how it could be, and the knob that would make it so, if any.

    otherwise: what a button says that turns it.
    """

    words: str
    knob: str = ""
    value: str = ""
    otherwise: str = ""

    def sentence(self) -> str:
        return f"{self.words}; {self.knob}={self.value} reads it so" if self.knob else self.words

    def for_a_window(self) -> str:
        """The same for hands, which turn a knob by its name."""
        name = self.knob.rpartition(".")[2].capitalize()
        return f"{self.words}; {name} on {self.value!r} reads it so" if self.knob else self.words


class ColumnReading(Struct, frozen=True):
    """A column. count: numbers in it. missing: cells that say there is none. unread: cells with something else.

    unit: what stands beside its numbers, as '%' or 'cm'. sampled: whether only the first rows were looked at.
    """

    name: str
    kind: Kind
    count: int
    missing: int = 0
    unread: int = 0
    unit: str = ""
    sampled: bool = False


class TableReading(Struct, frozen=True):
    """What a file was taken for, and what of it is learned from.

    source: what it is and how it is written, as 'UTF-8, semicolons between cells'. preview: its first rows as text,
    under `columns`. chosen: places in `columns` that are learned from. count: rows that are. notes: what else was
    understood that nobody would see, as that a row of years is names.
    """

    file: str
    source: str
    columns: tuple[ColumnReading, ...]
    chosen: tuple[int, ...]
    count: int
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()

    @property
    def left_out_count(self) -> int:
        return sum(one.count for one in self.left_out)

    def sentence(self) -> str:
        """As in 'learning cm of heights.csv, 812 values, 3 left out'."""
        names = " and ".join(_short(self.columns[place].name) for place in self.chosen)
        each = "values" if len(self.chosen) == 1 else "points"
        return f"learning {names} of {self.file}, {self.count:,} {each}, {self.left_out_count:,} left out"

    def notice(self) -> str:
        """For a window: what is learned, and what may have been meant otherwise."""
        names = " and ".join(f"“{_short(column.name)}”" for column in self._taken())
        columns = "column" if len(self.chosen) == 1 else "columns"
        out = f"{self.left_out_count:,} left out" if self.left_out else "none left out"
        told = f"Learning the {columns} {names} of {self.file}: {self.count:,} rows used, {out}"
        return "; ".join((told, *(doubt.for_a_window() for doubt in self.doubts))) + "."

    def line(self) -> str:
        """All of it in one line."""
        told = [self.sentence() + (": " + _listed(one.words() for one in self.left_out) if self.left_out else "")]
        units = [f"{_short(column.name)} in {column.unit}" for column in self._taken() if column.unit]
        told += [", ".join([f"read as {self.source}", *units])]
        told += [*self.notes, *(doubt.sentence() for doubt in self.doubts)]
        return " ".join("; ".join(told).split()) + "."

    def _taken(self) -> list[ColumnReading]:
        return [self.columns[place] for place in self.chosen]


def _of_one(reason: str) -> str:
    for many, one in (
        ("comments", "comment"),
        ("remarks", "remark"),
        ("rows that have", "row that has"),
        ("rows that say", "row that says"),
    ):
        reason = reason.replace(many, one)
    return reason


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _short(word: str) -> str:
    return word if len(word) <= longest_word else f"{word[: longest_word - 1]}…"
