"""The way back to a run that another one took the place of: it comes back as it was left, where it was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.comparison.differences import may_go_on
from gan_playground.session.events import Failure
from gan_playground.session.messages import RunInfo
from gan_playground.ui.undo.commands import Command

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.session import Session
    from gan_playground.ui.files.opening import Opening
    from gan_playground.ui.undo.history import UndoHistory


class Left(Struct, frozen=True):
    """A run that another one took the place of: where it is kept, and whether it was playing."""

    path: Path
    playing: bool


class ReturnPoint(Struct, frozen=True):
    """A run that is to be there again.

    otherwise: how to begin it anew, where it was not kept. unopened: what to do where it was kept and cannot be opened;
    None: begin it anew as well. run: the very one, which stands still then, and `there` is called with its new id;
    None: the last one that was left with these knobs and this seed.
    """

    experiment: Experiment
    seed: int
    otherwise: Callable[[], None]
    unopened: Callable[[], None] | None = None
    run: int | None = None
    there: Callable[[int], None] | None = None


class ReplacedRuns(QObject):
    """Turns knobs and seeds for those who take back what was done: where a run with just these was left, it comes back.

    Anything else is as if a hand did it.
    """

    def __init__(self, session: Session, opening: Opening, history: UndoHistory, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._opening, self._history = session, opening, history
        self._left: dict[tuple[Experiment, int], Left] = {}
        self._left_runs: dict[int, Left] = {}
        self._run, self._seed = 0, 0
        self._experiment = session.experiment
        self._is_playing = session.is_playing
        self._was_playing: bool | None = None
        self._came_from: dict[int, Path] = {}
        self._coming: ReturnPoint | None = None
        self._awaited: int | None = None
        self._meanwhile: dict[str, object] = {}
        session.experiment_changed.connect(self._on_experiment_changed)
        session.playing_changed.connect(self._on_playing_changed)
        session.run_started.connect(self._on_started)
        session.failed.connect(self._on_failed)

    @property
    def experiment(self) -> Experiment:
        """That of the run that is on its way back, if one is."""
        if self._coming is None:
            return self._session.experiment
        return self._coming.experiment.with_knobs(self._meanwhile)

    def turn(self, values: Mapping[str, object]) -> None:
        before = self.experiment
        try:
            wanted = before.with_knobs(before.changes_for(values))
        except PlaygroundError:
            self._session.turn(values)  # which says why not
            return
        if not may_go_on(before, wanted):
            self._go_back(ReturnPoint(wanted, self._seed, partial(self._session.turn, values)))
        elif self._coming is not None:
            self._meanwhile |= values
        else:
            self._session.turn(values)

    def reseed(self, seed: int) -> None:
        self._go_back(ReturnPoint(self.experiment, seed, partial(self._session.reseed, seed)))

    def restart(self) -> None:
        """Begin anew, again."""
        self._go_back(ReturnPoint(self.experiment, self._seed, self._session.restart))

    def undo_restart(self, restarted: Restarted) -> None:
        """Be in the run that was there before; if it cannot be opened, nothing was undone."""
        stays = partial(self._history.stay_done, restarted)
        self._go_back(ReturnPoint(self.experiment, self._seed, self._session.restart, stays))

    def bring_back(self, run: int, there: Callable[[int], None], otherwise: Callable[[], None]) -> None:
        """Be in this very run as it was left, and let it stand still."""
        self._go_back(ReturnPoint(self.experiment, self._seed, otherwise, run=run, there=there))

    def stay(self, run: int) -> None:
        """This very run is not wanted any more, where it is still on its way."""
        way = self._coming
        if way is None or way.run != run:
            return
        self._coming = self._awaited = self._was_playing = None
        if (left := self._left_of(way)) is not None:
            self._opening.leave(left.path)
        if self._meanwhile:
            self._session.turn(self._meanwhile)

    def _go_back(self, way: ReturnPoint) -> None:
        """Once what was ordered trains: the run that it takes the place of is kept only then."""
        self._coming, self._meanwhile = way, {}
        ordered = self._session.ordered_run
        self._awaited = ordered if ordered != self._run else None
        if self._awaited is None:
            self._take_way(way)

    def _take_way(self, way: ReturnPoint) -> None:
        left = self._left_of(way)
        if left is None:
            self._begin_anew()
            return
        self._was_playing = self._session.is_playing
        self._opening.begin(left.path, partial(self._take, left, way), self._on_unopened)

    def _left_of(self, way: ReturnPoint) -> Left | None:
        if way.run is None:
            return self._left.get((way.experiment, way.seed))
        left = self._left_runs.get(way.run)
        return None if left is None else Left(left.path, playing=False)

    def _take(self, left: Left, way: ReturnPoint, saved: SavedRun) -> int:
        run = self._session.open_run(saved)
        self._came_from[run] = left.path
        if self._meanwhile:
            self._session.turn(self._meanwhile)
        if left.playing:
            self._session.play()
        self._coming = None
        if way.there is not None:
            way.there(run)
        return run

    def _on_unopened(self) -> None:
        way = self._coming
        if way is None or way.unopened is None:
            self._begin_anew()
            return
        self._coming = self._was_playing = None
        way.unopened()
        if self._meanwhile:
            self._session.turn(self._meanwhile)

    def _begin_anew(self) -> None:
        way, self._coming, self._was_playing = self._coming, None, None
        if way is not None:
            way.otherwise()
            if self._meanwhile:
                self._session.turn(self._meanwhile)

    @Slot(object)
    def _on_experiment_changed(self, experiment: Experiment) -> None:
        if self._session.ordered_run == self._run:
            self._experiment = experiment

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        self._is_playing = playing

    @Slot(object)
    def _on_started(self, run: RunInfo) -> None:
        if run.run != self._run:
            self._note_left(run)
            self._run, self._seed, self._was_playing = run.run, run.seed, None
            self._go_on(run)
        self._experiment = self._session.experiment if self._session.ordered_run == self._run else run.experiment

    def _go_on(self, run: RunInfo) -> None:
        """Take the way that waited for this run; one that was ordered later makes it pointless."""
        way, awaited = self._coming, self._awaited
        if awaited is not None and run.run < awaited:
            return
        self._awaited = None
        if way is not None and run.run == awaited == self._session.ordered_run:
            self._take_way(way)
        else:
            self._coming = None

    def _note_left(self, successor: RunInfo) -> None:
        """`successor` has just begun, and what was heard of playing is still that of the run before."""
        path = Path(successor.replaced) if successor.replaced else self._came_from.get(self._run)
        playing = self._is_playing if self._was_playing is None else self._was_playing
        self._left.pop((self._experiment, self._seed), None)
        if path is not None:
            left = Left(path, playing)
            self._left[self._experiment, self._seed] = self._left_runs[self._run] = left

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """What was ordered cannot be, so the run is there still that was to come back."""
        if failure.run is not None and failure.run == self._awaited:
            self._coming = self._awaited = None


class Restarted(Command):
    """Begun anew, from the same seed."""

    def __init__(self, words: str, turner: ReplacedRuns) -> None:
        super().__init__(words, before=True, after=False)
        self._turner = turner

    def _bring(self, state: bool) -> None:
        if state:
            self._turner.undo_restart(self)
        else:
            self._turner.restart()
