"""The run that is seen: begun, shown and touched in an exhibit."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from gan_playground.ui.exhibit.deeds import BigDeed, deed_of, moved_target
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.theme import Theme


class Showpiece(QObject):
    """place: where the stage stands. Every lesson has a stage of its own, so nothing of the last visitor is left there.

    Signals: begun(Lesson): it was ordered. shown(Frame): an instant of it is seen. done(BigDeed): its big thing.
    """

    begun = Signal(object)
    shown = Signal(object)
    done = Signal(object)

    def __init__(self, session: Session, theme: Theme, seed: int, speed: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme, self._first_seed, self._speed = session, theme, seed, speed
        self.place = QWidget(parent)
        self._column = QVBoxLayout(self.place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.lesson: Lesson | None = None
        self.stage: Stage | None = None
        self._run, self._deeds = 0, 0
        session.run_started.connect(self._on_run)
        session.experiment_changed.connect(self._on_experiment)
        session.frame_ready.connect(self._on_frame)

    @property
    def seed(self) -> int:
        return self._first_seed + self._deeds if self.deed is not None and not self.deed.moves else self._first_seed

    @property
    def deed(self) -> BigDeed | None:
        return deed_of(self.lesson) if self.lesson is not None else None

    def begin(self, lesson_id: str) -> None:
        """As it was written, with nothing of what was done before."""
        self.lesson, self._deeds = load_lesson(lesson_id), 0
        self._put_up_stage(self.lesson)
        self._order()
        self._session.set_speed(self._speed * self.lesson.speed or math.inf)
        self.begun.emit(self.lesson)

    @Slot()
    def act(self) -> None:
        """The lesson's big thing."""
        if self.lesson is None or self.deed is None:
            return
        if self.deed.moves:
            self._session.turn(moved_target(self._session.experiment, self._deeds))
            self._deeds += 1
        else:
            self._deeds += 1
            self._order()
        self.done.emit(self.deed)

    def _order(self) -> None:
        assert self.lesson is not None
        self._session.start(self.lesson.experiment, self.seed, lesson=self.lesson.id)

    def _put_up_stage(self, lesson: Lesson) -> None:
        if self.stage is not None:
            self._column.removeWidget(self.stage)
            self.stage.hide()
            self.stage.deleteLater()
        stage = self.stage = STAGES[lesson.experiment.stage](self.place)
        stage.set_theme(self._theme)
        stage.set_exhibit(True)
        stage.hide_tools()
        _only_tell(stage)
        stage.knobs_wanted.connect(self._session.turn)
        stage.look_wanted.connect(self._session.look_at)
        stage.hold_wanted.connect(self._session.hold)
        self._column.addWidget(stage)
        stage.expect(lesson)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.stage is not None:
            self.stage.set_theme(theme)

    @Slot(object)
    def _on_run(self, run: RunInfo) -> None:
        if self.stage is None or self.lesson is None or run.run != self._session.ordered_run:
            return  # another one was ordered since
        self._run = run.run
        self.stage.show_run(run, self.lesson)
        _only_tell(self.stage)
        self.stage.ask_to_look()

    @Slot(object)
    def _on_experiment(self, experiment: object) -> None:
        if self.stage is not None and self._run == self._session.ordered_run:
            self.stage.show_experiment(self._session.experiment)

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        if self.stage is not None and frame.run == self._run == self._session.ordered_run:
            self.stage.show_frame(frame)
            self.shown.emit(frame)


def _only_tell(stage: Stage) -> None:
    """The legend says what is seen, and nothing there is to be pressed."""
    stage.head.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    for chip in stage.chips:
        chip.setVisible(chip.isChecked())
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for switch in stage.switches:
        switch.setMaximumWidth(0)  # hidden, it would come up again with a run that has an average
