"""The three tips of the first start, in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider

from gan_playground.ui.theme.theme import LIGHT
from gan_playground.ui.window.tips import TIPS, Tips, drag, turn, watch
from watched import Opener, Watched


@pytest.fixture
def watched(shared: Opener) -> Iterator[Watched]:
    watched = shared("--lesson", "two-knobs")
    yield watched
    watched.window.tips.end()


@pytest.fixture
def tips(watched: Watched) -> Tips:
    return watched.window.tips


def told(tips: Tips) -> str:
    """The words that are up; empty where there are none."""
    return "" if tips.callout is None else tips.callout.accessibleName()


def wait_out(tips: Tips) -> None:
    """As if the time of a tip were over."""
    tips._rest.timeout.emit()


def test_each_stands_by_what_it_is_about_and_goes_by_itself(watched: Watched, tips: Tips) -> None:
    assert told(tips) == ""
    tips.begin()
    for tip in TIPS:
        assert told(tips) == tip.words
        assert tips._rest.isActive()
        callout, target = tips.callout, tip.target(watched.window)
        there = target.rect().translated(target.mapTo(watched.window, target.rect().topLeft()))
        assert watched.window.rect().contains(callout.geometry())
        assert callout.geometry().adjusted(-12, -12, 12, 12).intersects(there)
        wait_out(tips)
    assert told(tips) == ""
    assert tips._settings.tips_were_shown


def test_it_takes_neither_the_mouse_nor_the_keyboard(watched: Watched, tips: Tips) -> None:
    before = watched.window.focusWidget()
    tips.begin()
    for _ in TIPS:
        callout = tips.callout
        assert watched.window.childAt(callout.geometry().center()) is not callout
        assert watched.window.focusWidget() is before
        wait_out(tips)


def test_who_does_that_very_thing_need_not_be_told(watched: Watched, tips: Tips) -> None:
    watched.until(lambda: watched.frames[-1].step > 20)
    watched.pause()
    tips.begin()
    slider = watched.part("timelineSlider", QSlider)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert told(tips) == watch.words, "the one that is up stays"
    wait_out(tips)
    assert told(tips) == turn.words
    knob = watched.part("generator.learning_rate", QSlider)
    knob.setValue(knob.value() - 1)
    assert told(tips) == "", "the last was done before"


def test_escape_sends_them_away(watched: Watched, tips: Tips) -> None:
    tips.begin()
    watched.window.named_actions["escape"].trigger()
    assert told(tips) == ""
    assert not tips._rest.isActive()


def test_somebody_new_is_offered_them_once(watched: Watched, tips: Tips) -> None:
    tips._settings.tips_were_shown = False
    tips.offer()
    watched.until(lambda: told(tips) == watch.words)
    for _ in TIPS:
        wait_out(tips)
    tips.offer()
    seen = len(watched.frames)
    watched.until(lambda: len(watched.frames) > seen + 2)
    assert told(tips) == ""


def test_they_can_be_asked_for_again(watched: Watched, tips: Tips) -> None:
    menu = watched.window.gallery.more_button.menu()
    (again,) = (action for action in menu.actions() if action.text() == "Show the tips again")
    again.trigger()
    assert told(tips) == watch.words


def test_it_follows_the_window_and_its_theme(watched: Watched, tips: Tips) -> None:
    tips.begin()
    wait_out(tips)
    wait_out(tips)
    assert told(tips) == drag.words
    dark = tips.callout.grab().toImage()
    watched.window.set_theme(LIGHT)
    assert tips.callout.grab().toImage() != dark
    watched.window.resize(1500, 900)
    slider = watched.part("timelineSlider", QSlider)
    watched.until(lambda: slider.mapTo(watched.window, slider.rect().center()).y() > 780)
    QApplication.processEvents()
    watched.until(lambda: tips.callout.geometry().bottom() > 740)


def test_none_are_shown_while_nobody_is_there(watched: Watched, tips: Tips, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched.window.demo, "is_playing", True)
    tips.begin()
    assert told(tips) == ""
