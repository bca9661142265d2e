"""A column of a wide table, found by its name or its number."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from gan_playground.gan.data.table.survey import TableSurvey
from gan_playground.ui.theme.style import set_look


class ColumnFinder(QLineEdit):
    """Seen where not all columns of a table are; what is written there is completed to a name.

    Signals: found(place of a column).
    """

    found = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tableFind")
        self.setAccessibleName("Find a column")
        self._names: tuple[str, ...] = ()
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[str].connect(self._find)
        completer.popup().setProperty("completions", True)
        self.setCompleter(completer)
        self.returnPressed.connect(self._on_written)
        self.textEdited.connect(self._on_edited)

    def show_survey(self, survey: TableSurvey) -> None:
        if survey.names != self._names:
            self._names = survey.names
            self._offered.setStringList(list(dict.fromkeys(survey.names)))
        more = "1 more column" if survey.unseen == 1 else f"{survey.unseen:,} more columns"
        self.setPlaceholderText(f"{more}: find one by its name, or its number from 1 to {len(survey.names)}")
        with QSignalBlocker(self):
            self.clear()
        set_look(self, "problem", False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for this field, and for nobody around it."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _place(self, text: str) -> int | None:
        """Which column is called so, or is the only one that is called about so."""
        if text in self._names:
            return self._names.index(text)
        if text.isdecimal() and 1 <= int(text) <= len(self._names):
            return int(text) - 1
        alike = [place for place, name in enumerate(self._names) if text and text.lower() in name.lower()]
        return alike[0] if len(alike) == 1 else None

    @Slot()
    def _on_written(self) -> None:
        self._find(self.text())

    @Slot(str)
    def _find(self, text: str) -> None:
        place = self._place(text.strip())
        set_look(self, "problem", place is None)
        if place is not None:
            self.found.emit(place)

    @Slot()
    def _on_edited(self) -> None:
        set_look(self, "problem", False)
