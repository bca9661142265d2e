"""The way back to the story's run, from wherever a hand has brought it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.ui.lessons.approach import Approach
from gan_playground.ui.undo.commands import Reseeded
from gan_playground.ui.undo.replaced_runs import Restarted

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.ui.lessons.wheel import StoryPlace
    from gan_playground.ui.window.main_window import MainWindow

words = "Back to the story"


class StoryReturn(QObject):
    """By the past of the run, or where another one took its place, by the file in which it was kept.

    It is undone like anything else that turns knobs or brings another run.

    Signals: arrived(): it is there. lost(): that run is gone. left(): somebody does something else meanwhile.
    """

    arrived = Signal()
    lost = Signal()
    left = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._approach = Approach(window.session, window.lessons.speeds)
        self._place: StoryPlace | None = None
        self._run: int | None = None
        self._pointed = 0
        self._before: tuple[Experiment, int, int | None] | None = None
        self._session.frame_ready.connect(self._look)
        self._session.playing_changed.connect(self._look)
        self._session.experiment_changed.connect(self._look)

    def begin(self, place: StoryPlace) -> None:
        """Be where the run was when a hand came."""
        session = self._session
        self._place, self._run = place, None
        self._before = session.experiment, session.seed or 0, session.ordered_run
        client = session.comparison_client
        compared = client.comparison is not None
        if compared and not place.compared:
            client.end()
            compared = False  # once that is heard
        if session.ordered_run == place.run and compared is place.compared:
            self._travel(place.run)
        elif place.compared:
            self._lose()
        else:
            self._window.replaced.bring_back(place.run, self._travel, self._lose)

    def end(self) -> None:
        """It is not wanted any more."""
        place, self._place = self._place, None
        if place is not None and self._run is None:
            self._window.replaced.stay(place.run)

    def _travel(self, run: int) -> None:
        """To the step, in the past of this run, which is there or ordered."""
        place, past = self._place, self._session.past
        if place is None:
            return
        if self._is_removed(place):
            self._lose()
            return
        self._run = run
        if place.branch is None:
            past.go_to(place.step)
        else:
            past.go_to_mark(place.branch, place.step)
        self._pointed = past.pointed

    def _is_removed(self, place: StoryPlace) -> bool:
        """Whether the branch is known not to be there any more."""
        timeline = self._session.state.timeline
        if place.branch is None or timeline is None or timeline.run != place.run:
            return False
        return all(one.number != place.branch for one in timeline.branches)

    def _lose(self) -> None:
        if self._place is not None:
            self.end()
            self.lost.emit()

    @Slot()
    def _look(self) -> None:
        place = self._place
        if place is None or self._run is None:
            return
        frame = self._approach.still
        if self._is_taken:
            self.end()
            self.left.emit()
        elif frame is not None and self._is_there(frame, place):
            self._arrive(place)

    @property
    def _is_taken(self) -> bool:
        """Whether a hand has begun another run, pointed elsewhere in its past, or plays what was to stand still."""
        session = self._session
        return session.ordered_run != self._run or session.past.pointed != self._pointed or session.will_play

    def _is_there(self, frame: Frame, place: StoryPlace) -> bool:
        """At the very step, or at the end of a branch that has come no further."""
        session, timeline = self._session, self._session.state.timeline
        if session.past.is_awaited():
            return False
        is_known = timeline is not None and timeline.run == frame.run and timeline.branch == place.branch
        is_end = is_known and timeline is not None and frame.step == timeline.present.last_step < place.step
        return frame.step == place.step or is_end

    def _arrive(self, place: StoryPlace) -> None:
        self.end()
        session, there = self._session, place.experiment
        if others := {path: there.knob(path) for path in session.experiment.knobs_unlike(there)}:
            session.turn(others)
        self._remember(place)
        if place.playing:
            session.play()
        self.arrived.emit()

    def _remember(self, place: StoryPlace) -> None:
        """Let it be undone."""
        assert self._before is not None
        experiment, seed, run = self._before
        history, replaced = self._window.history, self._window.replaced
        if seed != place.seed:
            history.keep(Reseeded(words, replaced, seed, place.seed))
        elif experiment.knobs_unlike(self._session.experiment):
            history.note(experiment, words)
        elif run != self._session.ordered_run:
            history.keep(Restarted(words, replaced))
