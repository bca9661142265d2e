"""The run as it was before a match, and the way back to it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.ui.lessons.story_return import StoryReturn
from gan_playground.ui.lessons.wheel import StoryPlace

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


class WayBackFromDuel(QObject):
    """By the file in which the run was kept when the first round took its place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._window = window.session, window
        self._place: StoryPlace | None = None

    def keep_place(self) -> None:
        """Where the run is now."""
        session, run = self._session, self._session.ordered_run
        timeline = session.state.timeline
        is_there = session.run is not None and session.run.run == run
        branch = timeline.branch if timeline is not None and timeline.run == run else None
        step = session.state.step if is_there else 0
        playing, seed = session.will_play, session.seed or 0
        self._place = None if run is None else StoryPlace(run, branch, step, session.experiment, seed, playing, False)

    def begin(self) -> None:
        """Be there again, and play on if it was playing."""
        if self._place is not None:
            self._return.begin(self._place)

    @cached_property
    def _return(self) -> StoryReturn:
        way = StoryReturn(self._window)
        way.lost.connect(self._begin_anew)
        return way

    @Slot()
    def _begin_anew(self) -> None:
        """It was too young to be kept, or its file is gone: once more from its beginning, as far as it was."""
        place, session = self._place, self._session
        if place is None:
            return
        session.start(place.experiment, place.seed, place.playing)
        if not place.playing and place.step:
            session.play_until(place.step)
