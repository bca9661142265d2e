"""The sheet on which one sees what was understood of a table, and changes it, before it is learned from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.table.choosing import names_for
from gan_playground.gan.data.table.survey import TableSurvey
from gan_playground.gan.experiment.data import Data
from gan_playground.ui.files.column_card import ColumnCard
from gan_playground.ui.files.table_choices import TableChoices
from gan_playground.ui.files.table_columns import TableColumns
from gan_playground.ui.files.table_facts import TableFacts
from gan_playground.ui.knobs.flat_combo import FlatCombo
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.transport.busy_line import BusyLine
from gan_playground.ui.widgets.sheet import Sheet

sheet_width_px, narrow_px = 880, 520
touch_px = 44


class TableSheet(Sheet):
    """What was understood, or why nothing could be.

    Signals: turned(values of knobs by path): it is to be read otherwise. taken(): it is to be learned from. And those
    of Sheet.
    """

    turned = Signal(object)
    taken = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("", sheet_width_px, theme, parent)
        self.setObjectName("tableSheet")
        self.setAccessibleName("How a table was read")
        self.survey: TableSurvey | None = None
        self._count, self._is_exhibit = 1, False
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("role", "muted")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.busy = BusyLine()
        self.choices, self.columns, self.facts = TableChoices(), TableColumns(), TableFacts()
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setObjectName("tableSentence")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel_button = _button("Cancel", "tableCancel", hint("escape", "Go on with what trains now"))
        self.take_button = _button("Learn from it", "tableTake", "Train on these numbers  (Enter)")
        self.take_button.setProperty("variant", "primary")
        self._lay_out_body()
        self._connect_parts()
        self.set_theme(theme)

    def show_reading(self, file: str) -> None:
        """The file is being read; nothing is known of it yet, or of what was changed last."""
        self.take_button.setEnabled(False)
        if self.survey is not None:
            self.sentence.setText("Reading …")
            return
        self.fit_width(narrow_px)
        self.show_title(file)
        self.busy.show_words("Reading …")
        self.busy.show()
        for part in (self.words, self.choices, self.columns, self.columns.finder, self.facts, self.take_button):
            part.hide()
        self.sentence.setText("")
        self.cancel_button.setText("Cancel")

    def forget(self) -> None:
        """Another file comes."""
        self.survey = None

    def show_survey(self, survey: TableSurvey, data: Data) -> None:
        """What was understood; data: as what it is to be learned, if nothing is changed."""
        self.survey, self._count = survey, FAMILIES[data.kind].column_count
        self.show_title(survey.file)
        self.busy.show_words("")
        self.busy.hide()
        has_columns = bool(survey.columns)
        self.fit_width(sheet_width_px if has_columns or survey.sheets else narrow_px)
        self.words.setText(_sentence(" · ".join(survey.words)))
        self.words.setVisible(has_columns)
        self.choices.show_survey(survey, data)
        self.choices.setVisible(has_columns or bool(survey.sheets))
        if has_columns:
            self.columns.show_survey(survey, self._count)
            self.facts.show_survey(survey)
        for part in (self.columns, self.facts, self.take_button):
            part.setVisible(has_columns)
        self.columns.finder.setVisible(survey.unseen > 0)
        self.cancel_button.setText("Cancel" if has_columns else "Close")
        self._show_sentence(survey.chosen)
        self.set_exhibit(self._is_exhibit)  # some buttons are new

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.columns.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._is_exhibit = exhibit
        for part in self.findChildren(QWidget):
            if isinstance(part, (QPushButton, FlatCombo)):
                set_look(part, "large", exhibit)
        self.columns.finder.setMinimumHeight(touch_px if exhibit else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        is_other = isinstance(focused, QAbstractButton) and not isinstance(focused, ColumnCard)
        (focused if is_other and self.isAncestorOf(focused) else self.take_button).click()

    def _lay_out_body(self) -> None:
        foot = QHBoxLayout(spacing=10)
        foot.addWidget(self.sentence, 1)
        foot.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignBottom)
        for part in (self.words, self.busy, self.choices, self.columns, self.columns.finder, self.facts):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self.body.setContentsMargins(28, 18, 28, 22)

    def _connect_parts(self) -> None:
        self.choices.turned.connect(self.turned)
        self.facts.settled.connect(self.turned)
        self.columns.chosen.connect(self._on_chosen)
        self.cancel_button.clicked.connect(self.close_sheet)
        self.take_button.clicked.connect(self.taken)

    def _show_sentence(self, chosen: tuple[int, ...]) -> None:
        """What would be learned, or why nothing can be."""
        survey, missing = self.survey, self._count - len(chosen)
        refusal = survey.refusal
        if not refusal and missing:
            refusal = "Choose another column." if chosen else f"Choose {'two columns' if missing == 2 else 'a column'}."
        self.sentence.setText(refusal or _learning_words(survey, self._count))
        set_look(self.sentence, "role", "error" if refusal else "label")
        self.take_button.setEnabled(not refusal)

    @Slot(object)
    def _on_chosen(self, places: tuple[int, ...]) -> None:
        if len(places) < self._count:
            self._show_sentence(places)
        elif places != self.survey.chosen:
            self.turned.emit({"data.column": names_for(self.survey.names, places)})
        else:
            self._show_sentence(places)


def _button(text: str, name: str, tip: str) -> QPushButton:
    button = QPushButton(text, focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=tip)
    button.setObjectName(name)
    button.setAccessibleDescription(tip)
    return button


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _learning_words(survey: TableSurvey, count: int) -> str:
    names = " and ".join(column.title for column in survey.taken)
    each = "values" if count == 1 else "points"
    if not survey.count:  # in a long text they come later
        return f"{names}."
    more = " or more" if survey.cut else ""
    return f"{survey.count:,}{more} {each} of {names}."
