"""A window and what it was shown, for the tests that use it as a person would."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.observe.frame import Frame
from gan_playground.session.commands import SessionCommand
from gan_playground.ui.window.main_window import MainWindow

patience_ms = 20_000


class Watched:
    """A window, and every frame it was given."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.frames: list[Frame] = []
        window.session.frame_ready.connect(self.frames.append)

    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        QTest.mouseClick(self.part(name), Qt.MouseButton.LeftButton)

    def sent(self) -> list[SessionCommand]:
        """All that is asked of the trainer from now on."""
        session = self.window.session
        sent, send = [], session.send

        def note(command: SessionCommand) -> None:
            sent.append(command)
            send(command)

        session.send = note
        return sent

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=patience_ms)

    def pause(self) -> Frame:
        """Pause, and wait until the last frame before the pause is here."""
        if self.window.session.is_playing:
            self.click("playButton")
            self.until(lambda: not self.window.session.is_playing)
        self.qtbot.wait(100)
        return self.frames[-1]


Opener = Callable[..., Watched]
