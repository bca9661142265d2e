"""Who has the run of a story: the page that did something to it, or a hand that came since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.lessons.deed import puts
from gan_playground.session.order_state import OrderStage

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.timeline.summary import TimelineSummary
    from gan_playground.session.messages import Comparison
    from gan_playground.session.session import Session


class StoryPlace(Struct, frozen=True):
    """Where the run of a story was when a hand came. branch: None where that was not told yet.

    compared: a second run was beside it, of which the page speaks.
    """

    run: int
    branch: int | None
    step: int
    experiment: Experiment
    seed: int
    playing: bool
    compared: bool


class Wheel(QObject):
    """Notices that the run is not as the page left it: other knobs, another run, elsewhere in its past, weights put.

    To pause it, to play it and to make it go on by hand is nobody's taking: it is the same run, a little later.

    Signals: taken(StoryPlace): by a hand; from where.
    """

    taken = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._place: StoryPlace | None = None
        self._free: frozenset[str] = frozenset()
        self._branches: set[int] = set()
        self._puts = 0
        session.experiment_changed.connect(self._look)
        session.comparison_changed.connect(self._on_comparison)
        session.timeline_changed.connect(self._on_timeline)
        session.frame_ready.connect(self._on_frame)

    def watch(self, free: frozenset[str], compared: bool = False) -> None:
        """From now on, as the run was ordered. free: the knobs that the page asks a hand to turn."""
        session = self._session
        run, experiment = session.ordered_run or 0, session.experiment
        is_there = session.run is not None and session.run.run == run
        step, seed, seen = session.state.step if is_there else 0, session.seed or 0, session.last_frame
        self._free, self._branches, self._puts = free, set(), 0
        if seen is not None and seen.run == run:
            step = min(step, seen.step)  # what is told already is further than the next frame may be
            self._puts = len(puts(seen.edits))
        self._place = StoryPlace(run, None, step, experiment, seed, session.will_play, compared)
        if is_there and session.state.timeline is not None:
            self._on_timeline(session.state.timeline)

    def let_go(self) -> None:
        """Whoever has it now, nobody asks."""
        self._place = None

    @Slot()
    def _look(self) -> None:
        session, place = self._session, self._place
        if place is None:
            return
        others = set(place.experiment.knobs_unlike(session.experiment)) - self._free
        if session.order.stage is OrderStage.REFUSED or (session.ordered_run or 0) < place.run:
            self.let_go()  # what the page ordered did not come: its data are missing, or somebody took it back
        elif session.ordered_run != place.run or others:
            self._take()
        else:
            self._place = replace(place, experiment=session.experiment)

    @Slot(object)
    def _on_comparison(self, comparison: Comparison | None) -> None:
        if comparison is None and self._place is not None and self._place.compared:
            self._take()

    @Slot(object)
    def _on_timeline(self, timeline: TimelineSummary) -> None:
        """One of the branches that were there already was gone to; a new one grows where the run goes on."""
        place = self._place
        if place is None or timeline.run != place.run:
            return
        if place.branch is not None and timeline.branch != place.branch and timeline.branch in self._branches:
            left = [one.last_step for one in timeline.branches if one.number == place.branch]
            # What played was at its end, further than was seen of it; else the other one's frame was here before.
            self._place = replace(place, step=max(left) if place.playing and left else min([place.step, *left]))
            self._take()
            return
        self._branches = {branch.number for branch in timeline.branches}
        self._place = replace(place, branch=timeline.branch)

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        place = self._place
        if place is None or frame.run != place.run:
            return
        put = puts(frame.edits)
        others = {edit.knob for edit in put[self._puts :]} - self._free
        self._puts = len(put)
        if frame.step < place.step or others:
            self._take()
        else:
            self._place = replace(place, step=frame.step, playing=self._session.will_play)

    def _take(self) -> None:
        place, self._place = self._place, None
        self.taken.emit(place)
