"""A real window with its real session."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gan_playground.app import create_window
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import DARK, typeface
from gan_playground.ui.window.main_window import MainWindow
from watched import Opener, Watched


@pytest.fixture
def opened(opened_alone: Opener) -> Opener:
    """A module whose tests share a window says so under this name."""
    return opened_alone


@pytest.fixture
def opened_alone(qtbot: QtBot) -> Iterator[Opener]:
    """A window of the test's own."""
    windows = []

    def open_window(*arguments: str) -> Watched:
        window = create_window(arguments)
        windows.append(window)
        watched = Watched(window, qtbot)
        window.lessons.speeds.choose(math.inf)  # what is tried here takes steps, and no time to read
        window.resize(1280, 720)
        window.show()
        wanted = 0 if "--run" in arguments else 2  # what was saved is paused
        watched.until(lambda: len(watched.frames) > wanted)
        return watched

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture(scope="module")
def window_of_module(move_in: Callable[[pytest.MonkeyPatch], None]) -> Iterator[MainWindow]:
    """One window for all the tests of a module, in a home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        move_in(patch)
        window = create_window(("--lesson", "textbook-curve"))
        window.show()
        yield window
        window.close()
        window.deleteLater()
        text_scale.wanted = 1.0
        text_scale.fit(1280, 720)  # the next module's words are not as large as in a large window
        QApplication.setFont(typeface())


@pytest.fixture
def shared(window_of_module: MainWindow, qtbot: QtBot, at_work: Callable[[], list[Any]]) -> Iterator[Opener]:
    """As `opened`, but a lesson begins anew in the window of the module: for tests that leave all else as it was.

    Runs are counted from there: see Watched.run.
    """
    opened: list[Watched] = []

    def open_anew(lesson_option: str, lesson: str, seed_option: str = "--seed", seed: str = "0") -> Watched:
        assert (lesson_option, seed_option) == ("--lesson", "--seed")
        window = window_of_module
        watched = Watched(window, qtbot)
        opened.append(watched)
        bring_back(window)
        window.lessons.first_seed = int(seed)
        window.show_lesson(lesson)
        watched.begin_here()
        watched.until(lambda: len(watched.frames) > 2)
        return watched

    yield open_anew
    for watched in opened:
        leave(watched)
        watched.until(lambda: not at_work())  # what was put off for some milliseconds


def bring_back(window: MainWindow) -> None:
    """What another test may have turned, chosen or hidden is as in a new window, and the stage is a new one."""
    window.text_size.usual()
    window.resize(1280, 720)
    if window.theme is not DARK:
        window.choose_theme("dark")
    view = window.run_view
    view.reset_view()
    view.choose_stage("phase" if window.session.experiment.stage == "line" else "line")
    window.side_tabs.show_page("knobs")
    window.knob_panel.simple_button.setChecked(True)
    window.notice.dismiss()
    window.lessons.speeds.choose(math.inf)
    window.gallery.setFocus()


def leave(watched: Watched) -> None:
    """Nothing goes on, and nobody listens any more; fails where something is open, once it is closed."""
    opened = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget != watched.window]
    names = [f"{type(widget).__name__} {widget.objectName()}" for widget in opened]
    for widget in opened:
        widget.close()
    watched.window.showNormal()
    watched.pause()
    watched.let_go()
    assert names == []
