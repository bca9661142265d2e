"""The sentence over the stage, and the card that judges the run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.notices.notice import Notice, NoticeKind, slide_ms
from gan_playground.ui.theme.theme import DARK, LIGHT, gap_px
from gan_playground.ui.window.run_view import RunView

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


def top_of_stage(run_view: RunView) -> int:
    return run_view.stage.mapTo(run_view, QPoint(0, 0)).y()


@pytest.mark.parametrize("size", [(712, 566), (1352, 926)])
@pytest.mark.parametrize("sentence", ["Back at step 800.", SENTENCE * 3])
def test_it_stands_where_the_flow_was_and_covers_nothing_else(
    qtbot: QtBot, size: tuple[int, int], sentence: str
) -> None:
    run_view = RunView(DARK)
    qtbot.addWidget(run_view)
    run_view.choose_stage("line")
    run_view.resize(*size)
    run_view.show()
    top = top_of_stage(run_view)
    notice = Notice(DARK, run_view)
    notice.room_changed.connect(run_view.leave_room)
    notice.show_notice(sentence, NoticeKind.ERROR)
    settled(qtbot, notice)
    qtbot.waitUntil(lambda: top_of_stage(run_view) >= notice.geometry().bottom() + gap_px)
    assert run_view.flow.isHidden()
    assert top_of_stage(run_view) >= top
    notice.clear()
    qtbot.waitUntil(lambda: top_of_stage(run_view) == top)
    assert run_view.flow.isVisible()


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
