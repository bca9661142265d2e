"""Futures on the stage: shows those that are looked at, and lets them be pointed at and taken there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gan_playground.ui.score.overlays import outcome_words

if TYPE_CHECKING:
    from gan_playground.session.messages import Outcomes
    from gan_playground.ui.forecast.choice import OutcomeChoice
    from gan_playground.ui.stages.ghosts import GhostLayer
    from gan_playground.ui.stages.stage import Stage

presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease)


class StageGhosts(QObject):
    """What there is of futures on one stage at a time; it hears what hands do there before the stage does."""

    def __init__(self, choice: OutcomeChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = choice
        self._stage: Stage | None = None
        self.layer: GhostLayer | None = None
        self._outcomes: Outcomes | None = None
        self._by_hand: int | None = None
        self._pressed: int | None = None
        choice.pointed.connect(self._point_at)

    def show_outcomes(self, stage: Stage, outcomes: Outcomes) -> None:
        """These, as far as anybody has seen where they lead."""
        if stage is not self._stage:
            self.forget()
            self._stage, self.layer = stage, stage.make_ghosts()
            stage.view_changed.connect(self.renew)
        ghosts = [outcome.ghost for outcome in outcomes.outcomes if outcome.ghost is not None]
        if self._outcomes is None:
            self.layer.figure.viewport().installEventFilter(self)
        self._outcomes = outcomes
        self.layer.show_ghosts(ghosts, outcomes.from_step)

    @Slot()
    def renew(self) -> None:
        """The stage shows another frame, to another scale, or other layers."""
        if self.layer is not None and self._outcomes is not None:
            self.layer.renew()

    def end(self) -> None:
        """Nothing is looked at any more."""
        if self.layer is not None and self._outcomes is not None:
            self.layer.figure.viewport().removeEventFilter(self)
            self.layer.show_ghosts((), 0)
        self._outcomes = self._by_hand = self._pressed = None

    def forget(self) -> None:
        """The stage goes."""
        self.end()
        self._stage = self.layer = None

    @Slot(object)
    def _point_at(self, number: int | None) -> None:
        self._by_hand = None
        if self.layer is not None:
            self.layer.point_at(number)

    # The hand.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is meant for a future is not meant for the stage below it."""
        if event.type() is QEvent.Type.Leave:
            self._point(None)
        elif event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._tell(event)
        elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            return self._move(event)
        elif isinstance(event, QMouseEvent) and event.type() in presses:
            return self._press(event)
        return super().eventFilter(watched, event)

    def _move(self, event: QMouseEvent) -> bool:
        assert self.layer is not None
        if event.buttons():  # somebody draws, or drags
            return False
        self._point(self.layer.ghost_at(event.position()))
        covered = self.layer.covers(event.position())
        if covered:
            self.layer.figure.pointer_moved.emit(None)
        return covered

    def _point(self, number: int | None) -> None:
        """Light this one everywhere; a pointer that is on none puts out what it has lit itself."""
        if number != self._by_hand:
            self._choice.point_at(number)
            self._by_hand = number

    def _press(self, event: QMouseEvent) -> bool:
        assert self.layer is not None
        number, pressed = self.layer.taken_at(event.position()), self._pressed
        if event.button() is not Qt.MouseButton.LeftButton:
            return self.layer.covers(event.position())
        self._pressed = None if event.type() is QEvent.Type.MouseButtonRelease else number
        if event.type() is QEvent.Type.MouseButtonRelease and number == pressed is not None:
            self._choice.choose(number)
        return number is not None or pressed is not None or self.layer.covers(event.position())

    def _tell(self, event: QHelpEvent) -> bool:
        assert self.layer is not None
        assert self._outcomes is not None
        number = self.layer.ghost_at(QPointF(event.pos()))
        if number is None:
            return False
        QToolTip.showText(event.globalPos(), outcome_words(number, self._outcomes.outcomes[number]))
        return True
