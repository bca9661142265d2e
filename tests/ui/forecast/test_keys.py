"""Futures in the score, taken by keyboard."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.events import OutcomesChanged
from gan_playground.ui.score.score import Score
from ui.scores import flat_frame, labels_at, make_outcomes, places, refreshed, shown_score
from watched import Opener

RATE = Experiment().generator.learning_rate


class Desk:
    """A window with a score, a button that has the keyboard, and a line to write in."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.button, self.field = QPushButton("before", self.window), QLineEdit(self.window)
        self.score = shown_score(qtbot)
        row = QHBoxLayout(self.window)
        for part in (self.button, self.field, self.score):
            row.addWidget(part)
        self.window.resize(1200, 200)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.button.setFocus()
        self.taken: list[int] = []
        self.score.outcomes.chosen.connect(self.taken.append)

    def look_ahead(self) -> Score:
        self.score.show_outcomes(make_outcomes(RATE / 2, None, RATE * 2))
        return refreshed(self.score, flat_frame(400))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.focusWidget(), key)

    @property
    def pointed(self) -> set[int | None]:
        return {plot.pointed for plot in self.score.plots}


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


@pytest.mark.parametrize(("key", "outcome"), [(Qt.Key.Key_1, 0), (Qt.Key.Key_2, 1), (Qt.Key.Key_3, 2)])
def test_a_number_takes_the_future_that_bears_it(desk: Desk, key: Qt.Key, outcome: int) -> None:
    score = desk.look_ahead()
    (label,) = {label.text for label, _ in labels_at(score.losses) if label.key == outcome}
    assert label.startswith(f"{outcome + 1}: ")
    desk.button.setFocus()
    desk.press(key)
    assert desk.taken == [outcome]


def test_a_number_of_none_takes_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1)
    desk.look_ahead()
    desk.press(Qt.Key.Key_4)
    desk.score.show_outcomes(None)
    desk.press(Qt.Key.Key_1)
    assert desk.taken == []


def test_numbers_that_are_written_take_nothing(desk: Desk) -> None:
    desk.look_ahead()
    desk.field.setFocus()
    desk.press(Qt.Key.Key_2)
    assert desk.field.text() == "2"
    assert desk.taken == []


def test_arrows_point_and_enter_takes(desk: Desk) -> None:
    desk.look_ahead()
    desk.press(Qt.Key.Key_Return)
    assert desk.taken == [], "nothing is pointed at yet"
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        desk.press(key)
        seen.append(desk.pointed)
    assert seen == [{0}, {1}, {0}, {2}]
    desk.press(Qt.Key.Key_Return)
    assert desk.taken == [2]


def test_arrows_go_on_from_where_the_mouse_points(desk: Desk) -> None:
    score = desk.look_ahead()
    score.outcomes.point_at(1)
    desk.press(Qt.Key.Key_Down)
    assert desk.pointed == {2}


def test_arrows_elsewhere_are_left_alone(desk: Desk) -> None:
    desk.look_ahead()
    desk.field.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.pointed == {None}


def test_futures_that_grow_keep_what_is_pointed_at(desk: Desk) -> None:
    desk.look_ahead()
    desk.press(Qt.Key.Key_Down)
    desk.look_ahead()
    assert desk.pointed == {0}


def test_the_keyboard_goes_to_the_futures_and_back(desk: Desk) -> None:
    desk.look_ahead()
    assert desk.score.hasFocus()
    desk.score.show_outcomes(None)
    assert desk.button.hasFocus()
    assert desk.score.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_screen_reader_hears_what_each_is(desk: Desk) -> None:
    usual = desk.score.accessibleName()
    score = desk.look_ahead()
    assert "1 for G rate ÷2, 2 for as it is, 3 for G rate ×2" in score.accessibleName()
    desk.press(Qt.Key.Key_Up)
    assert score.accessibleName() == "Future 3 of 3: G rate ×2. It would end with: Mode collapse"
    score.show_outcomes(None)
    assert score.accessibleName() == usual


@pytest.mark.parametrize(("width", "height"), [(688, 110), (1328, 186)])
@pytest.mark.parametrize("compares", [False, True])
def test_no_word_covers_another(qtbot: QtBot, width: int, height: int, compares: bool) -> None:
    """The sizes of the score in small and in large windows; four futures are the most there are."""
    score = shown_score(qtbot, width, height)
    score.show_outcomes(make_outcomes(RATE / 2, None, RATE * 2, RATE * 4))
    if compares:
        score.show_run_b(flat_frame(400, 0.5))
    refreshed(score, flat_frame(400, 0.5))
    for plot in (score.losses, score.opinions, score.distance):
        axes = places(plot)
        labels = labels_at(plot)
        written = [_ink(label.text, box, plot.labels._font(bold=False)) for label, box in labels]
        assert len(written) == 4, "futures are those of A, and a letter before one would say otherwise"
        assert not any(a.intersects(b) for a, b in combinations(written, 2))
        assert all(ink.left() > axes.plot.right() and ink.right() <= plot.width() for ink in written)
        words = {end.choice: end.words for end in plot._ends}
        assert all(label.text in words[label.key] for label, _ in labels)


def _ink(text: str, box: QRectF, font: QFont) -> QRectF:
    """Where the letters themselves are, which are lower than a line of text."""
    metrics = QFontMetricsF(font)
    ink = metrics.tightBoundingRect(text)
    return ink.translated(box.left(), box.center().y() + (metrics.ascent() - metrics.descent()) / 2)


def test_in_the_window_keys_take_a_future_and_escape_takes_none(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.until(lambda: watched.frames[-1].step >= 40)
    last = watched.pause().step
    score, seen = watched.window.run_view.score, list[Any]()
    watched.window.session.hear(OutcomesChanged, lambda event: seen.append(event.outcomes))

    def look_ahead() -> None:
        QTest.keyClick(watched.window, Qt.Key.Key_L)
        menu = watched.part("foresightMenu", QMenu)
        watched.until(menu.isVisible)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        watched.until(lambda: bool(seen) and seen[-1] is not None and seen[-1].share == 1)
        watched.until(lambda: not watched.window.transport.is_busy)
        watched.until(lambda: not menu.isVisible())
        watched.window.activateWindow()
        watched.until(watched.window.isActiveWindow)

    look_ahead()
    QTest.keyClick(watched.window, Qt.Key.Key_Escape)
    watched.until(lambda: seen[-1] is None)
    assert not score.outcome_keys.is_offering
    assert watched.frames[-1].step == last
    look_ahead()
    QTest.keyClick(watched.window, Qt.Key.Key_1)
    watched.until(lambda: watched.frames[-1].step > last)
