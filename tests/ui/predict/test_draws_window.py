"""Dots that are painted, a line of the score that is drawn, bars that are raised, drawn answers: in the real window."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gan_playground.lessons.drawn_choice import DrawnChoice
from gan_playground.ui.predict import controller
from gan_playground.ui.predict.answers.shares import shares_of
from gan_playground.ui.predict.kept import kept_predictions
from gan_playground.ui.predict.question import Standing
from gan_playground.ui.predict.share_bars import ShareBars
from gan_playground.ui.stages.plane.tools import Tool
from ui.planes import Fingers
from ui.visits import Visit, steps
from watched import Opener


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controller, "approach_s", 0.02)
    monkeypatch.setattr(controller, "happening_s", 0.02)


def on_plane(opened: Opener, **asked: object) -> Visit:
    return Visit(opened("--lesson", "ring"), "ring", **{"draw": "generated", **asked})


def on_score(opened: Opener, line: str = "accuracy", **asked: object) -> Visit:
    return Visit(opened("--lesson", "pinned"), draw="score", line=line, **asked)


def bars_of(visit: Visit) -> ShareBars:
    bars = visit.watched.part("predictBars")
    assert isinstance(bars, ShareBars)
    return bars


def sweep(bars: ShareBars, *heights: float) -> None:
    """In one movement over all bars, from 0 to 1 each."""
    room, width = bars._room, bars.width() / len(heights)
    for number, height in enumerate(heights):
        place = QPoint(round((number + 0.5) * width), round(room.bottom() - height * room.height()))
        if not number:
            QTest.mousePress(bars, Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseMove(bars, place)
    QTest.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=place)


# On the plane.


def test_dots_are_painted_where_the_hand_was_and_kept(opened: Opener) -> None:
    visit = on_plane(opened)
    assert visit.window.run_view.stage.words._is_held
    assert not visit.button("predictHappen").isEnabled()
    visit.draw((-1.0, 2.5), (1.0, 2.5))  # where none comes in so few steps
    dots = visit.given
    assert len(dots) > 20
    across, up = dots.T
    assert -1.5 < across.min() < -0.8
    assert 0.8 < across.max() < 1.5
    assert np.abs(up - 2.5).max() < 1.0
    visit.draw((-1.0, 2.5), (1.0, 2.5))
    assert len(visit.given) > 1.5 * len(dots), "to draw over again adds"
    came = visit.happen()
    assert came.step == visit.after + steps
    (kept,) = kept_predictions.all()
    assert (kept.lesson, kept.draw, len(kept.drawn), kept.modes) == ("ring", "generated", 256, 1)
    assert visit.text().startswith(f"{1 - kept.distance:.0%} of what you painted lies where blue came.")
    assert visit.watched.part("predictSum", QLabel).text() == "1 of 1 painted 1 of the 8 modes."
    assert visit.given is not None, "it stays to be compared with"
    visit.window.story.go_to(4)
    assert visit.given is None
    assert "What came here was not what you had predicted." in visit.text()
    visit.leave()


def test_the_eraser_takes_from_it_and_escape_takes_it_all(opened: Opener) -> None:
    visit = on_plane(opened)
    tools = visit.window.run_view.stage.tools
    visit.draw((-1.0, 0.0), (1.0, 0.0))
    tools.choose(Tool.ERASER)
    before = visit.given
    visit.draw((0.1, 0.0), (1.5, 0.0))
    assert np.array_equal(visit.given, [dot for dot in before if dot.tolist() in visit.given.tolist()])
    assert (before[:, 0] > 0.2).sum() > 10 * (visit.given[:, 0] > 0.2).sum()
    assert len(visit.given) > 5
    visit.draw((-1.5, 0.5), (1.5, 0.5))
    visit.draw((-1.5, 0.0), (1.5, 0.0))
    visit.draw((-1.5, -0.5), (1.5, -0.5))
    assert visit.given is None
    assert not visit.button("predictHappen").isEnabled()
    tools.choose(Tool.HAND)
    visit.draw((-1.0, 0.0), (1.0, 0.0))
    QTest.keyClick(visit.window, Qt.Key.Key_Escape)
    assert visit.given is None
    assert visit.standing is Standing.ASKED
    visit.leave()


def test_a_hand_beyond_the_plot_draws_nothing_and_other_buttons_move_the_plane(opened: Opener) -> None:
    visit = on_plane(opened)
    figure, hand = visit.figure, visit.view.viewport()
    beyond = QPoint(figure.width() - 1, figure.height() - 1)
    QTest.mousePress(hand, Qt.MouseButton.LeftButton, pos=beyond)
    QTest.mouseMove(hand, visit.place(0.0, 0.0))
    QTest.mouseRelease(hand, Qt.MouseButton.LeftButton, pos=visit.place(0.0, 0.0))
    assert visit.given is None
    before = figure.box.region
    QTest.mousePress(hand, Qt.MouseButton.RightButton, pos=visit.place(0.0, 0.0))
    QTest.mouseMove(hand, visit.place(0.5, 0.5))
    QTest.mouseRelease(hand, Qt.MouseButton.RightButton, pos=visit.place(0.5, 0.5))
    assert visit.given is None
    assert figure.box.region != before
    figure.fit()
    visit.leave()


def test_a_finger_paints_and_two_do_not(opened: Opener) -> None:
    visit = on_plane(opened)
    fingers, places = Fingers(visit.view.viewport()), [visit.place(x, 0.0) for x in (-1.0, 0.0, 1.0)]
    fingers.press(places[0])
    fingers.move(places[1])
    fingers.join(places[1], places[2])
    drawn = len(visit.given)
    assert drawn > 5
    fingers.move(places[0], places[2])
    fingers.release(places[0], places[2])
    assert len(visit.given) == drawn
    visit.figure.fit()
    visit.leave()


def test_the_keyboard_has_a_pen(opened: Opener) -> None:
    visit = on_plane(opened)
    view, playing = visit.view, visit.window.session.is_playing
    view.setFocus(Qt.FocusReason.TabFocusReason)
    visit.watched.until(view.hasFocus)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert visit.given is None, "it is not put down"
    QTest.keyClick(view, Qt.Key.Key_Space)
    middle = visit.given[:, 0].mean()
    for _ in range(10):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert visit.given[:, 0].max() > middle + 1.0
    assert visit.window.session.is_playing is playing, "the space bar is the pen's"
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert visit.given is None
    visit.leave()
    assert view.focusPolicy() == Qt.FocusPolicy.ClickFocus


def test_another_size_keeps_what_is_painted_at_its_place(opened: Opener) -> None:
    visit = on_plane(opened)
    visit.draw((-1.0, 0.5), (1.0, 0.5))
    before = visit.given
    visit.window.resize(1100, 800)
    visit.watched.until(lambda: visit.window.width() == 1100)
    assert visit.given is before
    visit.draw((-1.0, -1.5), (1.0, -1.5))
    assert np.abs(visit.given[len(before) :, 1] + 1.5).max() < 1.0
    visit.window.resize(1280, 720)
    visit.leave()


def test_beside_a_twin_the_first_run_is_judged(opened: Opener) -> None:
    visit = on_plane(opened, twin={"penalty.r1": 0.1})
    visit.draw((-1.0, 0.5), (1.0, 0.5))
    came = visit.happen()
    assert visit.window.session.comparison_client.comparison is not None
    (kept,) = kept_predictions.all()
    box = came.picture.view
    assert (kept.low, kept.top) == (box.left, box.top)
    assert len(visit.given) > 0
    visit.leave()
    visit.watched.until(lambda: visit.window.session.comparison_client.comparison is None)


def test_who_restarts_or_goes_elsewhere_in_the_middle_leaves_nothing_behind(opened: Opener) -> None:
    visit = on_plane(opened)
    visit.draw((-1.0, 0.5), (1.0, 0.5))
    visit.window.lessons.restart()
    visit.until(Standing.AWAY)
    assert visit.given is None
    assert not visit.window.run_view.stage.words._is_held
    visit.button("predictBegin").click()
    visit.until(Standing.ASKED)
    visit.draw((-1.0, 0.5), (1.0, 0.5))
    visit.window.show_lesson("textbook-curve")
    visit.watched.until(lambda: visit.window.session.run.lesson == "textbook-curve")
    visit.watched.settle()
    assert visit.window.predictions.question is None
    assert kept_predictions.all() == []


# On the score.


def test_a_line_of_the_score_is_drawn_into_steps_that_have_not_come(opened: Opener) -> None:
    visit = on_score(opened)
    score = visit.window.run_view.score
    assert visit.view is score.opinions
    assert score.enlarged is score.opinions, "there is room to draw"
    assert score.opinions.span[1] == visit.after + steps
    assert score.opinions.chart.keys == ["accuracy"]
    now = visit.after
    visit.draw((now, 0.5), (now + steps, 0.5))
    x, values = visit.given
    assert (x[0], x[-1]) == (now, now + steps)
    assert values == pytest.approx(0.5, abs=0.02)
    came = visit.happen()
    track = came.history.recent["accuracy"]
    away = np.abs(track.values[track.steps > now] - 0.5).mean()
    (kept,) = kept_predictions.all()
    assert kept.distance == pytest.approx(away, abs=0.02)
    assert (kept.draw, kept.line, kept.low, kept.high) == ("score", "accuracy", now, now + steps)
    assert "percentage points away on average: D’s accuracy went from" in visit.text()
    visit.leave()
    assert score.enlarged is None
    assert score.future is None
    assert score.opinions.chart.keys == ["d_real", "d_fake"], "as the lesson has it"


def test_what_d_says_of_fakes_is_drawn_upside_down_where_it_is_shown_so(opened: Opener) -> None:
    visit = on_score(opened, "d_fake")
    visit.draw((visit.after, 0.8), (visit.after + steps, 0.8))
    assert visit.given[1] == pytest.approx(0.8, abs=0.02)
    visit.window.run_view.score.set_probability_of_fake(True)
    assert visit.given[1] == pytest.approx(0.8, abs=0.02)
    visit.draw((visit.after, 0.3), (visit.after + steps, 0.3))
    assert visit.given[1] == pytest.approx(0.7, abs=0.02)
    visit.window.run_view.score.set_probability_of_fake(False)
    visit.leave()


def test_a_hand_in_the_past_of_a_line_draws_at_the_edge_of_what_comes(opened: Opener) -> None:
    visit = on_score(opened, "value")
    (now, until), (low, high) = visit.window.predictions._hand._sketch.room
    visit.draw(((now + until) / 2, (low + high) / 2), (now - 1, low))
    x, _ = visit.given
    assert x[0] == now
    assert x[-1] < until
    visit.leave()


@pytest.mark.parametrize("line", ["distance", "d_real"])
def test_who_knobs_in_the_middle_gets_the_score_back_as_it_was(opened: Opener, line: str) -> None:
    visit = on_score(opened, line)
    score = visit.window.run_view.score
    score.third.setChecked(score.third.isChecked())
    visit.window.history.turn({"penalty.r1": 0.3})
    visit.until(Standing.AWAY)
    assert (score.future, score.enlarged) == (None, None)
    visit.leave()


def test_gradients_give_way_to_the_distance_and_come_back(opened: Opener) -> None:
    watched = opened("--lesson", "pinned")
    score = watched.window.run_view.score
    score.third.setChecked(True)
    visit = Visit(watched, draw="score", line="distance")
    assert not score.third.isChecked()
    visit.leave()
    assert score.third.isChecked()
    score.third.setChecked(False)


# Bars.


def test_bars_of_modes_are_dragged_and_judged(opened: Opener) -> None:
    visit = on_plane(opened, draw="shares")
    bars = bars_of(visit)
    assert visit.window.run_view.stage._names._names == [str(number) for number in range(1, 9)]
    assert not visit.button("predictHappen").isEnabled()
    sweep(bars, *[0.5] * 4, *[0.0] * 4)
    assert visit.given == pytest.approx([0.25] * 4 + [0.0] * 4, abs=0.03)
    assert "1 25%" in bars.accessibleName()
    came = visit.happen()
    (kept,) = kept_predictions.all()
    assert kept.came == pytest.approx(shares_of(came), abs=1e-3)
    assert kept.distance == pytest.approx(np.abs(visit.given - shares_of(came)).sum() / 2)
    assert visit.text().startswith(f"{kept.distance:.0%} of the height of your bars is in the wrong place.")
    assert bars.isHidden()
    visit.leave()
    assert not visit.window.run_view.stage._names._names


def test_bars_are_raised_by_the_keyboard(opened: Opener) -> None:
    visit = on_plane(opened, draw="shares")
    bars = bars_of(visit)
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    visit.watched.until(bars.hasFocus)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(bars, key)
    assert visit.given[:3] == pytest.approx([0.25, 0.75, 0.0])
    QTest.keyClick(visit.window, Qt.Key.Key_Escape)
    assert visit.given is None
    visit.button("predictUnknown").click()
    visit.until(Standing.TOLD)
    assert " has most, " in visit.text()
    assert kept_predictions.all() == []
    QTest.keyClick(bars, Qt.Key.Key_Up)
    assert visit.given is None, "it has come"
    visit.leave()


def test_shares_of_classes_are_those_of_the_very_step(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "digits"), "digits", draw="shares")
    sweep(bars_of(visit), *[0.5] * 10)
    came = visit.happen()
    assert came.step == visit.after + steps
    assert came.measured_at is None
    (kept,) = kept_predictions.all()
    assert kept.came == pytest.approx(came.picture.class_shares, abs=1e-3)
    assert sum(kept.came) == pytest.approx(1.0, abs=0.01)
    visit.leave()


# Drawn answers.

STAYS = DrawnChoice(words="Blue stays where it is", curve=((-1.0, 0.0), (1.0, 1.0), (3.0, 0.0)))
WALKS = DrawnChoice(words="Blue walks to orange", curve=((6.0, 0.0), (10.0, 1.0), (14.0, 0.0)))


def test_drawn_answers_have_pictures_and_words(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"), choices=(STAYS, WALKS, "It goes further away"))
    stays, walks, words = (visit.button(f"predictChoice{number}") for number in range(3))
    assert (stays.accessibleName(), stays.toolTip(), stays.text()) == (STAYS.words, STAYS.words, "")
    assert words.icon().isNull()
    pictures = [button.icon().pixmap(button.iconSize()).toImage() for button in (stays, walks)]
    assert pictures[0] != pictures[1]
    visit.window.toggle_theme()
    assert stays.icon().pixmap(stays.iconSize()).toImage() != pictures[0]
    visit.window.toggle_theme()
    said = visit.watched.part("predictChoiceWords", QLabel)
    stays.setFocus()
    assert said.text() == STAYS.words
    walks.click()
    stays.clearFocus()
    assert said.text() == WALKS.words
    visit.happen()
    assert visit.text().startswith("You said “Blue walks to orange”; what comes is “Blue stays where it is”.")
    assert [(one.choice, one.right) for one in kept_predictions.all()] == [(1, 0)]
    visit.leave()


def test_clumps_are_drawn_over_the_real_dots(opened: Opener) -> None:
    all_of_them = tuple((2 * math.cos(turn * math.pi / 4), 2 * math.sin(turn * math.pi / 4)) for turn in range(8))
    choices = DrawnChoice(words="all", dots=all_of_them), DrawnChoice(words="one", dots=all_of_them[:1])
    visit = on_plane(opened, draw="", choices=choices)
    icons = [visit.button(f"predictChoice{number}").icon() for number in range(2)]
    assert not any(icon.isNull() for icon in icons)
    visit.leave()


def test_to_press_twice_lets_it_happen_once(opened: Opener) -> None:
    visit = on_plane(opened)
    visit.draw((-1.0, 0.5), (1.0, 0.5))
    button = visit.button("predictHappen")
    button.clicked.emit()
    button.clicked.emit()
    visit.button("predictUnknown").clicked.emit()
    visit.until(Standing.TOLD)
    visit.watched.settle()
    assert len(kept_predictions.all()) == 1
    visit.leave()
