"""Waiting for the training thread: until all that was asked of it is done, and all that it said is heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from gan_playground.session.session import Session

Until = Callable[[Callable[[], bool]], object]


@dataclass(frozen=True, slots=True)
class Rung:
    """An answer of the training thread: whether nothing is on its way there. All that it said before is heard."""

    at_rest: bool


class Bell:
    """Rung in the training thread, between two steps, behind all that was ordered until then."""

    def __init__(self, session: Session) -> None:
        self._session, self._worker = session, session._worker
        self._waits, self._at_rest = False, False
        session.hear(Rung, self._on_rung)

    def rings_at_rest(self) -> bool:
        """Whether the last answer was that all is done; asks for another one if it was not."""
        if not (self._waits or self._at_rest):
            self._waits = True
            QTimer.singleShot(0, self._worker, self._ring)
        return self._at_rest

    def _ring(self) -> None:
        worker = self._worker
        busy = worker.tasks.is_on or worker.orders.is_reading or bool(worker._waiting) or worker._inbox.has_any
        worker.said.emit(Rung(not busy))

    def _on_rung(self, rung: Rung) -> None:
        self._waits, self._at_rest = False, rung.at_rest and not self._session._unheard


def quiet(session: Session, until: Until) -> None:
    """Wait until nothing changes any more but the steps of a run that plays, and what a paused one shows is here.

    A test that asks two threads at once, or the one of what the other was told, does this first.
    """
    until(lambda: not session.past._settling.isActive())  # a hand on the slider of the past
    until(Bell(session).rings_at_rest)
    until(lambda: session.is_playing or not session._mailbox._frames)
