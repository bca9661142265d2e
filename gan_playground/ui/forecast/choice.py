"""Which future stands out, and which is taken: one for all the panels that show them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class OutcomeChoice(QObject):
    """Futures are told apart by their numbers, from 0 on.

    Signals: pointed(object): this one stands out; None: all are as good. chosen(int): somebody takes it.
    """

    pointed = Signal(object)
    chosen = Signal(int)

    def point_at(self, outcome: int | None) -> None:
        """Let it stand out in every panel, or none."""
        self.pointed.emit(outcome)

    def choose(self, outcome: int) -> None:
        """Take it."""
        self.chosen.emit(outcome)
