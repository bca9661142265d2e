"""Whose knobs they are, where two runs are compared."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.labels import FittingLabel
from gan_playground.ui.widgets.side_tag import SideTag


class WhoseKnobs(QWidget):
    """A line above the knobs: the mark of the run that they drive, as on its stage, and what becomes of the other one.

    Hidden where there is one run alone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whoseKnobs")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tag, self.whose, self.other = SideTag("A", self), QLabel(), FittingLabel("muted")
        self.whose.setProperty("role", "heading")
        row = QHBoxLayout(self, spacing=8)
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(self.tag)
        row.addWidget(self.whose)
        row.addWidget(self.other, 1)
        row.addStretch(0)
        self.hide()

    def show_run(self, letter: str, others: tuple[str, ...], tip: str) -> None:
        """They drive this run; what becomes of the other one, from the longest way to say it on."""
        self.tag.show_letter(letter)
        self.whose.setText(f"Knobs of {letter}")
        self.other.show_texts(*others)
        self.setToolTip(tip)
        self.setAccessibleName(f"Knobs of {letter}. {others[0]}")
        self.show()

    def set_theme(self, theme: Theme) -> None:
        self.tag.set_theme(theme)
