"""The legend of a stage: its entries and, at the right, what is switched; in as few rows as their words need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.ui.plot.legend import LayerChip
from gan_playground.ui.theme.theme import Theme

tool_gap_px = 10
most_rows = 4
unbounded_px = 2**24 - 1  # Qt's own word for no maximum


class LegendTool(Protocol):
    """What can stand at the right of a legend: a widget that fits its text."""

    def set_text_size(self, size_px: float) -> None: ...

    def set_theme(self, theme: Theme) -> None: ...

    def set_exhibit(self, exhibit: bool) -> None: ...

    def sizeHint(self) -> QSize: ...

    def setMaximumWidth(self, width_px: int) -> None: ...

    def isHidden(self) -> bool: ...


class Arrangement(Struct, frozen=True):
    """The words of the entries, and in which row each entry and each tool stands; `tight`: with little between them."""

    tight: bool
    words: Sequence[str]
    rows_of_chips: Sequence[int]
    rows_of_tools: Sequence[int]

    @property
    def rows(self) -> int:
        return 1 + max((*self.rows_of_chips, *self.rows_of_tools), default=0)


class LegendRows(QVBoxLayout):
    """The same words at every size: in one row if they fit, if need be close together; else in more rows.

    Where there is no height for that, as in a small film, only the samples of the lines. What is hidden has no place.
    """

    def __init__(self, chips: Sequence[LayerChip], tools: Sequence[LegendTool]) -> None:
        super().__init__(spacing=0)
        self._all, self._tools = chips, tools
        self._chips: Sequence[LayerChip] = chips
        self._rows = [QHBoxLayout(spacing=0) for _ in range(most_rows)]
        for row in self._rows:
            self.addLayout(row)
        self._shown: tuple[Arrangement, int] | None = None

    def fit(self, width_px: int, height_px: int) -> None:
        """Arrange everything within this; whether an entry or a tool is hidden is its own affair."""
        self._chips = [chip for chip in self._all if not chip.isHidden()]
        arrangement = self._best(width_px, height_px)
        for chip, word in zip(self._chips, arrangement.words, strict=True):
            chip.set_tight(arrangement.tight)
            chip.setText(word)
        if (arrangement, len(self._chips)) != self._shown:
            self._shown = arrangement, len(self._chips)
            self._place(arrangement)
        for row in self._rows:
            row.invalidate()  # a chip that was hidden as its words grew has told nobody
        self.invalidate()

    def _best(self, room_px: int, height_px: int) -> Arrangement:
        titles, samples = [chip.layer.title for chip in self._chips], [""] * len(self._chips)
        whole = ((titles, rows, tight) for rows in range(1, most_rows + 1) for tight in (False, True))
        for words, rows, tight in (*whole, (samples, 3, True)):
            arrangement = self._flow(words, room_px, tight)
            if arrangement.rows <= min(rows, max(1, height_px // self._row_px(tight))):
                return arrangement
        return Arrangement(True, samples, [0] * len(samples), [])  # the tools come back with more room

    def _row_px(self, tight: bool) -> int:
        """How high a row is."""
        heights_px = [chip.height_of(tight) for chip in self._chips]
        return max(1, *heights_px, *(tool.sizeHint().height() for tool in self._tools if not tool.isHidden()))

    def _flow(self, words: Sequence[str], room_px: int, tight: bool) -> Arrangement:
        """Entries and then tools, one after the other, in the next row where one is full."""
        chips_px = [chip.width_of(word, tight) for chip, word in zip(self._chips, words, strict=True)]
        tools_px = [tool.sizeHint().width() + tool_gap_px if not tool.isHidden() else 0 for tool in self._tools]
        rows, row, taken_px = [], 0, 0
        for width_px in (*chips_px, *tools_px):
            if taken_px and taken_px + width_px > room_px:
                row, taken_px = row + 1, 0
            taken_px += width_px
            rows.append(row)
        return Arrangement(tight, words, rows[: len(words)], rows[len(words) :])

    def _place(self, arrangement: Arrangement) -> None:
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        for chip, number in zip(self._chips, arrangement.rows_of_chips, strict=True):
            self._rows[number].addWidget(chip)
        for row in self._rows[: arrangement.rows]:
            row.addStretch(1)
        for tool in self._tools:
            tool.setMaximumWidth(unbounded_px if arrangement.rows_of_tools else 0)
        for tool, number in zip(self._tools, arrangement.rows_of_tools or [0] * len(self._tools), strict=True):
            assert isinstance(tool, QWidget)
            self._rows[number].addSpacing(0 if tool.isHidden() else tool_gap_px)
            self._rows[number].addWidget(tool)
        self.invalidate()
