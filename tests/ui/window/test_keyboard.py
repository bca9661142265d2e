"""The tabulator: where it comes to, in which order, and that one sees where it is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from gan_playground.ui.widgets.scrolling import settle_layouts
from gan_playground.ui.widgets.sheet import Sheet
from gan_playground.ui.window.layout import smallest_size
from gan_playground.ui.window.main_window import MainWindow
from ui.looks import Pixels, array_of
from ui.tabulator import as_one_reads, is_whole, name_of, stops_from, stops_of
from watched import Opener, Watched

least_changed = 40  # px that differ clearly between a part with the keyboard and without
least_contrast = 3.0
around_px = 6


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


def luminance(image: Pixels) -> np.ndarray:
    """As of WCAG 2, (height, width)."""
    parts = image / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def clearly_changed(before: Pixels, after: Pixels) -> int:
    a, b = luminance(before) + 0.05, luminance(after) + 0.05
    return int((np.maximum(a, b) / np.minimum(a, b) >= least_contrast).sum())


def picture_around(part: QWidget) -> Pixels:
    """With the line that may be around it."""
    around = part.geometry().adjusted(-around_px, -around_px, around_px, around_px)
    return array_of(part.parentWidget().grab(around).toImage())


def is_seen_to_have_the_keyboard(part: QWidget) -> bool:
    part.setFocus(Qt.FocusReason.TabFocusReason)
    with_it = picture_around(part)
    part.clearFocus()
    without = picture_around(part)
    part.setFocus(Qt.FocusReason.TabFocusReason)
    return clearly_changed(with_it, without) >= least_changed


def ready(watched: Watched) -> MainWindow:
    """As small as it gets; nothing moves, and all the knobs are there."""
    window = watched.window
    watched.pause()
    watched.until(lambda: len(window.knob_panel.controls.made) == len(window.knob_panel.controls))
    window.resize(*smallest_size)
    settle_layouts()
    window.activateWindow()
    watched.until(window.isActiveWindow)
    return window


def test_the_tabulator_comes_to_every_part_of_the_window_and_back_and_one_sees_where_it_is(opened: Opener) -> None:
    window = ready(opened("--lesson", "two-knobs"))
    met, unseen = [], []
    for part in stops_from(window.gallery.list):
        met.append(name_of(part))
        if not (is_whole(part) and is_seen_to_have_the_keyboard(part)):
            unseen.append(name_of(part))
    assert unseen == []
    everywhere = {"storyText", "storyNext", "recipe", "generator.learning_rate", "data.kind", "deviceBox", "helpButton"}
    everywhere |= {"theta1Dial", "playButton", "speedSlider", "fullSpeedButton", "restartButton", "timelineSlider"}
    assert everywhere <= set(met)


def test_the_tabulator_goes_from_the_story_to_the_stage_and_then_to_what_is_turned(opened: Opener) -> None:
    window = ready(opened("--lesson", "two-knobs"))
    met = [name_of(part) for part in stops_from(window.gallery.list)]
    route = "lessonList", "storyText", "storyNext", "theta1Dial", "theta2Dial", "recipe", "data.kind"
    route = *route, "timelineSlider", "playButton", "restartButton", "deviceBox", "helpButton"
    assert sorted(route, key=met.index) == list(route)
    assert met.index("theta1Dial") - met.index("storyNext") <= 10


def test_what_was_made_later_is_not_behind_all_that_was_there(opened: Opener) -> None:
    """A page's button, and a stage of another kind."""
    watched = opened("--lesson", "two-knobs")
    window = ready(watched)
    window.show_lesson("ring")
    watched.settle()
    window.story.go_to(len(window.story._pages) - 2)  # the last one asks for a drawing, and has no tools meanwhile
    settle_layouts()
    watched.until(window.run_view.stage.tools.isVisible)
    met = [name_of(part) for part in stops_from(window.gallery.list)]
    route = "storyText", "storyAction", "storyNext", "handTool", "Losses", "tab.knobs", "playButton"
    assert [name for name in route if name not in met] in ([], ["storyAction"], ["storyNext"]), met
    there = [name for name in route if name in met]
    assert sorted(there, key=met.index) == there


def test_what_the_tabulator_enters_from_outside_is_scrolled_into_sight(opened: Opener) -> None:
    window = ready(opened("--lesson", "two-knobs"))
    area = window.knob_panel.findChild(QScrollArea)
    bar, tab, back = area.verticalScrollBar(), Qt.Key.Key_Tab, Qt.Key.Key_Backtab
    inside = [part for part in stops_from(window.gallery.list) if area.isAncestorOf(part)]
    for stop, leave, enter, far in ((inside[0], back, tab, bar.maximum()), (inside[-1], tab, back, 0)):
        stop.setFocus()
        QTest.keyClick(stop, leave)
        bar.setValue(far)
        assert not area.isAncestorOf(QApplication.focusWidget())
        assert not is_whole(stop)
        QTest.keyClick(QApplication.focusWidget(), enter)
        assert QApplication.focusWidget() is stop
        assert is_whole(stop)


# The sheets.


def open_sheets(window: MainWindow) -> Iterator[Sheet]:
    """Each of them, as it is with one of its pages."""
    for show, sheet in (
        (window.sheets.show_keys, window.sheets.keys),
        (window.sheets.show_glossary, window.sheets.glossary),
    ):
        show()
        yield sheet
        sheet.close_sheet()
    window.comparison.compare()
    for page in range(len(window.comparison.sheet.pages)):
        window.comparison.sheet.findChild(QAbstractButton, f"compareWith.{page}").click()
        yield window.comparison.sheet


def test_on_a_sheet_the_tabulator_goes_as_one_reads_and_one_sees_where_it_is(opened: Opener) -> None:
    window = ready(opened("--lesson", "two-knobs"))
    for sheet in open_sheets(window):
        stops = stops_of(sheet)
        assert len(stops) >= 2
        assert as_one_reads(stops, sheet)
        assert [name_of(part) for part in stops if not is_seen_to_have_the_keyboard(part)] == []
    window.comparison.sheet.close_sheet()
