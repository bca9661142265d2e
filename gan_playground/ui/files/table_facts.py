"""What was understood of a table that a person may want otherwise: what is left out, and what could be either."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.gan.data.table import Doubt
from gan_playground.gan.data.table.survey import TableSurvey


class TableFacts(QWidget):
    """Signals: settled(values of knobs by path): a doubt is to be read the other way."""

    settled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self, spacing=8)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.left_out = QLabel(wordWrap=True)
        self.left_out.setProperty("role", "muted")
        self.left_out.setTextFormat(Qt.TextFormat.PlainText)
        self.left_out.setObjectName("tableLeftOut")
        self._column.addWidget(self.left_out)
        self.doubts: list[DoubtRow] = []

    def show_survey(self, survey: TableSurvey) -> None:
        self.left_out.setText(_left_out_words(survey))
        if [row.doubt for row in self.doubts] == list(survey.doubts):
            return
        for row in self.doubts:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.doubts = [DoubtRow(doubt, self) for doubt in survey.doubts]
        for row in self.doubts:
            row.settled.connect(self.settled)
            self._column.addWidget(row)
            row.show()


class DoubtRow(QFrame):
    """How something was read, and a button that reads it the other way, if there is one.

    Signals: settled(values of knobs by path).
    """

    settled = Signal(object)

    def __init__(self, doubt: Doubt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doubt = doubt
        self.setProperty("note", "warning")
        row = QHBoxLayout(self, spacing=12)
        row.setContentsMargins(12, 5, 8, 5)
        words = QLabel(f"{doubt.words}.", wordWrap=True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("role", "label")
        row.addWidget(words, 1)
        if doubt.knob:
            row.addWidget(self._make_button())

    def _make_button(self) -> QPushButton:
        button = QPushButton(self.doubt.otherwise, focusPolicy=Qt.FocusPolicy.TabFocus)
        button.setObjectName("tableOtherwise")
        button.setToolTip("Read the whole column so.")
        button.setAccessibleDescription(self.doubt.words)
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        self.settled.emit({self.doubt.knob: self.doubt.value})


def _left_out_words(survey: TableSurvey) -> str:
    count = sum(one.count for one in survey.left_out)
    seen = f"These are the first {survey.rows:,} rows; all are read when they are learned from. " if survey.cut else ""
    if not count:
        return f"{seen}Nothing is left out."
    rows = "1 row is left out" if count == 1 else f"{count:,} rows are left out"
    return f"{seen}{rows}: {', '.join(one.words() for one in survey.left_out)}."
