"""Brings a run back to a step of the lesson's own course, where a page wants something to be tried from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.session.comparison.differences import may_go_on
from gan_playground.session.order_state import OrderStage
from gan_playground.ui.lessons.approach import Approach

if TYPE_CHECKING:
    from gan_playground.gan.timeline.summary import TimelineSummary
    from gan_playground.ui.window.main_window import MainWindow

approach_s = 1.5
"""How long it takes, about, where the lesson has to begin anew."""


class Rewind(QObject):
    """By the past of the run that is there where that has been the lesson's own, else by a run that begins anew.

    Where it stands the page's knobs are turned, as one, and it plays: of a past that is a branch of its own.

    Signals: arrived(): it plays from there. left(): somebody else has the run.
    """

    arrived = Signal()
    left = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._approach = Approach(window.session, window.lessons.speeds)
        self._step, self._run, self._by_past, self._pointed = 0, 0, False, 0
        self._knobs: Mapping[str, Any] | None = None
        self._session.frame_ready.connect(self._look)
        self._session.playing_changed.connect(self._look)
        self._session.experiment_changed.connect(self._look)

    @property
    def is_on(self) -> bool:
        """Whether a run is on its way."""
        return self._knobs is not None

    def begin(self, step: int, knobs: Mapping[str, Any]) -> None:
        """Be at this step of the lesson's own course, and go on from there with these knobs."""
        session = self._session
        if session.comparison_client.comparison is not None:
            session.comparison_client.end()
        branch = self._own_branch(step)
        if branch is not None:
            session.past.go_to_mark(branch, step)
        else:
            self._window.lessons.act("restart_paused", {})
            self._approach.go(step, approach_s)
        self._step, self._knobs, self._run = step, knobs, session.ordered_run or 0
        self._by_past, self._pointed = branch is not None, session.past.pointed
        self._look()

    def end(self) -> None:
        """It is not wanted any more."""
        if self._knobs is not None:
            self._knobs = None
            self._approach.end()

    def _own_branch(self, step: int) -> int | None:
        """A branch that was at this step with the lesson's own knobs; None: there is none."""
        session, lesson = self._session, self._window.lesson
        timeline = session.state.timeline
        is_there = session.order.stage is OrderStage.THERE and session.lesson == lesson.id
        if not is_there or timeline is None or timeline.run != session.ordered_run or timeline.first_step > step:
            return None
        if not may_go_on(lesson.experiment, session.experiment):
            return None
        return next((number for number in _untouched(timeline, step, session.state.step)), None)

    @Slot()
    def _look(self) -> None:
        """Go on where it has arrived, or leave it to whoever has it."""
        if self._knobs is None:
            return
        frame = self._approach.still
        if self._is_taken:
            self._leave()
        elif frame is not None and frame.step == self._step and not self._session.past.is_awaited():
            self._arrive(self._knobs)
        elif frame is not None and not self._by_past:
            self._leave()  # a hand has stopped it on its way, or it has come to an end

    @property
    def _is_taken(self) -> bool:
        """Whether a hand has begun another run, pointed elsewhere in its past, or plays what was to stand still."""
        session = self._session
        is_elsewhere = session.ordered_run != self._run or session.past.pointed != self._pointed
        return is_elsewhere or (self._by_past and session.will_play)

    def _arrive(self, knobs: Mapping[str, Any]) -> None:
        self.end()
        if knobs:
            self._window.history.turn(knobs)
        self._session.play()
        self.arrived.emit()

    def _leave(self) -> None:
        self.end()
        self.left.emit()


def _untouched(timeline: TimelineSummary, step: int, now: int) -> list[int]:
    """The branches on which no knob had been turned by this step, that on which the run is first."""
    ones = sorted(timeline.branches, key=lambda branch: branch.number != timeline.branch)
    return [
        one.number
        for one in ones
        if step <= (max(one.last_step, now) if one.number == timeline.branch else one.last_step)
        and all(edit.step is not None and edit.step >= step for edit in one.edits)
    ]
