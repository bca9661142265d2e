"""The strip above two stages: what differs between the runs, and what to do with them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gan_playground.session.messages import Comparison
from gan_playground.ui.comparison.words import told
from gan_playground.ui.theme.actions import ACTIONS, hint
from gan_playground.ui.theme.icons import icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.labels import FittingLabel
from gan_playground.ui.widgets.side_tag import SideTag

letters = ("A", "B")


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
        self.end_button.setIconSize(QSize(16, 16))
        self.buttons = (self.swap_button, self.keep_button, self.end_button)
        self._lay_out()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self, spacing=8)
        row.setContentsMargins(16, 2, 4, 2)
        row.addWidget(self.what)
        row.addSpacing(8)
        for tag, side in zip(self.tags, self.sides, strict=True):
            row.addWidget(tag)
            row.addWidget(side)
            row.addSpacing(8)
        row.addWidget(self.same, 1)
        row.addStretch(0)
        for button in self.buttons:
            row.addWidget(button)

    def show_comparison(self, comparison: Comparison) -> None:
        """Write what differs."""
        words = told(comparison)
        texts = (words.what, words.run, words.run_b, words.same)
        for label, choices in zip((self.what, *self.sides, self.same), texts, strict=True):
            label.show_texts(*choices)
            label.setToolTip(words.tip)
        for part in (*self.tags, *self.sides):
            part.setVisible(bool(comparison.differences))

    def hide_tools(self) -> None:
        """Words alone: nobody can press on a film."""
        for button in self.buttons:
            button.hide()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for part in (*self.buttons, self.what, *self.sides, self.same):
            set_look(part, "large", exhibit)
        for label in (self.what, *self.sides, self.same):
            label.show_texts(*label.texts)

    def set_theme(self, theme: Theme) -> None:
        self.end_button.setIcon(icon("close", theme.text, 16))
        for tag in self.tags:
            tag.set_theme(theme)


def _button(name: str, title: str, action: str, what: str) -> QPushButton:
    """A quiet button. The key itself is the window's."""
    button = QPushButton(title, focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=hint(action, what))
    button.setObjectName(name)
    button.setProperty("variant", "quiet")
    button.setAccessibleDescription(what)
    return button
