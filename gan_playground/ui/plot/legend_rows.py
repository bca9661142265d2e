"""The legend of a stage: its entries and, at the right, what is switched; in as few rows as their words need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.ui.plot.legend import LayerChip
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.side_tag import SideTag

tool_gap_px = 10
most_rows = 3
unbounded_px = 2**24 - 1  # Qt's own word for no maximum


class LegendTool(Protocol):
    """What can stand at the right of a legend: a widget that fits its text."""

    def set_text_size(self, size_px: float) -> None: ...

    def set_theme(self, theme: Theme) -> None: ...

    def set_exhibit(self, exhibit: bool) -> None: ...

    def sizeHint(self) -> QSize: ...

    def setMaximumWidth(self, width_px: int) -> None: ...

    def sizePolicy(self) -> QSizePolicy: ...

    def isHidden(self) -> bool: ...


class Arrangement(Struct, frozen=True):
    """The words of the entries, and in which row each entry and each tool stands."""

    words: Sequence[str]
    rows_of_chips: Sequence[int]
    rows_of_tools: Sequence[int]

    @property
    def rows(self) -> int:
        return 1 + max((*self.rows_of_chips, *self.rows_of_tools), default=0)


class LegendRows(QVBoxLayout):
    """Whole words in one row if they fit, else brief ones; else in more rows; else only the samples of the lines."""

    def __init__(self, tag: SideTag, chips: Sequence[LayerChip], tools: Sequence[LegendTool]) -> None:
        super().__init__(spacing=0)
        self._tag, self._chips, self._tools = tag, chips, tools
        self._rows = [QHBoxLayout(spacing=0) for _ in range(most_rows)]
        for row in self._rows:
            self.addLayout(row)
        self._shown: Arrangement | None = None

    def fit(self, width_px: int, height_px: int) -> None:
        """Arrange everything within this; whether a tool is hidden is its own affair."""
        indent_px = 0 if self._tag.isHidden() else self._tag.sizeHint().width()
        row_px = max(part.sizeHint().height() for part in (*self._chips, *self._tools))
        arrangement = self._best(width_px - indent_px, max(1, height_px // row_px))
        for chip, word in zip(self._chips, arrangement.words, strict=True):
            chip.setText(word)
        if arrangement != self._shown:
            self._shown = arrangement
            self._place(arrangement, indent_px)

    def _best(self, room_px: int, rows_that_fit: int) -> Arrangement:
        titles = [chip.layer.title for chip in self._chips]
        briefs = [chip.layer.brief for chip in self._chips]
        samples = [""] * len(self._chips)
        choices = ((titles, 1), (briefs, 1), (titles, 2), (briefs, 2), (briefs, 3), (samples, 2), (samples, 3))
        for words, rows in choices:
            arrangement = self._flow(words, room_px)
            if arrangement.rows <= min(rows, rows_that_fit):
                return arrangement
        return Arrangement(samples, [0] * len(samples), [])  # the tools come back with more room

    def _flow(self, words: Sequence[str], room_px: int) -> Arrangement:
        """Entries and then tools, one after the other, in the next row where one is full."""
        chips_px = [chip.width_of(word) for chip, word in zip(self._chips, words, strict=True)]
        tools_px = [tool.sizeHint().width() + tool_gap_px if _has_place(tool) else 0 for tool in self._tools]
        rows, row, taken_px = [], 0, 0
        for width_px in (*chips_px, *tools_px):
            if taken_px and taken_px + width_px > room_px:
                row, taken_px = row + 1, 0
            taken_px += width_px
            rows.append(row)
        return Arrangement(words, rows[: len(words)], rows[len(words) :])

    def _place(self, arrangement: Arrangement, indent_px: int) -> None:
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        self._rows[0].addWidget(self._tag)
        for row in self._rows[1 : arrangement.rows]:
            row.addSpacing(indent_px)
        for chip, number in zip(self._chips, arrangement.rows_of_chips, strict=True):
            self._rows[number].addWidget(chip)
        for row in self._rows[: arrangement.rows]:
            row.addStretch(1)
        for tool in self._tools:
            tool.setMaximumWidth(unbounded_px if arrangement.rows_of_tools else 0)
        for tool, number in zip(self._tools, arrangement.rows_of_tools or [0] * len(self._tools), strict=True):
            assert isinstance(tool, QWidget)
            self._rows[number].addSpacing(tool_gap_px if _has_place(tool) else 0)
            self._rows[number].addWidget(tool)
        self.invalidate()


def _has_place(part: LegendTool) -> bool:
    return not part.isHidden() or part.sizePolicy().retainSizeWhenHidden()
