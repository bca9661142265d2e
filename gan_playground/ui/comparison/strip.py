"""The strip above two stages: what differs between the runs, and what to do with them."""

from __future__ import annotations

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gan_playground.session.messages import Comparison
from gan_playground.ui.comparison.words import ToldRow, told
from gan_playground.ui.theme.actions import ACTIONS, hint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.labels import FittingLabel
from gan_playground.ui.widgets.side_tag import SideTag

letters = ("A", "B")
edges_px, gap_px = (16, 4), 8


class ComparisonStrip(QFrame):
    """Which runs they are, and a button for each way on: `swap_button`, `keep_button` and `end_button`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparisonStrip")
        self.setProperty("card", True)
        self.setAccessibleName("What differs between the two runs")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tags = tuple(SideTag(letter, self) for letter in letters)
        self.what = FittingLabel("heading", self)
        self.sides = tuple(FittingLabel("label", self) for _ in letters)
        self.same = FittingLabel("muted", self)
        self.swap_button = _button("swapSides", "Swap", "swap_runs", ACTIONS["swap_runs"].tip)
        self.keep_button = _button("keepRival", "Keep B", "keep_run_b", ACTIONS["keep_run_b"].tip)
        self.end_button = _button("endComparison", "", "compare", "End the comparison, and go on with A alone.")
        self.end_button.setAccessibleName("End the comparison")
        self.end_button.setProperty("variant", "icon")
        self._rows: tuple[ToldRow, ...] = (ToldRow(""),)
        self.buttons = (self.swap_button, self.keep_button, self.end_button)
        self._lay_out()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        left, right = edges_px
        row = QHBoxLayout(self, spacing=gap_px)
        row.setContentsMargins(left, 2, right, 2)
        row.addWidget(self.what)
        row.addSpacing(gap_px)
        for tag, side in zip(self.tags, self.sides, strict=True):
            row.addWidget(tag)
            row.addWidget(side)
            row.addSpacing(gap_px)
        row.addWidget(self.same, 1)
        row.addStretch(0)
        for button in self.buttons:
            row.addWidget(button)

    def show_comparison(self, comparison: Comparison) -> None:
        """Write what differs."""
        words = told(comparison)
        self._rows = words.rows
        self.setAccessibleDescription(" ".join(filter(None, structs.astuple(words.rows[0]))))
        for label in self._labels:
            label.setToolTip(words.tip)
        self._fit()

    @property
    def _labels(self) -> tuple[FittingLabel, ...]:
        return self.what, *self.sides, self.same

    def _fit(self) -> None:
        """Write the longest row for which there is room."""
        taken_px = sum(button.sizeHint().width() + gap_px for button in self.buttons if not button.isHidden())
        room_px = self.width() - taken_px - sum(edges_px)
        fitting = (row for row in self._rows if self._width_of(row) <= room_px)
        row = next(fitting, self._rows[-1])
        for label, text in zip(self._labels, structs.astuple(row), strict=True):
            label.show_texts(text)
            label.setVisible(bool(text))
        for tag in self.tags:
            tag.setVisible(bool(row.run))
        self.layout().activate()  # at once, or words would be cut until it is

    def _width_of(self, row: ToldRow) -> float:
        texts = zip(self._labels, structs.astuple(row), strict=True)
        words_px = sum(label.fontMetrics().horizontalAdvance(text) + 1 + 2 * gap_px for label, text in texts if text)
        return words_px + (sum(tag.sizeHint().width() + gap_px for tag in self.tags) if row.run else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hide_tools(self) -> None:
        """Words alone: nobody can press on a film."""
        for button in self.buttons:
            button.hide()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for part in (*self.buttons, self.what, *self.sides, self.same):
            set_look(part, "large", exhibit)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        draw_icon(self.end_button, "close", theme.text, 16)
        for tag in self.tags:
            tag.set_theme(theme)


def _button(name: str, title: str, action: str, what: str) -> QPushButton:
    """A quiet button. The key itself is the window's."""
    button = QPushButton(title, focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=hint(action, what))
    button.setObjectName(name)
    button.setProperty("variant", "quiet")
    button.setAccessibleDescription(what)
    return button
