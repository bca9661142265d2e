"""A page that is played, in the real window."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.session.commands import MakeStep
from gan_playground.session.run import run
from gan_playground.ui.duel import controller
from gan_playground.ui.duel.controller import DuelStanding
from watched import Opener, Watched

page_of_generator, page_of_two = 3, 4


@dataclass
class Watch:
    """A clock that goes when it is told to."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(controller, "clock", made)
    monkeypatch.setattr(controller, "approach_s", 0.02)
    return made


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


class Players:
    """People at a page that is played."""

    def __init__(self, watched: Watched, watch: Watch, page: int) -> None:
        self.watched, self.window, self.watch = watched, watched.window, watch
        self.duel = watched.window.duel
        self.window.story.go_to(page)

    def begin(self) -> None:
        """Press the large button, and wait until the round is played and seen."""
        self.watched.click("duelGo")
        self.watched.until(lambda: self.duel.standing is DuelStanding.PLAYING)
        self.watched.until(lambda: self.frame.run == self.window.session.ordered_run and self.is_playing)

    @property
    def is_playing(self) -> bool:
        return bool(self.window.session.is_playing)

    @property
    def frame(self) -> Frame:
        return self.watched.frames[-1]

    @property
    def theta(self) -> tuple[float, float]:
        assert isinstance(self.frame.picture, LinePicture)
        assert self.frame.picture.theta is not None
        return self.frame.picture.theta

    def wait_for(self, seconds: float) -> None:
        """So much time passes, and is counted."""
        left_s = self.duel.round.left_s
        self.watch.now_s += seconds
        self.watched.until(lambda: self.duel.round.left_s < left_s)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyPress(self.window, key)

    def let_go(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyRelease(self.window, key)


def test_a_hand_plays_three_rounds_against_d_by_the_keys_alone(opened: Opener, watch: Watch) -> None:
    players = Players(opened("--lesson", "beat-the-detective"), watch, page_of_generator)
    duel, watched = players.duel, players.watched
    players.begin()
    assert players.frame.step >= 150, "D has trained before"
    assert duel.round.left_s == 60.0
    sent = watched.sent()
    players.press(Qt.Key.Key_D, Qt.Key.Key_Up)
    players.wait_for(0.5)
    players.let_go(Qt.Key.Key_D, Qt.Key.Key_Up)
    # half a second: 3 + 4 x 0.5 and 1 + 1.5 x 0.5
    watched.until(lambda: players.theta == pytest.approx((5.0, 1.75)))
    assert not any(isinstance(command, MakeStep) for command in sent), "D and the arrows are the hand's now"
    players.wait_for(59.5)
    assert duel.standing is DuelStanding.TOLD
    assert not watched.window.session.will_play
    G, D = duel.round.points
    assert G + D == 100
    assert duel.panel.board.points == (G, D)
    assert duel.match.wins == ((1, 0) if G > 50 else (0, 1))
    assert watched.window.focusWidget() is watched.part("duelGo", QPushButton)
    for number in (2, 3):
        QTest.keyClick(watched.window.focusWidget(), Qt.Key.Key_Return)
        watched.until(lambda: duel.standing is DuelStanding.PLAYING and players.is_playing)
        watched.until(lambda: players.frame.run == watched.window.session.ordered_run)
        assert players.theta == (3.0, 1.0), "each begins anew"
        players.wait_for(60.0)
        if duel.match.is_over:
            break
        assert number == 2
    assert watched.part("duelGo", QPushButton).text() == "Play again"
    assert "the match" in watched.part("storyText", QLabel).text()
    watched.click("duelLeave")
    watched.settle()


def test_points_are_what_d_said(opened: Opener, watch: Watch) -> None:
    players = Players(opened("--lesson", "beat-the-detective"), watch, page_of_generator)
    players.begin()
    players.watched.pause()
    scores = players.watched.settle().scores
    watch.now_s += 20.0
    players.duel._tick()
    assert players.duel.round.left_s == 60.0, "the clock stands while nothing trains"
    players.watched.click("playButton")
    players.watched.until(lambda: players.is_playing)
    players.wait_for(1.0)
    share = scores.d_fake / scores.d_real
    assert players.duel.round.fooled_s == pytest.approx(share, abs=0.1)
    players.duel.leave()
    players.watched.settle()


@pytest.mark.parametrize("life_s", [0.0, math.inf], ids=["kept", "too young to be kept"])
def test_escape_leaves_and_the_run_is_as_it_was(
    opened: Opener, watch: Watch, monkeypatch: pytest.MonkeyPatch, life_s: float
) -> None:
    monkeypatch.setattr(run, "short_life_s", life_s)
    watched = opened("--lesson", "beat-the-detective")
    before = watched.pause()
    players = Players(watched, watch, page_of_generator)
    players.begin()
    players.press(Qt.Key.Key_D)
    players.wait_for(1.0)
    QTest.keyClick(watched.window, Qt.Key.Key_Escape)
    assert players.duel.standing is DuelStanding.AWAY
    first = watched.window.session.ordered_run
    watched.until(lambda: players.frame.run >= first and players.frame.step == before.step and not players.is_playing)
    after = watched.settle()
    assert (after.step, after.picture.theta) == (before.step, before.picture.theta)
    assert (after.picture.decision == before.picture.decision).all(), "the very D"
    assert after.edits == before.edits
    sent = watched.sent()
    QTest.keyClick(watched.window, Qt.Key.Key_D)
    assert any(isinstance(command, MakeStep) for command in sent), "keys are the window's again"
    watched.settle()


def test_whoever_does_anything_else_ends_the_match(opened: Opener, watch: Watch) -> None:
    players = Players(opened("--lesson", "beat-the-detective"), watch, page_of_generator)
    players.begin()
    ordered = players.window.session.ordered_run
    players.window.history.turn({"discriminator.learning_rate": 0.01})
    players.watched.until(lambda: players.duel.standing is DuelStanding.AWAY)
    assert players.window.session.ordered_run == ordered, "the hand keeps the run that it turned"
    assert not players.duel._timer.isActive()
    players.watched.settle()


def test_two_people_play_at_once_by_keys_and_by_hand(opened: Opener, watch: Watch) -> None:
    players = Players(opened("--lesson", "beat-the-detective"), watch, page_of_two)
    players.begin()
    window, duel = players.window, players.duel
    players.press(Qt.Key.Key_A, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_W)
    players.wait_for(1.0)
    players.let_go(Qt.Key.Key_A, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_W)
    # a second: 10 - 4, and an edge one deviation to the right, whose real side is the left
    players.watched.until(lambda: players.theta == (6.0, 1.0))
    assert duel._hands.values == {
        "generator.theta1": 6.0,
        "discriminator.threshold": 1.0,
        "discriminator.steepness": -12.0,
    }
    assert window.side_tabs.name == "knobs", "W is nobody's key here, and turns no page"
    players.watched.until(lambda: players.frame.scores.d_fake > 0.9)
    figure = window.run_view.stage.figure
    box = figure.curves.box
    x = 8.0
    at = figure.mapFromScene(box.mapViewToScene(QPointF(x, 0.4)))
    QTest.mousePress(figure.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseRelease(figure.viewport(), Qt.MouseButton.LeftButton, pos=at)
    # 8 is half a deviation left of the mean, 10
    assert duel._hands.values["discriminator.threshold"] == pytest.approx(-0.5, abs=0.05)
    players.watched.click("duelSwap")
    assert duel._hands.values["discriminator.steepness"] == 12.0
    players.watched.until(lambda: players.frame.scores.d_fake < 0.1 and players.frame.scores.d_real > 0.4)
    duel.leave()
    assert window.run_view.stage.edge_hand.drawn is None
    players.watched.settle()
