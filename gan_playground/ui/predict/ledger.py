"""What was predicted: kept on this computer, and counted while the window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.ui.predict.kept import kept_predictions
from gan_playground.ui.predict.result import sum_of_session

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.predict.question import Question


class PredictionLedger(QObject):
    """Of one window: whether the last prediction of each page came near."""

    def __init__(self, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._near: dict[tuple[str, int], bool] = {}

    def note(self, question: Question, came: Frame) -> None:
        """It has come; where nothing can be written, that is told."""
        result = question.result
        if result is None or result.is_near is None:
            return
        self._near[question.lesson, question.page] = result.is_near
        try:
            kept_predictions.add(question.to_keep(came, result))
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))

    def sum_up(self, lesson: str, at_least: int = 1) -> str:
        """How well a lesson was predicted; empty where less was than that."""
        near = [near for (of_lesson, _), near in self._near.items() if of_lesson == lesson]
        return sum_of_session(near) if len(near) >= at_least else ""

    @Slot()
    def forget(self) -> None:
        """Let go of all that is kept."""
        try:
            kept_predictions.forget()
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
        else:
            self._notifier.tell("What was predicted on this computer is forgotten.")
