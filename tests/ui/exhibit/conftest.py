"""The real window of an exhibit, with its real session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gan_playground.app import make_application
from gan_playground.exhibit.config import ExhibitConfig
from gan_playground.ui.exhibit.window import ExhibitWindow
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import typeface

Exhibit = Callable[..., ExhibitWindow]


@pytest.fixture
def exhibited(qtbot: QtBot, tmp_path: Path) -> Iterator[Exhibit]:
    """Opens one of these lessons; it is there once a step was seen."""
    make_application()
    windows = []

    def open_window(*lessons: str, **settings: Any) -> ExhibitWindow:
        config = ExhibitConfig(lessons=lessons or ("textbook-curve", "two-blobs"), log_folder=str(tmp_path), **settings)
        window = ExhibitWindow(config, config.lessons)
        windows.append(window)
        window.resize(1280, 720)
        window.begin()
        window.showFullScreen()
        qtbot.waitUntil(lambda: window.session.last_frame is not None, timeout=60_000)
        return window

    yield open_window
    for window in windows:
        window.leave()
        window.deleteLater()
    text_scale.wanted = text_scale.factor = 1.0
    QApplication.setFont(typeface())
