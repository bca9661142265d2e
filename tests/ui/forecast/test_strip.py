"""The strip above the stage with the futures that can be taken, and the score that goes with it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment
from gan_playground.session.messages import RunInfo
from gan_playground.ui.forecast.menu import both_rates, options_of, subject_words
from gan_playground.ui.forecast.strip import ForecastStrip, OutcomeChip
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView
from ui.scores import make_outcomes
from watched import Opener

RATE = Experiment().generator.learning_rate
SIZES = [(712, 540), (1352, 900)]


@pytest.fixture
def run_view(qtbot: QtBot) -> RunView:
    lesson = load_lesson("textbook-curve")
    run_view = RunView(DARK)
    run_view.setStyleSheet(stylesheet(DARK))
    qtbot.addWidget(run_view)
    run_view.resize(*SIZES[0])
    run_view.show_run(RunInfo.of(Trainer(lesson.experiment, 3, run=1)), lesson)
    run_view.show()
    return run_view


def looks_ahead(run_view: RunView, *rates: float | None) -> ForecastStrip:
    run_view.show_outcomes(make_outcomes(*(rates or (RATE / 2, None, RATE * 2))))
    return run_view.forecast_strip


def compare(run_view: RunView) -> None:
    lesson = load_lesson("textbook-curve")
    run_b = run_b_experiment(lesson.experiment, {"objective": "minimax"})
    runs = (
        RunInfo.of(Trainer(experiment, 3, run=i)) for i, experiment in enumerate((lesson.experiment, run_b), start=1)
    )
    run_view.show_comparison(comparison_of(*runs), lesson)


def shown(strip: ForecastStrip) -> list[OutcomeChip]:
    return [chip for chip in strip.chips if chip.isVisible()]


def lit(strip: ForecastStrip) -> list[int]:
    return [chip.index for chip in shown(strip) if chip.isChecked()]


def pointed(run_view: RunView) -> set[int | None]:
    return {plot.pointed for plot in run_view.score.plots}


def test_it_stands_in_the_place_of_the_flow_as_long_as_there_are_futures(run_view: RunView) -> None:
    strip = looks_ahead(run_view)
    assert [chip.text() for chip in shown(strip)] == ["G rate ÷2", "as it is", "G rate ×2"]
    assert "200 steps" in strip.caption.text()
    assert strip.isVisible()
    assert not run_view.flow.isVisible()
    run_view.show_outcomes(None)
    assert run_view.flow.isVisible()
    assert not strip.isVisible()


def test_another_run_has_none(run_view: RunView) -> None:
    strip = looks_ahead(run_view)
    lesson = load_lesson("two-knobs")
    run_view.show_run(RunInfo.of(Trainer(lesson.experiment, 3, run=2)), lesson)
    assert not strip.isVisible()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_press_takes_that_future(run_view: RunView, qtbot: QtBot, number: int) -> None:
    strip = looks_ahead(run_view)
    with qtbot.waitSignal(run_view.score.outcomes.chosen) as caught:
        qtbot.mouseClick(strip.chips[number], Qt.MouseButton.LeftButton)
    assert caught.args == [number]
    assert lit(strip) == [0, 1, 2], "a press does not put it out"


def test_the_mouse_on_one_lets_it_stand_out_in_every_plot(run_view: RunView) -> None:
    strip = looks_ahead(run_view)
    QApplication.sendEvent(strip.chips[2], QEnterEvent(*[QPointF(5, 5)] * 3))
    assert pointed(run_view) == {2}
    assert lit(strip) == [2]
    QApplication.sendEvent(strip.chips[2], QEvent(QEvent.Type.Leave))
    assert pointed(run_view) == {None}
    assert lit(strip) == [0, 1, 2]


def test_what_is_pointed_at_in_the_score_is_lit_here(run_view: RunView) -> None:
    strip = looks_ahead(run_view)
    run_view.score.outcomes.point_at(1)
    assert lit(strip) == [1]


def test_the_keyboard_points_as_the_mouse_does(run_view: RunView) -> None:
    strip = looks_ahead(run_view)
    strip.chips[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert pointed(run_view) == {1}


def test_it_says_what_a_future_would_bring(run_view: RunView) -> None:
    strip = looks_ahead(run_view)
    assert "Generator learning rate → " in strip.chips[2].toolTip()
    assert "press 3" in strip.chips[2].toolTip()
    assert strip.chips[2].accessibleName() == "Future 3: G rate ×2"


@pytest.mark.parametrize(("size", "both"), [(SIZES[0], False), (SIZES[1], True)])
def test_of_two_runs_it_says_whose_futures_they_are(run_view: RunView, size: tuple[int, int], both: bool) -> None:
    compare(run_view)
    strip = looks_ahead(run_view)
    run_view.resize(*size)
    assert strip.tag.isVisible()
    assert strip.tag.letter == "A"
    assert run_view.strip.isVisible() == both
    assert not run_view.flow.isVisible()
    run_view.show_outcomes(None)
    assert run_view.strip.isVisible()
    assert not strip.isVisible()


@pytest.mark.parametrize("exhibit", [False, True])
def test_four_futures_have_room(run_view: RunView, exhibit: bool) -> None:
    run_view.set_exhibit(exhibit)
    strip = looks_ahead(run_view, RATE / 2, None, RATE * 2, RATE * 4)
    parts: list[Any] = [*shown(strip), strip.end_button]
    assert len(parts) == 5
    assert all(part.width() >= part.sizeHint().width() for part in parts)
    assert all(a.geometry().right() < b.geometry().left() for a, b in itertools.pairwise(parts))
    assert parts[-1].geometry().right() <= strip.width()
    assert not exhibit or all(part.height() >= 44 for part in parts)


@pytest.mark.parametrize("width", [370, 450, 560, 1300])
def test_words_give_way_to_the_window_whole(run_view: RunView, width: int) -> None:
    strip = looks_ahead(run_view, RATE / 2, None, RATE * 2, RATE * 4)
    strip.setFixedWidth(width)
    QApplication.processEvents()
    assert strip.caption.text() in strip._captions, "no word is cut"
    assert strip.caption.isVisible()
    assert "rate" in strip.caption.text(), "a bare ×2 is of what?"
    for chip in shown(strip):
        assert chip.width() >= chip.sizeHint().width()
        assert chip.text() in chip._words
    assert strip.end_button.geometry().right() <= width
    assert (width < 400) == (shown(strip)[0].text() == "")
    assert (width > 1000) == ("what would come in" in strip.caption.text())


def test_in_the_window_a_press_ends_it(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.until(lambda: watched.frames[-1].step >= 40)
    last, strip = watched.pause().step, watched.window.run_view.forecast_strip
    QTest.keyClick(watched.window, Qt.Key.Key_L)
    menu = watched.window.forecast.menu
    watched.until(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    watched.until(lambda: strip.isVisible() and not watched.window.transport.is_busy)
    watched.click("endLookAhead")
    watched.until(lambda: not strip.isVisible())
    assert watched.frames[-1].step == last


def test_every_choice_says_of_which_knob_it_is() -> None:
    r1 = options_of(load_lesson("ring").experiment, "penalty.r1")
    assert [(option.words, option.brief) for option in r1] == [("as it is", "as it is"), ("R1 1", "1"), ("R1 10", "10")]
    assert subject_words(r1) == ("R1", "R1")
    steps = options_of(load_lesson("ring").experiment, "discriminator.steps")
    assert subject_words(steps) == ("Discriminator steps per turn", "D steps per turn")
    assert all(option.words.startswith("D steps per turn ") for option in steps if option.values)
    assert subject_words(options_of(Experiment(), both_rates)) == ("Both learning rates", "Rates")
