"""The formulas in the real window: the page beside the knobs, the numbers of the run, and what lights what."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.gan.training.terms import MeanTerm
from gan_playground.ui.formula.row import FormulaRow
from gan_playground.ui.theme.wording import number
from watched import Opener, Watched


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


def open_formula(opened: Opener, lesson: str) -> Watched:
    """The page is open, and the run is paused after some steps."""
    watched = opened("--lesson", lesson)
    watched.until(lambda: watched.frames[-1].step > 3)
    watched.window.side_tabs.show_page("formula")
    watched.pause()
    return watched


def enter(widget: QWidget) -> None:
    place = QPointF(1, 1)
    QApplication.sendEvent(widget, QEnterEvent(place, place, place))


def leave(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def stage_picture(watched: Watched) -> QImage:
    return watched.window.run_view.stage.picture().toImage()


def lit_in(watched: Watched, head: str) -> list[str]:
    view = next(view for view in watched.window.formula.sheet.views if view.formula.head.id == head)
    return [row.what.id for row in view.terms if row.is_lit]


def test_a_key_or_a_click_opens_the_formulas_and_the_choice_is_kept(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    window = watched.window
    QTest.keyClick(window, Qt.Key.Key_V)
    assert window.formula.isVisible()
    assert not window.knob_panel.isVisible()
    assert window._settings.side_page == "formula"
    watched.click("tab.knobs")
    assert window.knob_panel.isVisible()
    assert window._settings.side_page == "knobs"
    assert "(V)" in watched.part("tab.formula").toolTip()
    QTest.keyClick(window, Qt.Key.Key_V)
    window.knob_panel.reveal("batch_size")  # what is to be seen is
    assert window.knob_panel.controls["batch_size"].isVisible()


def test_the_numbers_are_those_of_the_step_that_is_seen(opened: Opener) -> None:
    watched = open_formula(opened, "textbook-curve")
    frame = watched.settle()
    assert frame.formula is not None
    assert frame.formula.step == frame.step
    sheet = watched.window.formula.sheet
    watched.until(lambda: sheet.views[0].aside.text() == f"step {frame.step:,}")
    for view in sheet.views:
        terms = frame.formula.terms[view.formula.head.id]
        assert [row.value_text for row in view.terms] == [number(value, 3) for value in terms.values()]
        assert view.head.value_text == number(math.fsum(terms.values()), 3)
    watched.window.history.turn({"objective": "wasserstein", "penalty.wgan_gp": 10.0})
    watched.settle()
    loss_of_d = next(view for view in sheet.views if view.formula.head.id == "loss-d")
    assert [row.what.id for row in loss_of_d.terms] == ["score-real", "score-fake", "slope-between"]


@pytest.mark.parametrize("lesson", ["textbook-curve", "ring", "tug-of-war", "digits", "palette"])
def test_pointing_at_a_term_leaves_its_data_and_dims_the_others(opened: Opener, lesson: str) -> None:
    watched = open_formula(opened, lesson)
    as_usual = stage_picture(watched)
    lit = []
    for about in ("real", "generated"):
        pointed = next(row for row in watched.window.formula.sheet.rows if about_of(row) == (about,))
        enter(pointed)
        lit.append(stage_picture(watched))
        leave(pointed)
    assert as_usual not in lit
    assert lit[0] != lit[1]
    assert stage_picture(watched) == as_usual


def about_of(row: FormulaRow) -> tuple[str, ...]:
    return row.what.about if isinstance(row.what, MeanTerm) else ()


def test_a_legend_and_a_dot_light_the_term_of_their_data(opened: Opener) -> None:
    watched = open_formula(opened, "ring")
    stage = watched.window.run_view.stage
    for layer, lit in (("real", "log-d-real"), ("generated", "log-not-d-fake")):
        enter(stage.chip(layer))
        assert lit_in(watched, "game") == [lit]
        leave(stage.chip(layer))
        assert lit_in(watched, "game") == []
    picture = stage.figure.picture
    for dots, lit in ((picture.generated, "log-not-d-fake"), (picture.real, "log-d-real")):
        far = dots[abs(dots).sum(1).argmax()]
        stage.figure.pointer_moved.emit(stage.figure.box.mapViewToScene(QPointF(*far)))
        assert lit_in(watched, "game") == [lit]
    stage.figure.pointer_moved.emit(None)
    assert lit_in(watched, "game") == []


def test_a_curve_lights_what_it_is_of(opened: Opener) -> None:
    watched = open_formula(opened, "textbook-curve")
    figure = watched.window.run_view.stage.figure
    picture, box = figure.picture_now, figure.curves.box
    at = int((picture.real_density - picture.generated_density).argmax())
    height = picture.real_density[at] / figure.scale.density_top
    figure.pointer_moved.emit(box.mapViewToScene(QPointF(picture.x[at], height)))
    lit = lit_in(watched, "game")
    figure.pointer_moved.emit(None)
    assert lit == ["log-d-real"]
