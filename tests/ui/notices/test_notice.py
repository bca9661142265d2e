"""The sentence over the stage, and the card that judges the run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.lessons.flow import FlowBox
from gan_playground.ui.notices.notice import Notice, NoticeKind, slide_ms
from gan_playground.ui.theme.theme import DARK, LIGHT
from gan_playground.ui.widgets.labels import may_break
from gan_playground.ui.window.run_view import RunView
from ui.scores import make_outcomes

SENTENCE = "The worker failed at step 1,204. Everything up to there was kept. Restart to go on."


@pytest.fixture
def stage(qtbot: QtBot) -> QWidget:
    stage = QWidget()
    qtbot.addWidget(stage)
    stage.resize(900, 500)
    stage.show()
    return stage


@pytest.fixture
def notice(stage: QWidget) -> Notice:
    return Notice(DARK, stage)


def press(qtbot: QtBot, notice: Notice, name: str) -> None:
    qtbot.mouseClick(notice.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def settled(qtbot: QtBot, notice: Notice) -> None:
    """Wait until it has slid in."""
    qtbot.waitUntil(lambda: notice.y() > 0, timeout=20 * slide_ms)


def test_it_is_silent_until_there_is_news(notice: Notice) -> None:
    assert notice.isHidden()


def test_it_shows_a_sentence_inside_the_stage(qtbot: QtBot, notice: Notice, stage: QWidget) -> None:
    notice.show_notice(SENTENCE, NoticeKind.ERROR, "Restart")
    settled(qtbot, notice)
    assert notice.isVisible()
    assert notice.findChild(QLabel, "noticeText").text() == SENTENCE
    assert notice.accessibleName() == SENTENCE
    assert stage.rect().contains(notice.geometry())
    assert abs(notice.geometry().center().x() - stage.rect().center().x()) <= 1


def test_it_stays_inside_a_stage_that_shrinks(qtbot: QtBot, notice: Notice, stage: QWidget) -> None:
    notice.show_notice(SENTENCE * 2, NoticeKind.ERROR)
    settled(qtbot, notice)
    stage.resize(360, 300)
    label = notice.findChild(QLabel, "noticeText")
    assert stage.rect().contains(notice.geometry())
    notice.layout().activate()
    assert label.height() >= label.heightForWidth(label.width())


def test_it_never_takes_the_keyboard(qtbot: QtBot, notice: Notice, stage: QWidget) -> None:
    field = QPushButton("field", stage)
    field.show()
    field.setFocus()
    notice.show_notice(SENTENCE, NoticeKind.ERROR, "Restart")
    assert stage.focusWidget() is field


def test_its_action_is_offered_and_passed_on(qtbot: QtBot, notice: Notice) -> None:
    notice.show_notice(SENTENCE, NoticeKind.ERROR, "Restart")
    settled(qtbot, notice)
    with qtbot.waitSignal(notice.acted, timeout=1000):
        press(qtbot, notice, "noticeAction")
    assert notice.isHidden()


def test_a_newer_sentence_takes_the_place_of_the_one_before(notice: Notice) -> None:
    notice.show_notice(SENTENCE, NoticeKind.ERROR, "Restart")
    notice.show_notice("Back at step 800.", NoticeKind.INFO)
    assert notice.findChild(QLabel, "noticeText").text() == "Back at step 800."
    assert notice.findChild(QPushButton, "noticeAction").isHidden()
    assert notice.kind is NoticeKind.INFO


def place_of(run_view: RunView) -> QRect:
    """Of the stage."""
    return QRect(run_view.stage.mapTo(run_view, QPoint(0, 0)), run_view.stage.size())


@pytest.fixture
def run_view(qtbot: QtBot) -> RunView:
    run_view = RunView(DARK)
    qtbot.addWidget(run_view)
    run_view.choose_stage("line")
    run_view.resize(564, 545)
    run_view.show()
    return run_view


@pytest.mark.parametrize("sentence", ["Back at step 800.", SENTENCE * 3])
def test_it_lies_over_the_flow_and_moves_nothing(qtbot: QtBot, run_view: RunView, sentence: str) -> None:
    place, flow = place_of(run_view), run_view.flow.geometry()
    notice = Notice(DARK, run_view)
    run_view.strip_changed.connect(notice.stand_below)
    notice.covering.connect(run_view.flow.stand_back)
    notice.show_notice(sentence, NoticeKind.ERROR)
    settled(qtbot, notice)
    run_view.layout().activate()
    assert notice.geometry().contains(flow)
    assert place_of(run_view) == place
    assert not any(box.isVisible() for box in run_view.flow.findChildren(FlowBox)), "they would look out at the sides"
    covers_the_stage = notice.geometry().intersects(place)
    assert covers_the_stage == (sentence != "Back at step 800.")
    notice.clear()
    assert all(box.isVisible() for box in run_view.flow.findChildren(FlowBox))


def test_it_stands_below_a_strip_that_says_what_is_what(qtbot: QtBot, run_view: RunView) -> None:
    notice = Notice(DARK, run_view)
    run_view.strip_changed.connect(notice.stand_below)
    notice.show_notice(SENTENCE, NoticeKind.ERROR)
    settled(qtbot, notice)
    run_view.show_outcomes(make_outcomes(1e-4, None))
    qtbot.waitUntil(lambda: run_view.forecast_strip.y() < run_view.flow.height())  # in the place of the flow
    assert notice.y() > run_view.forecast_strip.geometry().bottom()
    run_view.show_outcomes(None)
    assert notice.y() < run_view.flow.geometry().bottom()


PATH = "/home/somebody/Documents/a_rather_long_name_of_a_folder/measurements_of_the_year_2026_final_version.csv"


@pytest.mark.parametrize("width", [420, 540, 720])
@pytest.mark.parametrize("buttons", [("", ""), ("Restart", ""), ("Download (170 MB)", "I have the files …")])
@pytest.mark.parametrize("text", ["Saved.", SENTENCE * 4, f"{PATH} cannot be read: Permission denied."])
def test_every_word_is_seen_whatever_it_says_and_offers(
    qtbot: QtBot, notice: Notice, stage: QWidget, width: int, buttons: tuple[str, str], text: str
) -> None:
    stage.resize(width + 24, 500)
    notice.show_notice(text, NoticeKind.ERROR, action=buttons[0], other=buttons[1])
    label = notice.findChild(QLabel, "noticeText")
    longest = max(label.text().replace(may_break, " ").split(), key=label.fontMetrics().horizontalAdvance)
    assert label.text().replace(may_break, "") == text
    assert label.width() >= label.fontMetrics().horizontalAdvance(longest)
    assert label.height() >= label.heightForWidth(label.width())
    for part in notice.findChildren(QPushButton):
        if not part.isHidden():
            assert part.width() >= part.minimumSizeHint().width()
            assert notice.rect().contains(part.geometry())
            assert not part.geometry().intersects(label.geometry())


def test_a_long_path_is_copied_as_it_is(qtbot: QtBot, notice: Notice) -> None:
    notice.show_notice(PATH, NoticeKind.ERROR)
    label = notice.findChild(QLabel, "noticeText")
    label.setSelection(0, len(label.text()))
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == PATH


@pytest.mark.parametrize("by", ["cross", "escape"])
def test_it_can_be_sent_away(qtbot: QtBot, notice: Notice, by: str) -> None:
    notice.show_notice(SENTENCE, NoticeKind.ERROR)
    settled(qtbot, notice)
    with qtbot.waitSignal(notice.closed, timeout=1000):
        if by == "cross":
            press(qtbot, notice, "noticeClose")
        else:
            qtbot.keyClick(notice, Qt.Key.Key_Escape)
    assert notice.isHidden()


def test_loading_shows_that_it_goes_on_and_cannot_be_closed(qtbot: QtBot, notice: Notice) -> None:
    notice.show_notice("Loading torch …", NoticeKind.LOADING)
    assert notice.findChild(QProgressBar).isVisible()
    assert notice.findChild(QPushButton, "noticeClose").isHidden()
    qtbot.keyClick(notice, Qt.Key.Key_Escape)
    assert notice.isVisible()
    notice.clear()
    assert notice.isHidden()
    notice.show_notice(SENTENCE, NoticeKind.ERROR)
    assert notice.findChild(QProgressBar).isHidden()


def test_errors_and_news_differ_by_more_than_words(qtbot: QtBot, notice: Notice) -> None:
    notice.show_notice(SENTENCE, NoticeKind.ERROR)
    settled(qtbot, notice)
    error = notice.grab().toImage()
    notice.show_notice(SENTENCE, NoticeKind.INFO)
    notifier = notice.grab().toImage()
    notice.set_theme(LIGHT)
    assert error != notifier
    assert notice.grab().toImage() != notifier


def test_good_news_goes_by_itself_and_an_error_stays(notice: Notice) -> None:
    notice.show_notice("D is at its best.", NoticeKind.INFO)
    assert notice._lifetime.isActive()
    notice._lifetime.timeout.emit()
    assert notice.isHidden()
    notice.show_notice("That file cannot be read.", NoticeKind.ERROR)
    assert not notice._lifetime.isActive()
