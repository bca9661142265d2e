"""The formulas of a run, one below the other: what each is, the sum, and its terms with their values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.training.formula import Formula
from gan_playground.ui.formula.row import SIGNS, FormulaRow
from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme

between_px = 12
em_px, least_em_px = 17, 13


class FormulaView(QWidget):
    """One formula.

    Signals: pointed(roles).
    """

    pointed = Signal(object)

    def __init__(self, formula: Formula, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula = formula
        column = QVBoxLayout(self, spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        self._title = QLabel(formula.head.title, wordWrap=True)
        self.aside = QLabel()
        for label in (self._title, self.aside):
            label.setProperty("role", "caption")
        line = QHBoxLayout(spacing=8)
        line.setContentsMargins(8, 0, 8, 2)
        line.addWidget(self._title, 1)
        line.addWidget(self.aside)
        column.addLayout(line)
        self.head = FormulaRow(formula.head)
        self.terms = [
            FormulaRow(part.term, "" if i == 0 and part.sign > 0 else SIGNS[part.sign])
            for i, part in enumerate(formula.sum)
        ]
        for row in self.rows:
            row.pointed.connect(self.pointed)
            column.addWidget(row)

    @property
    def rows(self) -> list[FormulaRow]:
        return [self.head, *self.terms]

    def show_values(self, values: FormulaValues | None) -> None:
        """None: nothing was measured."""
        known = {} if values is None else values.terms.get(self.formula.head.id, {})
        found = [known.get(row.what.id) for row in self.terms]
        for row, value in zip(self.terms, found, strict=True):
            row.show_value(value)
        self.head.show_value(None if None in found else sum(value for value in found if value is not None))


class FormulaSheet(QWidget):
    """All formulas of an experiment; their letters are as large as the longest term has room for.

    Signals: pointed(roles): whose data somebody points at; empty: nobody's.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self.views: list[FormulaView] = []
        self._shown: Sequence[Formula] = ()
        self._values: FormulaValues | None = None
        self._present = ""
        self._column = QVBoxLayout(self, spacing=between_px)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_formulas(self, formulas: Sequence[Formula]) -> None:
        """These from now on."""
        if formulas == self._shown:
            return
        self._shown = formulas
        self.pointed.emit(NOBODY)  # what was pointed at goes
        for view in self.views:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.views = [FormulaView(formula) for formula in formulas]
        for view in self.views:
            view.pointed.connect(self.pointed)
            self._column.addWidget(view)
        self.set_theme(self._theme)
        self.show_values(self._values)
        self.show_present(self._present)

    @property
    def rows(self) -> list[FormulaRow]:
        return [row for view in self.views for row in view.rows]

    def show_values(self, values: FormulaValues | None) -> None:
        """What the terms came to; None: nothing was measured."""
        self._values = values
        for i, view in enumerate(self.views):
            view.show_values(values)
            view.aside.setText(f"step {values.step:,}" if values is not None and i == 0 else "")

    def show_present(self, head: str) -> FormulaView | None:
        """The formula with this head is what a turn that stands still is about; empty: none more than another."""
        self._present = head
        for view in self.views:
            for row in view.rows:
                row.set_aside(bool(head) and view.formula.head.id != head)
        return next((view for view in self.views if view.formula.head.id == head), None)

    @Slot(object)
    def show_light(self, roles: Roles = NOBODY) -> None:
        """Somebody points at these data on the stage."""
        for row in self.rows:
            row.show_light(roles)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self.rows:
            row.set_theme(theme)
        self.fit()

    def fit(self) -> None:
        """Letters as large as there is room for: where they would be small, values of long terms stand below these."""
        usual, least, width = scaled(em_px), scaled(least_em_px), self.width()
        tall = [row.em_for(width) < least for row in self.rows]
        em = min(usual, *(row.em_for(width, is_tall) for row, is_tall in zip(self.rows, tall, strict=True)), usual)
        for row, is_tall in zip(self.rows, tall, strict=True):
            row.set_size(max(1.0, em), is_tall)

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self.fit()
