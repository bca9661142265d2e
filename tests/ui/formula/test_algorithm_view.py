"""The algorithm as it is shown: the present line, the values, and what there is room for."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from msgspec import Struct
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.observe.frame import Pair
from gan_playground.ui.formula.algorithm_view import AlgorithmView
from gan_playground.ui.formula.panel import FormulaPanel
from ui.drawn import faults, texts_in


class Instant(Struct):
    """What of a frame is shown here."""

    formula: FormulaValues
    gradient_norms: Pair


def instant(terms: Mapping[str, Mapping[str, float]], norm: float) -> Instant:
    return Instant(FormulaValues(3, terms), Pair(norm, norm))


@pytest.fixture
def view(qtbot: QtBot) -> AlgorithmView:
    made = AlgorithmView()
    qtbot.addWidget(made)
    made.resize(276, 400)
    made.show()
    show(made)
    return made


def show(view: AlgorithmView, **knobs: float) -> None:
    view.show_experiment(Experiment().with_knobs({name.replace("__", "."): value for name, value in knobs.items()}))
    QApplication.processEvents()


def test_the_line_of_the_present_part_is_lit(view: AlgorithmView) -> None:
    for part, line in (("discriminator.loss", "discriminator.judge"), ("generator.gradient", "generator.move")):
        view.show_part(part)
        assert [row.line.id for row in view.rows if row.is_present] == [line]
    show(view, batch_size=16)  # other lines, in the same part
    assert [row.line.id for row in view.rows if row.is_present] == ["generator.move"]
    view.show_part("")
    assert not any(row.is_present for row in view.rows)


def test_the_present_line_is_scrolled_to(qtbot: QtBot) -> None:
    panel = FormulaPanel()
    qtbot.addWidget(panel)
    panel.resize(276, 260)
    panel.show_experiment(Experiment())
    panel.show()
    QApplication.processEvents()
    row = next(row for row in panel.algorithm.rows if row.line.id == "generator.judge")
    seen = panel.viewport().rect()
    assert not seen.contains(row.mapTo(panel.viewport(), QPoint(0, row.height())))
    panel.show_part("generator.judge")
    assert row.is_present
    assert seen.contains(row.mapTo(panel.viewport(), QPoint(0, row.height())))


def test_the_values_are_the_losses_the_norms_and_the_size_of_a_batch(view: AlgorithmView) -> None:
    show(view, batch_size=16)
    view.show_frame(instant({"loss-d": {"a": 0.25, "b": 0.5}, "loss-g": {"a": 1.5}}, 0.48))
    shown = {row.line.id: row.value for row in view.rows if row.value}
    assert shown == {
        "discriminator.draw": "m = 16",
        "discriminator.judge": "loss 0.750",
        "discriminator.move": "norm 0.48",
        "generator.draw": "m = 16",
        "generator.judge": "loss 1.500",
        "generator.move": "norm 0.48",
    }
    view.show_frame(instant({}, math.nan))
    assert {row.value for row in view.rows if row.line.measure in ("loss", "norm")} == {"loss –", "norm –"}


def test_who_holds_still_has_no_lines(view: AlgorithmView) -> None:
    show(view, discriminator__steps=0)
    assert [row.isVisible() for row in view.rows] == [False] * 4 + [True] * 4


def test_whoever_asks_sees_where_each_line_is_done(view: AlgorithmView) -> None:
    assert not any("match.py" in text.text for text in texts_in(view))
    view.code_button.click()
    QApplication.processEvents()
    places = [row.line.place for row in view.rows]
    assert [text.text for text in texts_in(view) if ".py" in text.text] == places


@each_of("width", [200, 216, 276, 420])
def test_every_line_fits(width: int, view: AlgorithmView) -> None:
    view.show_frame(instant({"loss-d": {"a": -2e-7}, "loss-g": {"a": 2e12}}, 3.4e-7))
    view.resize(width, 400)
    QApplication.processEvents()
    assert not faults(view)
    assert len(texts_in(view)) >= 16
