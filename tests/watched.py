"""A window and what it was shown, for the tests that use it as a person would."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import TimeoutError as Waited
from pytestqt.qtbot import QtBot

from gan_playground.gan.observe.frame import Frame
from gan_playground.session.commands import SessionCommand
from gan_playground.session.state import FOLDS
from gan_playground.ui.window.main_window import MainWindow
from quiet import quiet

patience_ms = 60_000


class Watched:
    """A window, and every frame it was given."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.frames: list[Frame] = []
        self.orders: list[str] = []
        self._runs_before = 0
        self._send = window.session.send
        window.session.send = self._note
        window.session.frame_ready.connect(self.frames.append)

    def begin_here(self) -> None:
        """Count the runs from the one that was ordered last, and forget what was shown before it."""
        self._runs_before = self.window.session.ordered_run - 1
        self.until(lambda: bool(self.frames) and self.seen_run == 1)
        self.frames[:] = [frame for frame in self.frames if frame.run > self._runs_before]

    def let_go(self) -> None:
        """Listen no more to a window that goes on to live."""
        self.window.session.frame_ready.disconnect(self.frames.append)
        del self.window.session.send

    @property
    def run(self) -> int:
        """Which run is there, counted from the one it was opened with."""
        return self.window.session.run.run - self._runs_before

    @property
    def seen_run(self) -> int:
        """Which run the newest frame is of."""
        return self.frames[-1].run - self._runs_before

    def _note(self, command: SessionCommand) -> None:
        """What moves a run, and who asked for it."""
        if type(command) in FOLDS:
            frames = [frame.name for frame in traceback.extract_stack(limit=9)[:-1]]
            self.orders.append(f"{type(command).__name__} ({' > '.join(frames)})")
        self._send(command)

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
        """Wait for it; where it never comes, say where everything is instead."""
        try:
            self.qtbot.waitUntil(condition, timeout=patience_ms)
        except Waited as error:
            raise AssertionError(f"it never came: {self.account()}") from error

    def account(self) -> str:
        """Where the window, its session and what trains are."""
        session, window = self.window.session, self.window
        state, worker, last = session.state, session._worker, self.frames[-1] if self.frames else None
        facts = {
            "lesson": window.lesson.id,
            "ordered": session.ordered_run,
            "will play": session.will_play,
            "unheard": [type(command).__name__ for _, command in session._unheard._sent],
            "run": state.run and state.run.run,
            "step": state.step,
            "playing": (state.playing, state.held, state.busy, state.loading, state.comparison is not None),
            "frame": last and (last.run, last.step),
            "worker": worker and (worker.is_playing, worker.tasks.is_on, [run.trainer.step for run in worker.runs]),
            "speed": window.transport.speed,
            "demo": window.demo.is_playing,
            "orders": self.orders[-6:],
            "notice": window.notice.accessibleName(),
        }
        return ", ".join(f"{name} {fact}" for name, fact in facts.items())

    def settle(self) -> Frame:
        """Wait until all that was asked is done and told, and a frame of the run that was ordered is here.

        Gives that frame: of a run that is paused, the one of where it stands.
        """
        session = self.window.session
        quiet(session, self.until)
        self.until(lambda: bool(self.frames) and self.frames[-1].run == session.ordered_run)
        self.until(lambda: session.is_playing or self.frames[-1].step == session.state.step)
        return self.frames[-1]

    def pause(self) -> Frame:
        """Pause, and wait until the last frame before the pause is here."""
        session = self.window.session
        if session.will_play if session.state.reading is None else session.is_playing:  # as the button has it
            self.click("playButton")
        return self.settle()


Opener = Callable[..., Watched]
