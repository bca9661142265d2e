"""A table of cells, from a text or a workbook: its columns are numbers where most of their cells are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from gan_playground.gan.data.table.body import Body
from gan_playground.gan.data.table.decimals import Decided, evidence_of
from gan_playground.gan.data.table.heads import sample_rows
from gan_playground.gan.data.table.layout import lay_out
from gan_playground.gan.data.table.numbers import ColumnParts, NumberColumn
from gan_playground.gan.data.table.plain_column import PlainColumn, column_of
from gan_playground.gan.data.table.reading import Doubt, Kind, LeftOut
from gan_playground.gan.data.table.rows import Line
from gan_playground.gan.data.table.totals import total_rows

settled = {"point": Decided(comma=False, sure=True), "comma": Decided(comma=True, sure=True)}
most_asked = 50  # columns that are asked where the decimals are


class CellTable:
    """Columns of a table of cells. decimals: a name of DECIMALS. sheets, sheet: of a workbook all, and this one.

    cut: whether these are only the file's first rows.
    """

    def __init__(
        self,
        rows: Iterable[Line],
        words: str,
        separator: str,
        decimals: str,
        file: str,
        sheets: tuple[str, ...] = (),
        sheet: str = "",
    ) -> None:
        self._body = lay_out(rows, separator, file)
        self._separator, self._settled = separator, settled.get(decimals)
        self._parts: dict[tuple[int, bool], PlainColumn | ColumnParts] = {}
        self._numbers: dict[int, NumberColumn] = {}
        self.words, self.names = words, self._body.names
        self.sheets, self.sheet, self.cut = sheets, sheet, False
        self.left_out: list[LeftOut] = self._body.left_out
        self.notes, self.doubts = self._body.notes, list[Doubt]()

    @property
    def width(self) -> int:
        return self._body.width

    @property
    def count(self) -> int:
        return len(self._body.rows)

    @property
    def has_index(self) -> bool:
        if not (len(self.names) > 1 and not self.names[0]):
            return False
        first = [self.text(row, 0) for row in range(min(self.count, sample_rows))]
        return any(first == [str(start + row) for row in range(len(first))] for start in (0, 1))

    def kind(self, column: int) -> Kind:
        return self._part(column, whole=False).kind()

    def numbers(self, column: int) -> NumberColumn:
        if column not in self._numbers:
            part = self._part(column, whole=True)
            decided = self._settled or part.tally.decide(self._others, self._separator)
            self._numbers[column] = part.numbers(decided)
        return self._numbers[column]

    def line(self, place: int) -> int:
        return self._body.lines[place]

    def text(self, place: int, column: int) -> str:
        row = self._body.rows[place]
        return str(row[column]).strip() if column < len(row) else ""

    @property
    def body(self) -> Body:
        return self._body

    def drop_totals(self, chosen: Sequence[int]) -> None:
        """Leave out rows that sum up others; `chosen`: the columns whose numbers may tell so."""
        columns = [self.numbers(column) for column in chosen if self.kind(column) is Kind.NUMBERS]
        places = total_rows(self._body, columns)
        if not places:
            return
        example = next((str(cell) for cell in self._body.rows[places[0]] if str(cell).strip()), "")
        reason = "rows of totals" if len(places) > 1 else "row of a total"
        self.left_out.append(LeftOut(reason, tuple(map(self.line, places)), example))
        for place in reversed(places):
            del self._body.rows[place], self._body.lines[place]
        self._parts.clear()
        self._numbers.clear()
        self.__dict__.pop("_others", None)

    def _part(self, column: int, whole: bool) -> PlainColumn | ColumnParts:
        key = column, whole or self.count <= sample_rows
        if key not in self._parts:
            cells = self._body.cells(column)
            self._parts[key] = column_of(cells if key[1] else cells[:sample_rows])
        return self._parts[key]

    @cached_property
    def _others(self) -> Decided | None:
        """What the file's columns say together of its decimals."""
        asked = [self._part(column, whole=False) for column in range(min(self.width, most_asked))]
        return evidence_of(part.tally for part in asked if part.kind() is Kind.NUMBERS)
