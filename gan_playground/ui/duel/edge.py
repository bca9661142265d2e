"""D's edge in a duel, as a hand on the stage has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.ui.stages.line.edge_hand import EdgeHand
    from gan_playground.ui.window.run_view import RunView


class DuelEdge(QObject):
    """Between the handle on the stage, which is in the data's units, and D's number. Signals: moved(float): D's."""

    moved = Signal(float)

    def __init__(self, run_view: RunView, parent: QObject) -> None:
        super().__init__(parent)
        self._run_view = run_view
        self._hand: EdgeHand | None = None
        self._mean, self._std = 0.0, 1.0

    def begin(self, experiment: Experiment, threshold: float) -> None:
        """Let a hand take it."""
        from gan_playground.ui.stages.line.stage import LineStage

        stage = self._run_view.stage
        assert isinstance(stage, LineStage)  # lessons/duel.py sees to it
        self._mean, self._std = experiment.data.mean, experiment.data.std
        self._hand = stage.edge_hand
        self._hand.moved.connect(self._on_moved)
        self._hand.open()
        self.show_at(threshold)

    def show_at(self, threshold: float) -> None:
        """Where it is now."""
        if self._hand is not None and isValid(self._hand):
            self._hand.show_place(self._mean + self._std * threshold)

    @Slot(float)
    def _on_moved(self, x: float) -> None:
        self.moved.emit((x - self._mean) / self._std)

    def end(self) -> None:
        """Nobody holds it any more."""
        hand, self._hand = self._hand, None
        if hand is not None and isValid(hand):
            hand.moved.disconnect(self._on_moved)
            hand.put_away()
