"""How a table is read, where more than one way can be wanted: what for, its decimals, the sheet of a workbook."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.table import DECIMALS
from gan_playground.gan.data.table.survey import TableSurvey
from gan_playground.gan.experiment.data import Data
from gan_playground.ui.knobs.flat_combo import FlatCombo, choose_quietly

purposes = {"column": "One column, on the line", "points": "Two columns, on the plane"}
"""By the kinds of data that are of a table: how many columns are taken, and where they are seen."""


class TableChoices(QWidget):
    """Signals: turned(values of knobs by path): it is to be read so."""

    turned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = Data()
        self._purposes = QButtonGroup(self)
        meaning = "Whether 1,234 is a thousand and more, or one and some decimals."
        self.decimals = _combo("tableDecimals", "Decimals", meaning)
        for name, choice in DECIMALS.items():
            self.decimals.addItem(choice.title, name)
        self.decimals.currentIndexChanged.connect(self._on_decimals)
        self.sheets = _combo("tableSheetOf", "Sheet", "Which sheet of the workbook is read.")
        self.sheets.currentIndexChanged.connect(self._on_sheet)
        row = QHBoxLayout(self, spacing=10)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._make_switch())
        row.addStretch(1)
        row.addWidget(self.sheets)
        row.addWidget(self.decimals)

    def show_survey(self, survey: TableSurvey, data: Data) -> None:
        """What there is to choose of this table, and how it was read."""
        self._data = data
        self._purposes.button(list(purposes).index(data.kind)).setChecked(True)
        choose_quietly(self.decimals, self.decimals.findData(data.decimals))
        told = any(doubt.knob == "data.decimals" for doubt in survey.doubts)
        self.decimals.setVisible(survey.has_decimals or told or data.decimals != "auto")
        self.sheets.setVisible(len(survey.sheets) > 1)
        with QSignalBlocker(self.sheets):
            self.sheets.clear()
            self.sheets.addItems(survey.sheets)
            self.sheets.setCurrentIndex(self.sheets.findText(survey.sheet))

    def _make_switch(self) -> QFrame:
        switch = QFrame()
        switch.setProperty("segmented", True)
        row = QHBoxLayout(switch, spacing=0)
        row.setContentsMargins(1, 1, 1, 1)
        for place, (kind, words) in enumerate(purposes.items()):
            segment = QPushButton(words, checkable=True, focusPolicy=Qt.FocusPolicy.TabFocus)
            segment.setObjectName(f"tableFor.{kind}")
            segment.setAccessibleName(words)
            segment.setToolTip(FAMILIES[kind].explanation)
            segment.setProperty("segment", True)
            self._purposes.addButton(segment, place)
            row.addWidget(segment)
        self._purposes.idClicked.connect(self._on_purpose)
        return switch

    @Slot(int)
    def _on_purpose(self, place: int) -> None:
        kind = list(purposes)[place]
        if kind != self._data.kind:
            self.turned.emit({"data.kind": kind, "data.column": ""})

    @Slot(int)
    def _on_decimals(self, index: int) -> None:
        self.turned.emit({"data.decimals": self.decimals.itemData(index)})

    @Slot(int)
    def _on_sheet(self, index: int) -> None:
        self.turned.emit({"data.sheet": self.sheets.itemText(index), "data.column": ""})


def _combo(name: str, title: str, meaning: str) -> FlatCombo:
    combo = FlatCombo()
    combo.setObjectName(name)
    combo.setAccessibleName(title)
    combo.setAccessibleDescription(meaning)
    combo.setToolTip(meaning)
    label = QLabel(title)
    label.setProperty("role", "label")
    combo.set_title(label)
    combo.setMinimumWidth(236)
    return combo
