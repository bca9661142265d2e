"""A table of cells, from a text or a workbook: its columns are numbers where most of their cells are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from gan_playground.gan.data.table.decimals import Decided, evidence_of
from gan_playground.gan.data.table.heads import sample_rows
from gan_playground.gan.data.table.layout import lay_out
from gan_playground.gan.data.table.numbers import NumberColumn
from gan_playground.gan.data.table.reading import Kind, LeftOut
from gan_playground.gan.data.table.rows import Piece, pack, unpack
from gan_playground.gan.data.table.totals import total_rows
from gan_playground.gan.data.table.written_column import WrittenColumn

settled = {"point": Decided(comma=False, sure=True), "comma": Decided(comma=True, sure=True)}
most_asked = 50  # columns that are asked where the decimals are


class CellTable:
    """Columns of a table of cells. decimals: a name of DECIMALS. sheets, sheet: of a workbook all, and this one.

    cut: whether these are only the file's first rows.
    """

    def __init__(
        self,
        rows: Iterable[Piece],
        words: str,
        separator: str,
        decimals: str,
        file: str,
        sheets: tuple[str, ...] = (),
        sheet: str = "",
    ) -> None:
        self._body = lay_out(rows, separator, file)
        self._separator, self._settled = separator, settled.get(decimals)
        self._parts: dict[tuple[int, bool], WrittenColumn] = {}
        self._numbers: dict[int, NumberColumn] = {}
        self.words, self.names = words, self._body.names
        self.sheets, self.sheet, self.cut = sheets, sheet, False
        self.notes, self.doubts = self._body.notes, self._body.doubts

    @property
    def left_out(self) -> list[LeftOut]:
        return self._body.left_out

    @property
    def width(self) -> int:
        return self._body.width

    @property
    def count(self) -> int:
        return self._body.count

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
        block, within = self._body.find(place)
        return block.lines[within]

    def text(self, place: int, column: int) -> str:
        block, within = self._body.find(place)
        return str(block.cells(column)[within]).strip()

    def drop_totals(self, chosen: Sequence[int]) -> None:
        """Leave out rows that sum up others; `chosen`: the columns whose numbers may tell so."""
        columns = [self.numbers(column) for column in chosen if self.kind(column) is Kind.NUMBERS]
        places = total_rows(self._body, columns)
        if not places:
            return
        self._body.take_out(places, "rows of totals" if len(places) > 1 else "row of a total")
        self._parts.clear()
        self._numbers.clear()
        self.__dict__.pop("_others", None)

    def _part(self, column: int, whole: bool) -> WrittenColumn:
        key = column, whole or self.count <= sample_rows
        if key not in self._parts:
            blocks = self._body.blocks
            if not key[1]:
                self._parts[key] = WrittenColumn([pack(unpack(blocks[0].columns[column])[:sample_rows])])
            else:
                self._parts[key] = WrittenColumn([block.columns[column] for block in blocks])
        return self._parts[key]

    @cached_property
    def _others(self) -> Decided | None:
        """What the file's columns say together of its decimals."""
        asked = [self._part(column, whole=False) for column in range(min(self.width, most_asked))]
        return evidence_of(part.tally for part in asked if part.kind() is Kind.NUMBERS)
