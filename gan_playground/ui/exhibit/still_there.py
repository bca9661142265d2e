"""Asks whoever has not moved for a while whether he is still there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.single_press import SinglePressButton

between_px, veil = 28, 0.9


class StillThere(QWidget):
    """Covers the window. Signals: go_on_wanted(), start_over_wanted()."""

    go_on_wanted = Signal()
    start_over_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.question, self.count = QLabel("Still there?", self), QLabel(self)
        self.question.setProperty("exhibit", "title")
        self.count.setProperty("exhibit", "count")
        self.go_on, self.start_over = SinglePressButton("Yes, go on", self), SinglePressButton("Start over", self)
        for button in (self.go_on, self.start_over):
            button.setProperty("variant", "exhibit")
        self.go_on.clicked.connect(self.go_on_wanted)
        self.start_over.clicked.connect(self.start_over_wanted)
        self._lay_out(self.go_on, self.start_over)
        self.hide()

    def _lay_out(self, *buttons: QPushButton) -> None:
        column, row = QVBoxLayout(self, spacing=between_px), QHBoxLayout(spacing=between_px)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addStretch(1)
        for label in (self.question, self.count):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addStretch(1)

    def ask(self) -> None:
        """Over everything."""
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self.go_on.setFocus()

    @Slot(int)
    def show_count(self, seconds: int) -> None:
        self.count.setText(f"{max(0, seconds)}")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From one button to the other, and nowhere else."""
        (self.start_over if self.go_on.hasFocus() else self.go_on).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever touches it is there."""
        self.go_on_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("background", veil))
