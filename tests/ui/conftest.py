"""A real window with its real session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gan_playground.app import create_window
from watched import Opener, Watched


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opener]:
    windows = []

    def open_window(*arguments: str) -> Watched:
        window = create_window(arguments)
        windows.append(window)
        watched = Watched(window, qtbot)
        window.resize(1280, 720)
        window.show()
        wanted = 0 if "--run" in arguments else 2  # what was saved is paused
        watched.until(lambda: len(watched.frames) > wanted)
        return watched

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()
