"""The three tips of the first start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gan_playground.ui.theme.theme import LIGHT
from gan_playground.ui.undo.history import WayBack
from gan_playground.ui.window.settings import Settings
from gan_playground.ui.window.tips import TIPS, Tips, drag, turn, watch
from stand_in import StandIn


@pytest.fixture
def window(qtbot: QtBot) -> StandIn:
    window = StandIn()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def tips(window: StandIn) -> Iterator[Tips]:
    tips = Tips(window, Settings())
    yield tips
    tips.end()


def told(tips: Tips) -> str:
    """The words that are up; empty where there are none."""
    return "" if tips.callout is None else tips.callout.accessibleName()


def wait_out(tips: Tips) -> None:
    """As if the time of a tip were over."""
    assert tips._rest.isActive()
    tips._rest.timeout.emit()


def test_each_stands_by_what_it_is_about_and_goes_by_itself(window: StandIn, tips: Tips) -> None:
    assert told(tips) == ""
    tips.begin()
    for tip in TIPS:
        assert told(tips) == tip.words
        callout, target = tips.callout, tip.target(window)
        assert callout.isVisible()
        assert window.rect().contains(callout.geometry())
        assert not callout.geometry().intersects(target.geometry().adjusted(8, 8, -8, -8)), "beside it"
        assert callout.geometry().adjusted(-4, -4, 4, 4).intersects(target.geometry())
        wait_out(tips)
    assert told(tips) == ""
    assert not tips._rest.isActive()


def test_it_takes_neither_the_mouse_nor_the_keyboard(window: StandIn, tips: Tips) -> None:
    window.gallery.setFocus()
    tips.begin()
    for _ in TIPS:
        assert window.childAt(tips.callout.geometry().center()) is not tips.callout
        assert QApplication.focusWidget() in (None, window.gallery.list)
        wait_out(tips)


def test_who_does_that_very_thing_need_not_be_told(window: StandIn, tips: Tips) -> None:
    tips.begin()
    QTest.keyClick(window.slider, Qt.Key.Key_Right)
    assert told(tips) == watch.words, "the one that is up stays"
    wait_out(tips)
    window.history.changed.emit(WayBack())
    assert told(tips) == turn.words, "nothing was turned"
    window.history.changed.emit(WayBack(undo="Learning rate"))
    assert told(tips) == "", "the last was done before"


def test_a_tip_about_what_cannot_be_seen_is_left_out(window: StandIn, tips: Tips) -> None:
    window.knob_panel.hide()
    tips.begin()
    wait_out(tips)
    assert told(tips) == drag.words


def test_somebody_new_is_offered_them_once(window: StandIn, tips: Tips) -> None:
    tips.offer()
    assert told(tips) == "", "there is nothing to see yet"
    window.session.frame_ready.emit(None)
    assert told(tips) == watch.words
    tips.end()
    assert Settings().tips_were_shown
    tips.offer()
    window.session.frame_ready.emit(None)
    assert told(tips) == ""


def test_who_closes_the_window_at_the_first_has_not_seen_them(window: StandIn, tips: Tips) -> None:
    tips.begin()
    window.session.closing.emit()
    assert not tips._rest.isActive()
    assert not Settings().tips_were_shown


def test_they_can_be_asked_for_again(window: StandIn, tips: Tips) -> None:
    window.gallery.tips_wanted.emit()
    assert told(tips) == watch.words


def test_none_are_shown_while_nobody_is_there(window: StandIn, tips: Tips) -> None:
    tips.begin()
    window.demo.is_playing = True
    window.demo.playing_changed.emit(True)
    assert told(tips) == ""
    tips.begin()
    assert told(tips) == ""


def test_it_follows_the_window_and_its_theme(qtbot: QtBot, window: StandIn, tips: Tips) -> None:
    tips.begin()
    dark = tips.callout.grab().toImage()
    window.theme = LIGHT
    assert tips.callout.grab().toImage() != dark
    before = tips.callout.geometry()
    window.run_view.stage.move(220, 150)
    window.resize(950, 640)
    qtbot.waitUntil(lambda: tips.callout.geometry() == before.translated(20, 50))


def test_it_covers_no_words_where_there_is_room_beside_them(window: StandIn, tips: Tips) -> None:
    words = QLabel("What somebody reads just now. " * 4, window)
    words.setGeometry(200, 60, 450, 40)  # all along the upper edge of the stage
    words.show()
    tips.begin()
    stage, place = window.run_view.stage.geometry(), tips.callout.geometry()
    assert place.top() > stage.bottom() - 8
    words.setGeometry(200, 500, 450, 40)  # and of the lower one
    tips.begin()
    assert tips.callout.geometry().bottom() < stage.top() + 8


def test_it_is_never_over_the_story(window: StandIn, tips: Tips) -> None:
    tips.begin()
    for _ in TIPS:
        assert not tips.callout.geometry().intersects(window.story.geometry())
        wait_out(tips)
