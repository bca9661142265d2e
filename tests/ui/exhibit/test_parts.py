"""What an exhibit is made of, each part by itself."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPointF, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.exhibit.config import ExhibitConfig
from gan_playground.gan.data.plane.mixtures import read_centres
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.lessons.catalogue import load_lesson, shipped_lessons
from gan_playground.lessons.markup import plain
from gan_playground.ui.exhibit.corners import Corners
from gan_playground.ui.exhibit.deeds import deed_of, moved_target
from gan_playground.ui.exhibit.pad import OperatorPad, away, begin_again, leave, show_log
from gan_playground.ui.exhibit.visits import VisitPhase, Visits
from gan_playground.ui.exhibit.words import first_words, words_of
from gan_playground.ui.theme.theme import DARK

size = QSize(1000, 700)
UL, UR, LR, LL, middle = (QPointF(*xy) for xy in ((5, 5), (995, 5), (995, 695), (5, 695), (500, 300)))


@each_of(
    "places, done",
    [
        ((UL, UR, LR, LL), True),
        ((UL, UL, UR, UR, LR, LR, LL), True),  # a touch, and the mouse that is made of it
        ((LL, middle, UL, UR, LR, LL), True),
        ((UL, UR, middle, LR, LL), False),
        ((UL, LL, LR, UR), False),
        ((UL, UR, LR), False),
    ],
)
def test_the_gesture_is_four_corners_in_order(places: tuple[QPointF, ...], done: bool) -> None:
    corners = Corners(lambda: 0.0)
    for place in places:
        corners.note(place, size)
    assert corners.is_done is done
    assert not corners.is_done, "it is told once"


def test_a_slow_hand_makes_no_gesture() -> None:
    now = [0.0]
    corners = Corners(lambda: now[0])
    for place in (UL, UR, LR, LL):
        corners.note(place, size)
        now[0] += 3.0
    assert not corners.is_done


@pytest.fixture
def told() -> list[object]:
    return []


@pytest.fixture
def visits(qtbot: QtBot, told: list[object]) -> Visits:
    parent = QObject()
    visits = Visits(ExhibitConfig(still_there_seconds=5), parent)
    visits.setProperty("kept", parent)
    for signal in (visits.phase_changed, visits.counted):
        signal.connect(told.append)
    visits.started_over.connect(lambda: told.append("over"))
    visits.begin()
    yield visits
    visits.close()


def test_whoever_goes_is_asked_and_then_all_begins_again(visits: Visits, told: list[object]) -> None:
    visits.note_input()
    visits._idle.timeout.emit()
    for _ in range(5):
        visits.note_input()  # only an answer counts
        visits._count.timeout.emit()
    asked = [VisitPhase.ASKED, 4, 3, 2, 1, 0]
    assert told == [VisitPhase.ALONE, VisitPhase.VISITED, 5, *asked, VisitPhase.ALONE, "over"]


def test_whoever_answers_goes_on(visits: Visits, told: list[object]) -> None:
    visits.note_input()
    visits._idle.timeout.emit()
    visits.go_on()
    assert visits.phase is VisitPhase.VISITED
    assert visits._idle.isActive()
    assert not visits._count.isActive()
    assert "over" not in told


def test_a_pad_that_was_left_open_goes(visits: Visits, told: list[object]) -> None:
    visits.operate()
    visits._idle.timeout.emit()
    assert visits.phase is VisitPhase.ALONE
    assert told[-1] == "over"


class Panel:
    """A pad, and what it wanted."""

    def __init__(self, qtbot: QtBot) -> None:
        self._parent = QWidget()
        qtbot.addWidget(self._parent)
        self.now_s, self.wanted = 0.0, []
        self.pad = OperatorPad("2468", lambda count: ["one line"], DARK, self._parent, lambda: self.now_s)
        for name in ("leave_wanted", "restart_wanted", "closed"):
            getattr(self.pad, name).connect(lambda name=name: self.wanted.append(name))
        self.pad.ask()

    def type(self, digits: str) -> None:
        for digit in digits:
            self.pad.keys[digit].click()

    @property
    def is_open(self) -> bool:
        return not self.pad.choices[leave].isHidden()


def test_the_right_number_opens_what_only_an_operator_may_do(qtbot: QtBot) -> None:
    panel = Panel(qtbot)
    panel.type("24")
    assert not panel.is_open
    panel.type("68")
    assert panel.is_open
    for word in (show_log, leave, begin_again):
        panel.pad.choices[word].click()
    panel.pad.keys[away].click()
    assert panel.pad.lines.text() == "one line"
    assert panel.wanted == ["leave_wanted", "restart_wanted", "closed"]


def test_other_numbers_open_nothing_and_after_five_of_them_it_waits_a_minute(qtbot: QtBot) -> None:
    panel = Panel(qtbot)
    for _ in range(5):
        panel.type("1111")
    panel.type("2468")
    assert not panel.is_open
    assert "Locked" in panel.pad.head.text()
    panel.now_s = 61.0
    panel.type("2468")
    assert panel.is_open
    panel.pad.ask()
    assert not panel.is_open, "who comes next has to know it again"


def test_the_button_moves_a_target_inwards_and_later_back() -> None:
    experiment = load_lesson("ring-rescued").experiment
    home = 2 * np.exp(1j * np.pi / 4 * np.arange(8))
    for turn in range(8):
        experiment = experiment.with_knobs(moved_target(experiment, turn))
        moved = centres_of(experiment)
        assert np.count_nonzero(np.abs(np.abs(moved) - 2) > 0.5) == turn + 1
    for turn in range(8):
        experiment = experiment.with_knobs(moved_target(experiment, turn))
    assert np.allclose(sorted(np.abs(centres_of(experiment))), np.abs(home), atol=1e-2)


def centres_of(experiment: Experiment) -> np.ndarray:
    return np.array(read_centres(experiment.data.centres)) @ (1, 1j)


def test_every_lesson_has_a_deed_that_can_be_done() -> None:
    for lesson in shipped_lessons().values():
        if deed_of(lesson).moves:
            assert lesson.experiment.with_knobs(moved_target(lesson.experiment, 0)) != lesson.experiment


def test_words_are_few() -> None:
    for name in first_words:
        assert len(plain(words_of(load_lesson(name))).split()) <= 40, name
