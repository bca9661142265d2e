"""The score's view: time that is magnified in one plot is magnified in all, and a plot in the place of the stage."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.comparison.differences import comparison_of
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from gan_playground.ui.files.panel_exports import PanelExports
from gan_playground.ui.notices.notice import Notice
from gan_playground.ui.notices.presenter import Notifier
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.score import Score
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings
from ui.looks import distance_to, pixels
from ui.scores import branch as make_branch
from ui.scores import flat_frame, make_frame, make_summary, places, refreshed, shown_score
from watched import Opener

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
SHIFT, PLAIN = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def score(qtbot: QtBot) -> Score:
    return refreshed(shown_score(qtbot), flat_frame(1000))


def at(plot: ScorePlot, step: float) -> QPoint:
    return QPoint(round(plot.place_of(step).x()), round(plot.box_px.center().y()))


def turn_wheel(plot: ScorePlot, place: QPoint, notches: int) -> None:
    where = QPointF(place), QPointF(plot.viewport().mapToGlobal(place))
    manner = Qt.MouseButton.NoButton, PLAIN, Qt.ScrollPhase.NoScrollPhase, False
    QApplication.sendEvent(plot.viewport(), QWheelEvent(*where, QPoint(), QPoint(0, 120 * notches), *manner))


def drag(
    qtbot: QtBot,
    plot: ScorePlot,
    start: QPoint,
    by: int,
    button: Qt.MouseButton,
    keys: Qt.KeyboardModifier = PLAIN,
) -> None:
    qtbot.mousePress(plot.viewport(), button, keys, start)
    for share in (0.3, 0.6, 1.0):
        qtbot.wait(12)  # pyqtgraph leaves out what follows faster than a screen shows
        place = start + QPoint(round(share * by), 0)
        places = QPointF(place), QPointF(plot.viewport().mapToGlobal(place))
        move = QMouseEvent(QMouseEvent.Type.MouseMove, *places, Qt.MouseButton.NoButton, button, keys)
        QApplication.sendEvent(plot.viewport(), move)
    qtbot.mouseRelease(plot.viewport(), button, keys, start + QPoint(by, 0))


def spans(score: Score) -> list[tuple[float, float]]:
    return [places(plot).span for plot in score.plots]


# Axes.


def test_every_plot_has_a_few_numbers_at_its_left(score: Score) -> None:
    for plot in score.plots:
        image = pixels(plot)
        box = plot.box_px
        left = image[round(box.top()) : round(box.bottom()), : round(box.left()) - 2]
        assert (distance_to(left, DARK.color("muted")) < 60).any(), plot.accessibleName()
        low, high = places(plot).bounds
        assert 2 <= len(plot.heights_axis.numbers(low, high, box.height())) <= 4


def test_a_large_plot_has_more_numbers_and_steps_between(score: Score) -> None:
    plot = score.losses
    few = plot.heights_axis.numbers(*places(plot).bounds, plot.box_px.height())
    card = score.take_out(plot)
    card.setParent(None)
    card.resize(900, 500)
    card.show()
    plot.grab()
    assert plot.unit > 1.5
    assert len(plot.heights_axis.numbers(*places(plot).bounds, plot.box_px.height())) > len(few)
    texts = [text for _, _, text in plot.time_axis.picture[2]]
    assert texts[0] == "0"
    assert texts[-1] == "1,000"
    assert len(texts) >= 5
    assert plot.box_px.right() + plot.time_axis.widest_px() / 2 <= plot.width(), "and the last is not cut off"
    score.put_back()
    plot.grab()
    assert [text for _, _, text in plot.time_axis.picture[2]] == ["0", "1,000"]


# Time in the hand.


def test_the_wheel_magnifies_time_in_every_plot(score: Score) -> None:
    plot = score.distance
    place, bounds = at(plot, 400), places(plot).bounds
    turn_wheel(plot, place, 3)
    seen = spans(score)
    assert seen[0][1] - seen[0][0] < 700
    assert len(set(seen)) == 1
    assert plot.step_at(place.x()) == pytest.approx(400, abs=5)
    assert places(plot).bounds == bounds
    turn_wheel(plot, place, -30)
    assert spans(score) == [(0, 1000)] * 4, "and no further out than the whole run"


def test_however_far_it_is_magnified_some_steps_are_seen(score: Score) -> None:
    for _ in range(40):
        turn_wheel(score.losses, at(score.losses, places(score.losses).span[0] + 1), 5)
    first, last = places(score.losses).span
    assert last - first == pytest.approx(4)
    assert first >= 0


@pytest.mark.parametrize(("button", "keys"), [(RIGHT, PLAIN), (MIDDLE, PLAIN), (LEFT, SHIFT)])
def test_a_drag_moves_time(score: Score, qtbot: QtBot, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    plot = score.losses
    turn_wheel(plot, at(plot, 500), 6)
    (first, last), start = places(plot).span, at(plot, 500)
    with qtbot.assertNotEmitted(score.step_wanted):
        drag(qtbot, plot, start, -40, button, keys)
    moved = 40 * (last - first) / plot.box_px.width()
    assert spans(score) == [pytest.approx((first + moved, last + moved), abs=0.02 * (last - first))] * 4
    drag(qtbot, plot, start, 9000, button, keys)
    assert places(plot).span[0] == pytest.approx(0)
    assert places(plot).span[1] == pytest.approx(last - first)


def test_a_plain_drag_goes_to_steps_and_moves_nothing(score: Score, qtbot: QtBot) -> None:
    turn_wheel(score.losses, at(score.losses, 500), 4)
    seen, steps = spans(score), list[int]()
    score.step_wanted.connect(steps.append)
    start = at(score.losses, 500)
    drag(qtbot, score.losses, start, 30, LEFT)
    assert spans(score) == seen
    assert steps[-1] == pytest.approx(score.losses.step_at(start.x() + 30), abs=1)


def test_a_double_click_and_a_key_fit_all(score: Score, qtbot: QtBot) -> None:
    turn_wheel(score.losses, at(score.losses, 500), 4)
    qtbot.mouseDClick(score.opinions.viewport(), LEFT, pos=at(score.opinions, 500))
    assert spans(score) == [(0, 1000)] * 4
    turn_wheel(score.losses, at(score.losses, 500), 4)
    score.losses.setFocus()
    qtbot.keyClick(score.losses, Qt.Key.Key_0)
    assert spans(score) == [(0, 1000)] * 4


def test_what_a_hand_looks_at_stays_while_the_run_goes_on(score: Score) -> None:
    turn_wheel(score.losses, at(score.losses, 500), 4)
    seen = spans(score)
    refreshed(score, flat_frame(1200))
    assert spans(score) == [pytest.approx(span) for span in seen]
    score.switch.setChecked(True)
    assert spans(score) == [(689, 1200)] * 4
    turn_wheel(score.losses, at(score.losses, 1000), 4)
    score.reset_view()
    assert spans(score) == [(0, 1200)] * 4


# Lines that are hidden.


def entries_of(plot: ScorePlot) -> dict[str, Any]:
    menu = QMenu(plot)
    plot.add_entries(menu)
    return {action.text(): action for action in menu.actions() if action.text()}


def test_lines_can_be_hidden_and_come_back(score: Score) -> None:
    def is_seen(role: str) -> bool:
        image = pixels(score.losses)[round(score.losses.box_px.top()) :]
        return bool((distance_to(image, DARK.color(role)) < 40).any())

    refreshed(score, make_frame())
    entries = entries_of(score.losses)
    assert list(entries) == ["Larger", "Fit  (0)", "Line of G", "Line of D", "Theory"]
    assert not entries["Fit  (0)"].isEnabled()
    entries["Line of G"].setChecked(False)
    assert not is_seen("generated")
    assert is_seen("discriminator")
    assert score.losses.chart.guides
    refreshed(score, make_frame(1001))
    assert not is_seen("generated"), "and it stays hidden"
    entries_of(score.losses)["Line of G"].setChecked(True)
    assert is_seen("generated")


def test_other_histories_can_be_hidden(score: Score) -> None:
    score.show_summary(make_summary(make_branch(0, None, 0, 900), make_branch(1, 0, 300, 500), step=500, on=1))
    refreshed(score, flat_frame(500))
    with_branches = pixels(score.losses)
    entries_of(score.losses)["Other histories"].setChecked(False)
    assert score.losses.overlays.overlays
    assert not score.losses.still.isVisible()
    assert (pixels(score.losses) != with_branches).any()


def test_a_menu_fits_what_was_magnified(score: Score) -> None:
    turn_wheel(score.losses, at(score.losses, 500), 4)
    fit = entries_of(score.gradients)["Fit  (0)"]
    assert fit.isEnabled()
    fit.trigger()
    assert spans(score) == [(0, 1000)] * 4


def test_the_numbers_of_one_plot_are_a_table(score: Score) -> None:
    header, *rows = csv.reader(io.StringIO(score.table(score.losses).decode(), newline=""))
    assert header == ["step", "loss.generator", "loss.discriminator", "edits"]
    assert len(rows) == 1000


# In the place of the stage.


@pytest.fixture
def run_view(qtbot: QtBot) -> RunView:
    lesson = load_lesson("textbook-curve")
    trainer = Trainer(lesson.experiment)
    trainer.advance(70)
    view = RunView(DARK)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.set_theme(DARK)
    view.show_run(RunInfo.of(trainer), lesson)
    view.show()
    view.show_frame(trainer.observe())
    view.score.refresh()
    return view


def double_click(qtbot: QtBot, plot: ScorePlot) -> None:
    """On the title, as a hand does it."""
    qtbot.mouseClick(plot.viewport(), LEFT, pos=QPoint(30, 6))
    menu = plot.findChild(QMenu, "measureMenu")
    if menu is None or not menu.isVisible():
        qtbot.mouseDClick(plot.viewport(), LEFT, pos=QPoint(30, 6))
        return
    place = QPointF(menu.mapFromGlobal(plot.mapToGlobal(QPoint(30, 6))))  # what opened has the mouse
    press = QMouseEvent(QMouseEvent.Type.MouseButtonDblClick, place, menu.mapToGlobal(place), LEFT, LEFT, PLAIN)
    QApplication.sendEvent(menu, press)


@pytest.mark.parametrize("index", range(4))
def test_a_double_click_on_the_title_takes_the_place_of_the_stage(run_view: RunView, qtbot: QtBot, index: int) -> None:
    score, plot = run_view.score, run_view.score.plots[index]
    stage_height = run_view.stage.height()
    double_click(qtbot, plot)
    assert not run_view.stage.isVisible()
    assert plot.isVisible()
    assert plot.parentWidget().height() == stage_height
    assert all(other.isVisible() for other in score.plots)
    assert plot.findChild(QMenu, "measureMenu") is None or not plot.findChild(QMenu, "measureMenu").isVisible()
    double_click(qtbot, plot)
    qtbot.wait(1)
    assert run_view.stage.isVisible()
    assert plot.height() < 0.4 * stage_height
    assert [card.x() for card in score._cards.values()] == sorted(card.x() for card in score._cards.values())


def test_a_button_and_a_key_do_the_same(run_view: RunView, qtbot: QtBot) -> None:
    plot = run_view.score.opinions
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    assert plot.enlarge_button.isVisible()
    qtbot.keyClick(plot, Qt.Key.Key_F)
    assert run_view.is_enlarged
    assert plot.hasFocus(), "so the same key brings it back"
    qtbot.keyClick(plot, Qt.Key.Key_F)
    assert not run_view.is_enlarged
    for enlarged in (True, False):
        qtbot.mouseClick(plot.enlarge_button, LEFT)
        assert run_view.is_enlarged is enlarged
    assert plot.enlarge_button.toolTip()


def test_another_one_takes_its_place(run_view: RunView, qtbot: QtBot) -> None:
    losses, distance = run_view.score.losses, run_view.score.distance
    losses.enlarge_wanted.emit()
    distance.enlarge_wanted.emit()
    qtbot.wait(1)
    assert run_view.score.enlarged is distance
    assert distance.height() > 2 * losses.height()
    assert not run_view.stage.isVisible()


def test_it_goes_on_while_frames_come_and_while_two_runs_are_compared(run_view: RunView, qtbot: QtBot) -> None:
    lesson = load_lesson("textbook-curve")
    plot = run_view.score.losses
    plot.enlarge_wanted.emit()
    trainers = [Trainer(lesson.experiment, run=run) for run in (0, 1)]
    run_view.show_comparison(comparison_of(*map(RunInfo.of, trainers)), lesson)
    for trainer in trainers:
        trainer.advance(90)
    run_view.show_run_b_frame(trainers[1].observe())
    run_view.show_frame(trainers[0].observe())
    run_view.score.refresh()
    assert plot.height() > 300
    assert not run_view.stage.isVisible()
    assert not run_view.run_b.isVisible()
    assert places(plot).span == (0, 90)
    run_view.end_enlarged()
    assert run_view.stage.isVisible()
    assert run_view.run_b.isVisible()


def test_where_plots_share_a_place_the_other_one_comes_up(run_view: RunView, qtbot: QtBot) -> None:
    score = run_view.score
    run_view.resize(960, 565)
    qtbot.wait(1)
    width = run_view.width()
    assert not score.gradients.isVisible()
    score.distance.enlarge_wanted.emit()
    assert score.gradients.isVisible()
    assert score.gradients.chart.series, "and is drawn at once"
    assert not score.third.isVisible()
    run_view.end_enlarged()
    qtbot.wait(1)
    assert not score.gradients.isVisible()
    assert score.third.isVisible()
    assert run_view.width() == width < 1000, "at no time have four cards asked for room"
    score.opinions.enlarge_wanted.emit()
    assert score.switch.parentWidget() is score.losses
    assert score.switch.isVisible()


def test_a_new_visitor_sees_the_stage(run_view: RunView) -> None:
    run_view.score.losses.enlarge_wanted.emit()
    run_view.reset_view()
    assert run_view.stage.isVisible()


def test_each_plot_has_a_menu_of_its_own(run_view: RunView, qtbot: QtBot) -> None:
    exports = PanelExports(run_view, Settings(), Notifier(Notice(DARK, run_view), Session(run_view)))
    plot = run_view.score.opinions
    run_view.score.choose(plot, "opinions")  # the lesson begins with D's accuracy, which is one line
    plot.customContextMenuRequested.emit(QPoint(40, 40))
    menu = plot.findChild(QMenu, "exportMenu")
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Copy picture",
        "Save picture …  (.png, .svg)",
        "Save the opinions as .csv …",
        "Larger",
        "Fit  (0)",
        "Line of real",
        "Line of generated",
        "Theory",
    ]
    menu.close()
    assert exports.score.panel is run_view.score


def test_in_the_window_escape_gives_the_stage_its_place_back(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    run_view = watched.window.run_view
    run_view.score.losses.enlarge_wanted.emit()
    assert not run_view.stage.isVisible()
    QTest.keyClick(watched.window, Qt.Key.Key_Escape)
    assert run_view.stage.isVisible()
