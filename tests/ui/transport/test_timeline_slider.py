"""The timeline: what the program shows it never asks for, and what a hand does it always does."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gan_playground.ui.theme.theme import THEMES, Theme
from gan_playground.ui.transport.timeline_paint import StepAxis
from gan_playground.ui.transport.timeline_slider import TimelineSlider
from ui.looks import is_colored, pixels
from ui.pasts import Past, branched, straight


@pytest.fixture
def slider(qtbot: QtBot) -> TimelineSlider:
    slider = TimelineSlider()
    qtbot.addWidget(slider)
    slider.resize(818, slider.height())  # 800 px of track
    slider.show()
    return slider


def wanted_of(slider: TimelineSlider) -> list[int]:
    wanted: list[int] = []
    slider.step_wanted.connect(wanted.append)
    return wanted


def mouse(slider: TimelineSlider, kind: QEvent.Type, x: float) -> None:
    """Half pixels too, which QTest does not know."""
    place, button = QPointF(x, slider.height() / 2), Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, place, slider.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(slider, event)


def press(slider: TimelineSlider, x: float) -> None:
    mouse(slider, QEvent.Type.MouseButtonPress, x)


def drag(slider: TimelineSlider, x: float) -> None:
    mouse(slider, QEvent.Type.MouseMove, x)


def release(slider: TimelineSlider) -> None:
    mouse(slider, QEvent.Type.MouseButtonRelease, 0)


def test_showing_asks_for_nothing(slider: TimelineSlider, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(slider.step_wanted), qtbot.assertNotEmitted(slider.valueChanged):
        slider.show_summary(straight().summary)
        assert (slider.minimum(), slider.value(), slider.maximum()) == (0, 200, 200)
        slider.show_step(207)
    assert (slider.value(), slider.maximum()) == (207, 207)
    assert not slider.is_past


def test_in_the_past_the_range_reaches_as_far_as_the_run_came(slider: TimelineSlider) -> None:
    slider.show_summary(straight().go_to(104).summary)
    assert (slider.value(), slider.maximum(), slider.is_past) == (104, 200, True)
    slider.show_step(103)
    assert (slider.value(), slider.maximum(), slider.is_past) == (103, 200, True)
    slider.show_summary(Past().summary)
    assert (slider.minimum(), slider.value(), slider.maximum(), slider.is_past) == (0, 0, 0, False)


def test_a_frame_a_little_older_than_the_summary_is_not_the_past(slider: TimelineSlider) -> None:
    slider.show_summary(straight().summary)
    slider.show_step(195)
    assert (slider.value(), slider.maximum(), slider.is_past) == (195, 200, False)


def test_every_other_change_asks_for_a_step(slider: TimelineSlider) -> None:
    slider.show_summary(straight().summary)
    wanted = wanted_of(slider)
    slider.setValue(30)
    slider.setValue(30)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(slider, key)
    assert wanted == [30, 31, 30, 200, 0]
    assert slider.is_past


def test_page_keys_go_from_mark_to_mark_and_then_to_the_ends(slider: TimelineSlider) -> None:
    slider.show_summary(straight().go_to(100).summary)
    wanted = wanted_of(slider)
    for key in [Qt.Key.Key_PageDown] * 3 + [Qt.Key.Key_PageUp] * 5:
        QTest.keyClick(slider, key)
    assert wanted == [120, 150, 200, 150, 120, 80, 50, 0]


def test_a_click_goes_there_or_to_a_mark_within_reach(slider: TimelineSlider) -> None:
    slider.show_summary(straight().summary)  # 4 px a step
    wanted = wanted_of(slider)
    for pixel in (slider.axis.x(10), slider.axis.x(50) + 4.5, slider.axis.x(120) + 6.5):
        press(slider, pixel)
        release(slider)
    assert wanted == [10, 50, 122]


def test_a_hand_that_trembles_stays_at_the_mark_and_one_that_drags_goes_anywhere(slider: TimelineSlider) -> None:
    slider.show_summary(straight().summary)
    wanted = wanted_of(slider)
    press(slider, slider.axis.x(50) + 4)
    drag(slider, slider.axis.x(50) + 2)
    assert wanted == [50]
    drag(slider, slider.axis.x(51) + 4)
    assert wanted == [50, 52]


def test_taking_hold_of_the_handle_does_not_nudge_it(slider: TimelineSlider) -> None:
    slider.show_summary(straight().go_to(100).summary)
    wanted = wanted_of(slider)
    press(slider, slider.axis.x(100) + 6)
    assert wanted == []
    drag(slider, slider.axis.x(110) + 6)
    assert wanted == [110]


def test_at_the_handle_the_step_of_the_run_is_told(slider: TimelineSlider) -> None:
    slider.show_summary(straight().summary)
    slider.show_step(246)
    handle = slider.axis.x(246)
    assert slider.step_at(handle - 5) != 246
    assert slider.step_told(handle - 5) == 246
    assert slider.step_told(handle - 60) == slider.step_at(handle - 60) < 246


def test_what_is_shown_does_not_fight_the_hand(slider: TimelineSlider) -> None:
    slider.show_summary(straight().summary)
    wanted, unheard = wanted_of(slider), [True]
    slider.is_awaited = lambda: bool(unheard)
    press(slider, slider.axis.x(100))
    slider.show_step(230)
    slider.show_summary(straight().train(50).summary)
    assert (slider.value(), slider.maximum()) == (100, 200)
    release(slider)
    slider.show_step(230)  # was on its way before the hand asked
    assert (slider.value(), slider.maximum()) == (100, 250)
    unheard.clear()
    slider.show_step(99)
    assert slider.value() == 99, "however far that is from what was asked for"
    unheard.append(True)
    slider.show_step(98)
    assert slider.value() == 98, "another hand's move, which this one follows"
    assert wanted == [100]


def test_what_came_while_it_was_held_is_shown_when_it_is_let_go(slider: TimelineSlider) -> None:
    """A run that has just begun has one step to be held at, and nothing is asked for there."""
    wanted = wanted_of(slider)
    press(slider, slider.axis.x(0))
    slider.show_summary(straight().summary)
    slider.show_step(230)
    assert (slider.value(), slider.maximum()) == (0, 0)
    release(slider)
    assert (slider.value(), slider.maximum(), slider.is_past) == (230, 230, False)
    assert wanted == []


@pytest.mark.parametrize("last", [1, 99, 100, 1_234_567, 2_000_000_000])
def test_steps_and_pixels_agree(last: int) -> None:
    axis = StepAxis(0, last, 9.0, 809.0)
    for step in {0, 1, last // 3, last // 2, last - 1, last}:
        assert axis.step_at(axis.x(step)) == step
    assert (axis.step_at(-50), axis.step_at(5000)) == (0, last)
    assert axis.x(last) == pytest.approx(9 + 800 * min(last / 100, 1))


def test_the_pointer_is_told_what_is_marked(slider: TimelineSlider) -> None:
    slider.show_summary(branched().summary)
    drag(slider, slider.axis.x(80))
    for words in ("first goes another way", "learning rate → 5.0e-4", "bookmark “before it broke”"):
        assert words in slider.toolTip()
    drag(slider, slider.axis.x(130))
    assert "PgUp" in slider.toolTip()


def test_names_are_not_markup(slider: TimelineSlider) -> None:
    slider.show_summary(straight().go_to(10).bookmark("<b>bold</b>").summary)
    drag(slider, slider.axis.x(10))
    assert "&lt;b&gt;bold&lt;/b&gt;" in slider.toolTip()


def test_many_marks_at_one_place_are_counted(slider: TimelineSlider) -> None:
    past = Past().train(20)
    for i in range(9):
        past.turn("generator.learning_rate", 0.01 + i / 1000)
        past.timeline.record(past.trainer)  # or the next one would take its place
    slider.show_summary(past.train(100).summary)
    told = slider.words_at(slider.axis.x(20))
    assert told[0] == "3 earlier marks"
    assert told[-1].endswith("0.018")


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_lived_is_drawn_before_the_handle_and_fainter_after_it(slider: TimelineSlider, theme: Theme) -> None:
    slider.setStyleSheet(f"background: {theme.background}")
    slider.set_theme(theme)
    slider.show_summary(straight().go_to(100).summary)
    track = pixels(slider)[slider.height() // 2 + 4]
    text = is_colored(track[np.newaxis], QColor(theme.text))[0]
    before, after = round(slider.axis.x(20)), round(slider.axis.x(180))
    assert text[before]
    assert not text[after]
    assert not is_colored(track[np.newaxis], QColor(theme.background))[0][after]


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_each_kind_of_mark_is_seen_where_it_is(slider: TimelineSlider, theme: Theme) -> None:
    """A flag above everything, a triangle above the track, a diamond on it, a side road below."""
    slider.setStyleSheet(f"background: {theme.background}")
    slider.set_theme(theme)
    slider.show_summary(straight().go_to(10).summary)
    track_y = slider.height() // 2 + 4

    def seen(step: int, dx: int, dy: int, role: str) -> bool:
        x = round(slider.axis.x(step))
        around = pixels(slider)[track_y + dy - 2 : track_y + dy + 3, x + dx - 2 : x + dx + 3]
        return bool(is_colored(around, QColor(getattr(theme, role))).any())

    assert seen(80, 3, -14, "text")
    assert seen(50, 0, -8, "generated")
    assert seen(120, 0, -8, "discriminator")
    assert seen(150, 0, -1, "warning")
    assert not seen(100, 3, -14, "text")
    slider.show_summary(branched().go_to(10).summary)
    assert seen(200, 9, 8, "muted")
    assert not seen(140, 9, 8, "muted")


def test_only_the_first_step_has_nothing_to_go_to(slider: TimelineSlider) -> None:
    slider.show_summary(Past().summary)
    wanted = wanted_of(slider)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(400, 18))
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert wanted == []
    assert slider.axis.x(0) == slider.axis.left
