"""The formulas as they are shown: which terms, what they came to, and what pointing at them says."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.training.formula import formulas_of
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.penalties import PENALTIES
from gan_playground.ui.formula.row import FormulaRow
from gan_playground.ui.formula.setting import scaled_to
from gan_playground.ui.formula.sheet import FormulaSheet
from gan_playground.ui.plot.light import NOBODY
from ui.drawn import faults, texts_in

everything_on = {f"penalty.{name}": 1.0 for name in PENALTIES}


@pytest.fixture
def sheet(qtbot: QtBot) -> FormulaSheet:
    made = FormulaSheet()
    qtbot.addWidget(made)
    made.resize(276, 700)
    made.show()
    return made


def experiment(**knobs: Any) -> Experiment:
    return Experiment().with_knobs({name.replace("__", "."): value for name, value in knobs.items()})


def begin(sheet: FormulaSheet, shown: Experiment, value: float = 0.25) -> None:
    """Every term of it came to this."""
    formulas = formulas_of(shown)
    sheet.show_formulas(formulas)
    QApplication.processEvents()  # what came has a place only then
    terms = {each.head.id: {part.term.id: value for part in each.sum} for each in formulas}
    sheet.show_values(FormulaValues(1204, terms))


def row_of(sheet: FormulaSheet, head: str, term: str) -> FormulaRow:
    view = next(view for view in sheet.views if view.formula.head.id == head)
    return next(row for row in view.rows if row.what.id == term)


def enter(row: FormulaRow, place: QPointF) -> None:
    QApplication.sendEvent(row, QEnterEvent(place, place, place))


def leave(row: FormulaRow) -> None:
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))


def middle_of(row: FormulaRow, role: str) -> QPointF:
    spot = next(spot for spot in row._setting.spots if spot.role == role)
    return scaled_to(spot.place, row._start, row._em).center()


def test_each_term_has_its_value_and_each_sum_its_own(sheet: FormulaSheet) -> None:
    begin(sheet, experiment(penalty__r1=1.0), 0.25)
    texts = [text.text for text in texts_in(sheet)]
    assert texts == [
        *("The game", "step 1,204", "0.500", "0.250", "0.250"),
        *("What D minimises", "0.750", "0.250", "0.250", "0.250"),
        *("What G minimises", "0.250", "0.250"),
    ]
    assert row_of(sheet, "loss-d", "slope-real").accessibleName().endswith("slope of D at x: 0.250")


def test_what_was_not_measured_is_no_number(sheet: FormulaSheet) -> None:
    begin(sheet, experiment())
    shown = {"loss-g": {"log-d-fake": 0.5}}
    sheet.show_values(FormulaValues(7, shown))
    assert row_of(sheet, "game", "log-d-real").value_text == row_of(sheet, "loss-d", "loss-d").value_text == "–"
    assert row_of(sheet, "loss-g", "loss-g").value_text == "0.500"
    sheet.show_values(None)
    assert {row.value_text for row in sheet.rows} == {"–"}


def test_a_penalty_comes_and_goes_with_its_knob(sheet: FormulaSheet) -> None:
    begin(sheet, experiment())
    before = len(sheet.rows)
    begin(sheet, experiment(penalty__r2=1.0))
    assert len(sheet.rows) == before + 1
    assert row_of(sheet, "loss-d", "slope-fake").value_text == "0.250"


@each_of("width", [200, 216, 244, 300, 420])
def test_no_term_is_cut_or_under_its_value(width: int, sheet: FormulaSheet) -> None:
    for objective in OBJECTIVES:
        begin(sheet, experiment(objective=objective, **everything_on), -1.25)
        sheet.resize(width, 900)
        QApplication.processEvents()
        assert not faults(sheet)
        for row in sheet.rows:
            right = row._start.x() + row._setting.width * row._em
            value_px = 0.0 if row._is_tall else QFontMetricsF(row.value_font).horizontalAdvance(row.value_text)
            assert row._em >= 10
            assert right <= row.width() - value_px - 7.9, (objective, width, row.what.id)


def test_pointing_at_a_term_says_whose_data_it_is_made_of(sheet: FormulaSheet) -> None:
    begin(sheet, experiment())
    said: list[frozenset[str]] = []
    sheet.pointed.connect(said.append)
    row = row_of(sheet, "game", "log-not-d-fake")
    enter(row, QPointF(1, 1))
    leave(row)
    assert said == [{"generated", "discriminator"}, NOBODY]
    for role in ("discriminator", "generated"):
        enter(row, middle_of(row, role))
        assert said[-1] == {role}
    leave(row)


def test_the_keyboard_points_as_well_and_goes_from_letter_to_letter(sheet: FormulaSheet) -> None:
    begin(sheet, experiment())
    said: list[frozenset[str]] = []
    sheet.pointed.connect(said.append)
    row = row_of(sheet, "game", "log-d-real")
    QApplication.sendEvent(row, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    for _ in range(3):
        QTest.keyClick(row, Qt.Key.Key_Right)
    QTest.keyClick(row, Qt.Key.Key_Left)
    QApplication.sendEvent(row, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    whole = {"real", "discriminator"}
    assert said == [whole, {"real"}, {"discriminator"}, {"real"}, {"discriminator"}, NOBODY]


def test_what_is_pointed_at_elsewhere_is_lit_and_the_rest_is_faint(sheet: FormulaSheet) -> None:
    begin(sheet, experiment())
    real, fake = (row_of(sheet, "game", name) for name in ("log-d-real", "log-not-d-fake"))
    as_usual = [row.grab().toImage() for row in (real, fake)]
    sheet.show_light(frozenset({"real"}))
    assert real.is_lit
    assert not fake.is_lit
    assert all(row.grab().toImage() != before for row, before in zip((real, fake), as_usual, strict=True))
    sheet.show_light(NOBODY)
    assert [row.grab().toImage() for row in (real, fake)] == as_usual
