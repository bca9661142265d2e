"""Words grow with the window, all of them by one number, and what is drawn around them goes along."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import DARK, typeface
from gan_playground.ui.window.settings import Settings
from gan_playground.ui.window.text_size import TextSize

SIZES = ((1024, 700), (1280, 720), (1920, 1080), (2560, 1440))


@pytest.fixture(autouse=True)
def usual_again() -> Iterator[None]:
    """The size of words is the program's, and so that of every other test."""
    yield
    text_scale.factor = 1.0


def test_words_grow_with_the_window_and_never_below_their_usual_size() -> None:
    factors = [text_scale.factor_for(*size) for size in ((640, 480), *SIZES, (3840, 2160))]
    assert factors == pytest.approx([1.0, 1.0, 1.0, 1.1, 1.4, 2.0])
    assert text_scale.factor_for(2560, 720) == 1.0, "a low one has no room for larger ones"


def test_the_style_sheet_grows_but_for_its_hairlines() -> None:
    usual = stylesheet(DARK)
    text_scale.factor = 1.4
    large = stylesheet(DARK)
    text_scale.factor = 1.0
    assert 'QLabel[role="label"] { font-size: 13px; }' in usual
    assert 'QLabel[role="label"] { font-size: 18px; }' in large
    assert usual.count("border: 1px solid") == large.count("border: 1px solid") > 0
    assert stylesheet(DARK) == usual


def test_a_button_is_as_high_with_the_keyboard_as_without(qtbot: QtBot) -> None:
    """Whatever the size of words: the line around it is wider, and its inside as much less."""
    for factor in (1.0, 1.05, 1.1, 1.25, 1.4, 1.65, 2.0):
        text_scale.factor = factor
        for variant in ("", "primary", "quiet", "icon", "play", "tool", "more", "line", "remedy"):
            outer = QWidget()
            qtbot.addWidget(outer)
            button = QPushButton("Words", outer)
            button.setProperty("variant", variant)
            outer.setStyleSheet(stylesheet(DARK))
            outer.show()
            outer.activateWindow()
            qtbot.waitUntil(outer.isActiveWindow)
            button.clearFocus()
            without = button.sizeHint()
            button.setFocus()
            assert button.hasFocus()
            assert button.sizeHint() == without, (factor, variant)
    text_scale.factor = 1.0


def test_words_are_as_large_as_the_window_wants_once_it_rests(qtbot: QtBot) -> None:
    watched = QWidget()
    qtbot.addWidget(watched)
    watched.resize(1280, 720)
    size = TextSize(watched, Settings().text_percent)
    for width in (1700, 1800, 1920):
        watched.resize(width, 1080)
        size.follow()
    assert text_scale.factor == 1.0, "not while it is dragged"
    with qtbot.waitSignal(size.changed):
        pass
    assert text_scale.factor == pytest.approx(1.1)
    watched.resize(1280, 720)
    with qtbot.waitSignal(size.changed):
        size.follow()
    assert text_scale.factor == 1.0


def test_a_typeface_of_another_size_is_the_same_typeface() -> None:
    assert (typeface(1.4).family(), typeface(1.4).pixelSize()) == ("Inter", 20)
    assert typeface().pixelSize() == 14
