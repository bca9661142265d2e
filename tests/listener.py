"""A session with its real thread and no window, for the tests that say what is to come of an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.events import Failure
from gan_playground.session.session import Session
from quiet import quiet

patience_ms = 60_000


class Listener:
    """What a session has shown, and why anything failed; tests add what else they listen to."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.frames: list[Frame] = []
        self.failures: list[Failure] = []
        session.frame_ready.connect(self.frames.append)
        session.failed.connect(self.failures.append)

    def until(self, condition: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=patience_ms)

    def rest(self) -> None:
        """Wait until all that was asked is done, and all that was said is heard."""
        quiet(self.session, self.until)

    @property
    def trainer(self) -> Trainer:
        """Of the run, at the left where there are two."""
        return self.session._worker.runs[0].trainer
