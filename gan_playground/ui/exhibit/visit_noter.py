"""Notes each visit to a lesson: which, how long, how many touches."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.exhibit.visit_log import LessonVisit, VisitLog
from gan_playground.exhibit.week_page import write_week
from gan_playground.interrupts import say_aside
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.exhibit.gate import Gate
from gan_playground.ui.exhibit.visits import VisitPhase, Visits


class VisitNoter(QObject):
    """folder: of the log. clock: seconds; now: what a clock on the wall says."""

    def __init__(
        self,
        folder: Path,
        gate: Gate,
        visits: Visits,
        parent: QObject,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(parent)
        self._log, self._gate, self._clock, self._now = VisitLog(folder), gate, clock, now
        self._lesson = ""
        self._began: datetime | None = None
        self._first_s = self._last_s = 0.0
        self._first_touch = 0
        gate.came.connect(self._on_input)
        visits.phase_changed.connect(self._on_phase)

    @Slot(object)
    def begin_lesson(self, lesson: Lesson) -> None:
        """Another one: the visit to the one before is over, and whoever is there begins one to this."""
        is_there = self._began is not None
        self.end()
        self._lesson = lesson.id
        if is_there:
            self._begin()

    def end(self) -> None:
        """The visit is over, if there was one. That it cannot be written ends nothing."""
        began, self._began = self._began, None
        if began is None:
            return
        touches = self._gate.touches - self._first_touch
        try:
            self._log.add(LessonVisit(began, self._lesson, self._last_s - self._first_s, touches))
            write_week(self._log, self._now())
        except PlaygroundError as error:
            say_aside(str(error))

    def _begin(self) -> None:
        self._began, self._first_s = self._now(), self._clock()
        self._last_s, self._first_touch = self._first_s, self._gate.touches

    @Slot()
    def _on_input(self) -> None:
        self._last_s = self._clock()

    @Slot(object)
    def _on_phase(self, phase: VisitPhase) -> None:
        if phase is VisitPhase.ALONE:
            self.end()
        elif phase is VisitPhase.VISITED and self._began is None:
            self._begin()
