"""What takes a while, in words, with a thin bar that says how much of it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gan_playground.ui.widgets.labels import ElidedLabel

bar_px = 88
whole = 1000  # what the bar counts to


class BusyLine(QWidget):
    """Where nobody said yet how much is done, the bar runs to and fro."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(bar_px)
        row = QHBoxLayout(self, spacing=14)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar)
        row.addWidget(self.label, 1)

    def show_words(self, words: str) -> None:
        """What is going on; empty when it has ended."""
        if not words or not self.bar.accessibleName():
            self.bar.setRange(0, 0)
        self.label.show_text(words)
        self.bar.setAccessibleName(words)

    def show_share(self, share: float) -> None:
        """How much is done, from 0 to 1."""
        self.bar.setRange(0, whole)
        self.bar.setValue(round(share * whole))
