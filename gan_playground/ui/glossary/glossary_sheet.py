"""All the words on one sheet, with a field to find one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gan_playground.lessons.glossary import Term, glossary
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.unbroken import unbroken
from gan_playground.ui.widgets.sheet import Sheet

sheet_width_px = 640
most_list_px = 640
beside_list_px = 200  # what else the sheet has of the window's height


class GlossarySheet(Sheet):
    """Signals: those of Sheet, and keys_wanted(): the sheet of keys in its place."""

    keys_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("Glossary", sheet_width_px, theme, parent)
        self.setObjectName("glossarySheet")
        self.setAccessibleName("What the words mean")
        self.close_button.setObjectName("glossaryClose")
        self.field = QLineEdit(self, placeholderText="Find a word", clearButtonEnabled=False)
        self.field.setObjectName("glossarySearch")
        self.field.setAccessibleName("Find a word")
        self.field.textChanged.connect(self._find)
        self.offer_instead("All the keys", "glossaryKeys", hint("keys")).clicked.connect(self.keys_wanted)
        self._rows = [TermRow(term, self) for term in glossary().values()]
        self._nothing = QLabel("No such word here.", self, visible=False)
        self._nothing.setProperty("role", "muted")
        self._area = self._listed([*self._rows, self._nothing])
        self.body.addWidget(self.field)
        self.body.addWidget(self._area, 1)
        self.set_theme(theme)

    def show_term(self, name: str = "") -> None:
        """Open the sheet at a term."""
        self.field.clear()
        if self.isHidden():
            self.show_sheet()
        self.field.setFocus()
        for row in self._rows:
            row.show_as_chosen(row.term.name == name)
            if row.term.name == name:
                self.body.activate()
                self._area.widget().layout().activate()
                self._area.verticalScrollBar().setValue(row.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_sheet()
        else:
            self._area.keyPressEvent(event)  # arrows and pages scroll, wherever the keyboard is

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._area.setFixedHeight(max(120, min(scaled(most_list_px), self.height() - scaled(beside_list_px))))

    def _listed(self, rows: Iterable[QWidget]) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content, spacing=4)
        column.setContentsMargins(0, 0, 8, 0)
        for row in rows:
            column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea(self, widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        return area

    @Slot(str)
    def _find(self, wanted: str) -> None:
        for row in self._rows:
            row.setVisible(row.answers(wanted))
        self._nothing.setVisible(not any(row.answers(wanted) for row in self._rows))
        self._area.verticalScrollBar().setValue(0)


class TermRow(QFrame):
    """A term, other ways to write it, what it means, where it is seen, and from whom it is."""

    def __init__(self, term: Term, parent: QWidget) -> None:
        super().__init__(parent)
        self.term = term
        self.setObjectName(f"term.{term.name}")
        self.setProperty("chosen", False)
        column = QVBoxLayout(self, spacing=2)
        column.setContentsMargins(10, 6, 10, 8)
        others = ", ".join(other for other in term.also if not other.startswith(term.name))
        head = QHBoxLayout(spacing=10)
        head.addWidget(_line(term.name[0].upper() + term.name[1:], "value"))
        head.addWidget(_line(others, "muted"), 1)
        column.addLayout(head)
        column.addWidget(_line(term.meaning, "label"))
        column.addWidget(_line(f"{term.seen}  {term.source}".strip(), "muted"))

    def show_as_chosen(self, is_chosen: bool) -> None:
        set_look(self, "chosen", is_chosen)

    def answers(self, wanted: str) -> bool:
        """Whether it has to do with what is looked for."""
        words = " ".join((self.term.name, *self.term.also, self.term.meaning)).casefold()
        return wanted.strip().casefold() in words


def _line(text: str, role: str) -> QLabel:
    label = QLabel(unbroken(text), wordWrap=True)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
