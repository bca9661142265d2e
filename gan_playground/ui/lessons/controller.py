"""Which lesson it is, from which seed and at which speed; and what its pages ask for."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.arguments import most_seed
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.lessons.catalogue import find_lesson, load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.transport.speeds import Speeds
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.undo.replaced_runs import ReplacedRuns, Restarted

if TYPE_CHECKING:
    from gan_playground.session.messages import RunInfo
    from gan_playground.session.session import Session
    from gan_playground.ui.transport.transport import Transport
    from gan_playground.ui.window.settings import Settings


OTHER_NAMES = {"turn": "play", "slow_motion": "begin_slow_motion"}
"""What the session calls some of the actions of a page."""


class LessonController(QObject):
    """Orders runs of lessons. seed: of the present run; first_seed: that every lesson begins from.

    Signals: shown(Lesson): it is this one now. ordered(Lesson): a run of it is about to be ordered. unreadable(str): it
    cannot be, since its file says nothing that can be read; a sentence.
    """

    shown = Signal(object)
    ordered = Signal(object)
    unreadable = Signal(str)

    def __init__(
        self,
        lesson: Lesson,
        seed: int,
        session: Session,
        history: UndoHistory,
        replaced: ReplacedRuns,
        transport: Transport,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.lesson, self.seed, self.first_seed = lesson, seed, seed
        self._chosen = ""
        self._session, self._history, self._replaced = session, history, replaced
        self._settings = settings
        self.speeds = Speeds(transport.speed_control, session, self)
        session.experiment_changed.connect(self.follow)
        session.run_started.connect(self._remember)

    @Slot()
    def follow(self) -> None:
        """Be where the session is: what was ordered may have been refused, and the run before counts again."""
        session = self._session
        self.seed = self.seed if session.seed is None else session.seed
        if session.lesson != self.lesson.id and (lesson := find_lesson(session.lesson)) is not None:
            self.show(lesson)

    @Slot(str)
    def choose(self, lesson_id: str, experiment: Experiment | None = None) -> None:
        """As `begin`, and begin with this lesson the next time, if it can begin."""
        self._chosen = lesson_id
        self.begin(lesson_id, experiment)

    @Slot(object)
    def _remember(self, run: RunInfo) -> None:
        if run.lesson == self._chosen:
            self._settings.lesson = run.lesson

    @Slot(str)
    def begin(self, lesson_id: str, experiment: Experiment | None = None) -> None:
        """Begin a lesson from the seed that all of them begin from; experiment: with this; None: as it was written."""
        try:
            lesson = load_lesson(lesson_id)
        except PlaygroundError as error:
            self.unreadable.emit(str(error))
            return
        self.seed = self.first_seed
        self.show(lesson)
        self.ordered.emit(self.lesson)  # first, for the run is looked at as soon as it is there
        self._session.start(experiment or self.lesson.experiment, self.seed, lesson=lesson_id)
        self._history.clear()

    def show(self, lesson: Lesson) -> None:
        """The lesson whose run is there, or about to be."""
        self.lesson = lesson
        self.shown.emit(lesson)
        self.speeds.begin_lesson(lesson.speed)

    @Slot(str, object)
    def act(self, action: str, knobs: Mapping[str, Any]) -> None:
        """Do what a page of the story asks for; it starts over as the lesson and the page are written.

        To go back is for `Rewind`.
        """
        begins_anew = {
            "restart": self._start_over,
            "restart_paused": self._start_over_paused,
            "begin_trained": self._begin_trained,
            "compare": self._compare,
        }
        if action in begins_anew:
            begins_anew[action](knobs)
        elif action != "rewind":
            if action == "turn" and self._session.comparison_client.comparison is not None:
                self._session.comparison_client.end()  # its page speaks of one run
            if knobs:
                self._history.turn(knobs)
            getattr(self._session, OTHER_NAMES.get(action, action))()  # else both go by one list of names

    def _start_over(self, knobs: Mapping[str, Any]) -> None:
        self.begin_anew("Start over", self.lesson.experiment.with_knobs(knobs))

    def _start_over_paused(self, knobs: Mapping[str, Any]) -> None:
        self.begin_anew("Start over", self.lesson.experiment.with_knobs(knobs), playing=False)

    def _begin_trained(self, _knobs: Mapping[str, Any]) -> None:
        self.begin_anew("Begin with trained players", self.lesson.experiment, str(self.lesson.snapshot))

    def _compare(self, knobs: Mapping[str, Any]) -> None:
        self.begin_anew("Side by side", self.lesson.experiment)
        self._session.comparison_client.compare(knobs)

    def begin_anew(self, words: str, experiment: Experiment, snapshot: str = "", playing: bool = True) -> None:
        """From the present seed; words: as it is undone."""
        self._history.begin()
        self._session.start(experiment, self.seed, playing, snapshot)
        self._history.end(words)

    @Slot(int)
    def choose_seed(self, seed: int) -> None:
        """Begin again from another seed."""
        before, self.seed = self.seed, seed
        self._history.reseed(before, seed)

    @Slot()
    def take_new_seed(self) -> None:
        """Begin again from any other seed."""
        self.choose_seed(random.randint(0, most_seed))

    @Slot()
    def restart(self) -> None:
        """Begin again from the same seed."""
        self._session.restart()
        self._history.keep(Restarted("Restart", self._replaced))
