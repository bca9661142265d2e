"""Words are as large as a person asks for, everywhere and at once, and the next time as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gan_playground.app import create_window
from gan_playground.errors import PlaygroundError
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.theme.text_scale import percent_beside, text_scale
from gan_playground.ui.window.main_window import MainWindow
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings
from gan_playground.ui.window.view_menu import ViewMenu
from ui.drawn import texts_in
from watched import Opener, Watched


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


def ink_px(watched: Watched, words: str) -> float:
    """How high these words are where they are painted."""
    found = [text.ink.height() for text in texts_in(watched.window) if text.text == words]
    assert found, words
    return max(found)


def test_the_keys_make_all_words_larger_and_usual_again(opened: Opener) -> None:
    """One of each kind: the lesson's title, a knob, what a legend and a step say, a chart's title."""
    watched = opened("--lesson", "ring")
    watched.pause()
    window = watched.window
    step = f"step {watched.frames[-1].step:,}"
    kinds = ("1 of 8 · What you see", "Learning rate", "generated", step, "Losses", "Step G")
    before = {words: ink_px(watched, words) for words in kinds}
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.text_size.percent == 135
    for words in kinds:
        assert ink_px(watched, words) >= 1.2 * before[words], words
    QTest.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert window.text_size.percent == 115
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert {words: ink_px(watched, words) for words in kinds} == before


def test_axes_grow_as_well(opened: Opener) -> None:
    watched = opened("--lesson", "ring")
    figure = watched.window.run_view.stage._figure
    axis = next(axis for plot in figure.plots for axis in plot.axes.values() if isinstance(axis, PlotAxis))
    before = axis.unit
    watched.window.text_size.choose(175)
    assert axis.unit >= 1.5 * before


def test_there_are_bounds(opened: Opener) -> None:
    size = opened("--lesson", "ring").window.text_size
    for _ in range(9):
        size.larger()
    assert size.percent == 175
    for _ in range(9):
        size.smaller()
    assert size.percent == 100


def test_the_menu_says_what_is_so_and_changes_it(opened: Opener) -> None:
    window = opened("--lesson", "ring").window
    menu = window.top_bar.view_button.menu()
    assert isinstance(menu, ViewMenu)
    for name in ("light", "dark"):
        next(action for action in menu.actions() if action.objectName() == f"theme.{name}").trigger()
        menu.aboutToShow.emit()
        checked = [action.objectName() for action in menu.actions() if action.isChecked()]
        assert (window.theme.name, checked) == (name, [f"theme.{name}"])
    window.named_actions["larger_text"].trigger()
    menu.aboutToShow.emit()
    assert "Words: 115 %" in [label.text() for label in menu.findChildren(QLabel)]


def test_where_large_words_leave_no_height_the_score_says_its_numbers_alone(opened: Opener) -> None:
    view: RunView = opened("--lesson", "ring").window.run_view
    assert not view.score.losses.plot.is_covered
    view.window().text_size.choose(175)
    assert all(plot.plot.is_covered for plot in view.score.seen)
    view.score.enlarge(view.score.losses)
    assert not view.score.losses.plot.is_covered, "in the stage's place there is room"
    view.end_enlarged()
    assert view.score.losses.plot.is_covered


@pytest.mark.parametrize("percent", [100, 135, 175])
def test_it_is_chosen_on_the_command_line(percent: int, own_window: list[MainWindow]) -> None:
    window = create_window(("--lesson", "two-knobs", "--text-size", f"{percent}"))
    own_window.append(window)
    assert (window.text_size.percent, QApplication.font().pixelSize()) == (percent, round(14 * text_scale.factor))
    assert Settings().text_percent == percent


@pytest.mark.parametrize("words", ["99", "176", "large"])
def test_what_cannot_be_is_told(words: str) -> None:
    with pytest.raises(PlaygroundError, match="text-size"):
        create_window(("--text-size", words))


@pytest.mark.parametrize(("percent", "steps", "then"), [(100, 1, 115), (120, 1, 135), (120, -1, 115), (175, 1, 175)])
def test_a_size_between_two_steps_goes_to_the_next(percent: int, steps: int, then: int) -> None:
    assert percent_beside(percent, steps) == then


@pytest.fixture
def own_window() -> Iterator[list[MainWindow]]:
    windows: list[MainWindow] = []
    yield windows
    for window in windows:
        window.close()
        window.deleteLater()
    text_scale.wanted = 1.0
    text_scale.fit(1280, 720)
