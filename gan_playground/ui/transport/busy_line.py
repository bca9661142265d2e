"""What takes a while, in words, with a thin bar that says how much of it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.ui.widgets.labels import FittingLabel

whole = 1000  # what the bar counts to


class BusyLine(QWidget):
    """Where nobody said yet how much is done, the bar runs to and fro; where room is short, it alone counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = FittingLabel("caption")
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(textVisible=False)
        column = QVBoxLayout(self, spacing=5)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.label)
        column.addWidget(self.bar)
        column.addStretch(1)

    def show_words(self, words: str) -> None:
        """What is going on; empty when it has ended."""
        if not words or not self.bar.accessibleName():
            self.bar.setRange(0, 0)
        self.label.show_texts(words, words.partition(":")[0])
        self.bar.setAccessibleName(words)

    def show_share(self, share: float) -> None:
        """How much is done, from 0 to 1."""
        self.bar.setRange(0, whole)
        self.bar.setValue(round(share * whole))
