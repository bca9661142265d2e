"""What is said of steps that take long: how long, what would make them short, and that one is on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.session.events import StepForeseen, Waits
from gan_playground.ui.theme.wording import brief_setting_words

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.undo.history import UndoHistory

shorten = "Make steps short"


class StepNotices(QObject):
    """Offers, where one step of the run takes long, to turn the knobs with which it would not."""

    def __init__(self, session: Session, history: UndoHistory, notifier: Notifier) -> None:
        super().__init__(notifier)
        self._session, self._history, self._notifier = session, history, notifier
        self._foreseen: StepForeseen | None = None
        self._stays = False
        session.hear(StepForeseen, self._on_foreseen)
        session.hear(Waits, self._on_waits)

    def _on_foreseen(self, event: StepForeseen) -> None:
        self._foreseen = event if event.is_long else None
        if self._is_of_what_was_ordered:
            self._offer(event, f"One step will take about {seconds_words(event.seconds)} on this computer")
        else:
            self._notifier.withdraw(shorten)

    def _on_waits(self, event: Waits) -> None:
        """In the middle of a step nothing is heard: who has ordered something is told so."""
        foreseen = self._foreseen
        if foreseen is None:
            return
        if event.waits:
            self._stays = self._notifier.offers(shorten)
            took = seconds_words(foreseen.seconds)
            self._offer(foreseen, f"In the middle of a step of about {took}: what was asked for comes after it")
        elif self._stays:
            self._on_foreseen(foreseen)
        else:
            self._notifier.withdraw(shorten)

    def _offer(self, foreseen: StepForeseen, sentence: str) -> None:
        if not self._is_of_what_was_ordered:
            self._notifier.tell(f"{sentence}.")
            return
        words = ", ".join(brief_setting_words(path, value) for path, value in foreseen.lighter.items())
        instead = f"{sentence}. With {words}: about {seconds_words(foreseen.lighter_s)}."
        self._notifier.offer(instead, shorten, self._shorten)

    @property
    def _is_of_what_was_ordered(self) -> bool:
        """Or another run was ordered since, of whose steps nothing is said yet."""
        return self._foreseen is not None and self._foreseen.run == self._session.ordered_run

    @Slot()
    def _shorten(self) -> None:
        if self._foreseen is not None and self._is_of_what_was_ordered:
            self._history.turn(self._foreseen.lighter)


def seconds_words(seconds: float) -> str:
    """As in "12 s" or "0.4 s"."""
    return f"{seconds:,.0f} s" if seconds >= 2 else f"{max(seconds, 0.1):.1f} s"
