"""The three tips of the first start, in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider

from gan_playground.ui.theme.theme import LIGHT
from gan_playground.ui.window.help import Help
from gan_playground.ui.window.tips import TIPS, drag, turn, watch
from watched import Opener, Watched


@pytest.fixture
def watched(shared: Opener) -> Iterator[Watched]:
    watched = shared("--lesson", "two-knobs")
    yield watched
    watched.window.help.clear_away()


@pytest.fixture
def of(watched: Watched) -> Help:
    return watched.window.help


def told(of: Help) -> str:
    """The words that are up; empty where there are none."""
    return "" if of.tips.callout is None else of.tips.callout.accessibleName()


def wait_out(of: Help) -> None:
    """As if the time of a tip were over."""
    of.tips._rest.timeout.emit()


def test_each_stands_by_what_it_is_about_and_goes_by_itself(watched: Watched, of: Help) -> None:
    assert told(of) == ""
    of.tips.begin()
    for tip in TIPS:
        assert told(of) == tip.words
        assert of.tips._rest.isActive()
        callout, target = of.tips.callout, tip.target(watched.window)
        there = target.rect().translated(target.mapTo(watched.window, target.rect().topLeft()))
        assert watched.window.rect().contains(callout.geometry())
        assert callout.geometry().adjusted(-12, -12, 12, 12).intersects(there)
        wait_out(of)
    assert told(of) == ""
    assert watched.window.settings.tips_were_shown


def test_it_takes_neither_the_mouse_nor_the_keyboard(watched: Watched, of: Help) -> None:
    before = watched.window.focusWidget()
    of.tips.begin()
    for _ in TIPS:
        callout = of.tips.callout
        assert watched.window.childAt(callout.geometry().center()) is not callout
        assert watched.window.focusWidget() is before
        wait_out(of)


def test_who_does_that_very_thing_need_not_be_told(watched: Watched, of: Help) -> None:
    watched.until(lambda: watched.frames[-1].step > 20)
    watched.pause()
    of.tips.begin()
    slider = watched.part("timelineSlider", QSlider)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert told(of) == watch.words, "the one that is up stays"
    wait_out(of)
    assert told(of) == turn.words
    knob = watched.part("generator.learning_rate", QSlider)
    knob.setValue(knob.value() - 1)
    assert told(of) == "", "the last was done before"


def test_escape_sends_them_away(watched: Watched, of: Help) -> None:
    of.tips.begin()
    watched.window.escape()
    assert told(of) == ""
    assert not of.tips._rest.isActive()


def test_somebody_new_is_offered_them_once(watched: Watched, of: Help) -> None:
    watched.window.settings.tips_were_shown = False
    of.tips.offer()
    watched.until(lambda: told(of) == watch.words)
    for _ in TIPS:
        wait_out(of)
    of.tips.offer()
    seen = len(watched.frames)
    watched.until(lambda: len(watched.frames) > seen + 2)
    assert told(of) == ""


def test_they_can_be_asked_for_again_from_the_sheet_of_keys(watched: Watched, of: Help) -> None:
    of.show_keys()
    again = of.keys_sheet.findChild(QPushButton, "tipsAgain")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert of.keys_sheet.isHidden()
    assert told(of) == watch.words


def test_it_follows_the_window_and_its_theme(watched: Watched, of: Help) -> None:
    of.tips.begin()
    wait_out(of)
    wait_out(of)
    assert told(of) == drag.words
    dark = of.tips.callout.grab().toImage()
    watched.window.set_theme(LIGHT)
    assert of.tips.callout.grab().toImage() != dark
    watched.window.resize(1500, 900)
    slider = watched.part("timelineSlider", QSlider)
    watched.until(lambda: slider.mapTo(watched.window, slider.rect().center()).y() > 780)
    QApplication.processEvents()
    watched.until(lambda: of.tips.callout.geometry().bottom() > 740)


def test_none_are_shown_while_nobody_is_there(watched: Watched, of: Help, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched.window.demo, "is_playing", True)
    of.tips.begin()
    assert told(of) == ""
