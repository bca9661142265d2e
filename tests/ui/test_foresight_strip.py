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

from gan_playground.gan.experiment import Experiment
from gan_playground.gan.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.comparing import comparison_of, rival_experiment
from gan_playground.session.messages import Run
from gan_playground.ui.board import Board
from gan_playground.ui.foresight_strip import ForesightStrip, FutureChip
from gan_playground.ui.style import stylesheet
from gan_playground.ui.theme import DARK
from ui.scores import make_futures
from watched import Opener

RATE = Experiment().generator.learning_rate
SIZES = [(712, 540), (1352, 900)]


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    lesson = load_lesson("textbook-curve")
    board = Board(DARK)
    board.setStyleSheet(stylesheet(DARK))
    qtbot.addWidget(board)
    board.resize(*SIZES[0])
    board.show_run(Run.of(Trainer(lesson.experiment, 3, run=1)), lesson)
    board.show()
    return board


def looks_ahead(board: Board, *rates: float | None) -> ForesightStrip:
    board.show_futures(make_futures(*(rates or (RATE / 2, None, RATE * 2))))
    return board.foresight_strip


def compare(board: Board) -> None:
    lesson = load_lesson("textbook-curve")
    rival = rival_experiment(lesson.experiment, {"objective": "minimax"})
    runs = (Run.of(Trainer(experiment, 3, run=i)) for i, experiment in enumerate((lesson.experiment, rival), start=1))
    board.show_comparison(comparison_of(*runs), lesson)


def shown(strip: ForesightStrip) -> list[FutureChip]:
    return [chip for chip in strip.chips if chip.isVisible()]


def lit(strip: ForesightStrip) -> list[int]:
    return [chip.index for chip in shown(strip) if chip.isChecked()]


def pointed(board: Board) -> set[int | None]:
    return {plot.pointed for plot in board.score.plots}


def test_it_stands_in_the_place_of_the_flow_as_long_as_there_are_futures(board: Board) -> None:
    strip = looks_ahead(board)
    assert [chip.text() for chip in shown(strip)] == ["G rate ÷2", "as it is", "G rate ×2"]
    assert "200 steps" in strip.caption.text()
    assert strip.isVisible()
    assert not board.flow.isVisible()
    board.show_futures(None)
    assert board.flow.isVisible()
    assert not strip.isVisible()


def test_another_run_has_none(board: Board) -> None:
    strip = looks_ahead(board)
    lesson = load_lesson("two-knobs")
    board.show_run(Run.of(Trainer(lesson.experiment, 3, run=2)), lesson)
    assert not strip.isVisible()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_press_takes_that_future(board: Board, qtbot: QtBot, number: int) -> None:
    strip = looks_ahead(board)
    with qtbot.waitSignal(board.score.future_chosen) as caught:
        qtbot.mouseClick(strip.chips[number], Qt.MouseButton.LeftButton)
    assert caught.args == [number]
    assert lit(strip) == [0, 1, 2], "a press does not put it out"


def test_the_mouse_on_one_lets_it_stand_out_in_every_plot(board: Board) -> None:
    strip = looks_ahead(board)
    QApplication.sendEvent(strip.chips[2], QEnterEvent(*[QPointF(5, 5)] * 3))
    assert pointed(board) == {2}
    assert lit(strip) == [2]
    QApplication.sendEvent(strip.chips[2], QEvent(QEvent.Type.Leave))
    assert pointed(board) == {None}
    assert lit(strip) == [0, 1, 2]


def test_what_is_pointed_at_in_the_score_is_lit_here(board: Board) -> None:
    strip = looks_ahead(board)
    board.score.losses.future_pointed.emit(1)
    assert lit(strip) == [1]


def test_the_keyboard_points_as_the_mouse_does(board: Board) -> None:
    strip = looks_ahead(board)
    strip.chips[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert pointed(board) == {1}


def test_it_says_what_a_future_would_bring(board: Board) -> None:
    strip = looks_ahead(board)
    assert "Generator learning rate → " in strip.chips[2].toolTip()
    assert "press 3" in strip.chips[2].toolTip()
    assert strip.chips[2].accessibleName() == "Future 3: G rate ×2"


def test_it_can_be_sent_away(board: Board, qtbot: QtBot) -> None:
    strip = looks_ahead(board)
    with qtbot.waitSignal(board.look_ahead_ended):
        qtbot.mouseClick(strip.end_button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("size", "both"), [(SIZES[0], False), (SIZES[1], True)])
def test_of_two_runs_it_says_whose_futures_they_are(board: Board, size: tuple[int, int], both: bool) -> None:
    compare(board)
    strip = looks_ahead(board)
    board.resize(*size)
    assert strip.tag.isVisible()
    assert strip.tag.letter == "A"
    assert board.strip.isVisible() == both
    assert not board.flow.isVisible()
    board.show_futures(None)
    assert board.strip.isVisible()
    assert not strip.isVisible()


@pytest.mark.parametrize("exhibit", [False, True])
def test_four_futures_have_room(board: Board, exhibit: bool) -> None:
    board.set_exhibit(exhibit)
    strip = looks_ahead(board, RATE / 2, None, RATE * 2, RATE * 4)
    parts: list[Any] = [*shown(strip), strip.end_button]
    assert len(parts) == 5
    assert all(part.width() >= part.sizeHint().width() for part in parts)
    assert all(a.geometry().right() < b.geometry().left() for a, b in itertools.pairwise(parts))
    assert parts[-1].geometry().right() <= strip.width()
    assert not exhibit or all(part.height() >= 44 for part in parts)


def test_in_the_window_a_press_ends_it(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.until(lambda: watched.frames[-1].step >= 40)
    last, strip = watched.pause().step, watched.window.board.foresight_strip
    QTest.keyClick(watched.window, Qt.Key.Key_L)
    menu = watched.window.time_travel.foresight
    watched.until(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    watched.until(lambda: strip.isVisible() and not watched.window.transport.is_busy)
    watched.click("endLookAhead")
    watched.until(lambda: not strip.isVisible())
    assert watched.frames[-1].step == last
