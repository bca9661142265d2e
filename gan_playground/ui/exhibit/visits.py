"""Whether somebody is there, and what comes of it when nobody is any more."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gan_playground.exhibit.config import ExhibitConfig


class VisitPhase(Enum):
    """Nobody is there; somebody is; somebody was, and is asked; the operator has the pad."""

    ALONE = "alone"
    VISITED = "visited"
    ASKED = "asked"
    OPERATED = "operated"


class Visits(QObject):
    """The clock of an exhibit.

    Signals: phase_changed(VisitPhase). lesson_due(): while nobody is there, time for the next one. started_over(): a
    visit is over, and everything has to be as at the start. counted(int): so many seconds are left to answer.
    """

    phase_changed = Signal(object)
    lesson_due = Signal()
    started_over = Signal()
    counted = Signal(int)

    def __init__(self, config: ExhibitConfig, parent: QObject) -> None:
        super().__init__(parent)
        self.phase = VisitPhase.ALONE
        self._still_there_s, self._left_s = round(config.still_there_seconds), 0
        self._lesson = QTimer(self, interval=round(1000 * config.lesson_seconds))
        self._lesson.timeout.connect(self.lesson_due)
        self._idle = QTimer(self, interval=round(1000 * config.idle_seconds), singleShot=True)
        self._idle.timeout.connect(self._on_idle)
        self._count = QTimer(self, interval=1000)
        self._count.timeout.connect(self._on_second)

    def begin(self) -> None:
        """Nobody is there."""
        self._enter(VisitPhase.ALONE)

    def note_input(self) -> None:
        """Somebody did something; while the question is up, only its answer counts."""
        if self.phase is VisitPhase.ALONE:
            self._enter(VisitPhase.VISITED)
        elif self.phase is not VisitPhase.ASKED:
            self._idle.start()

    @Slot()
    def go_on(self) -> None:
        """Somebody is still there, or the operator has put the pad away."""
        self._enter(VisitPhase.VISITED)

    def operate(self) -> None:
        """The operator wants the pad."""
        self._enter(VisitPhase.OPERATED)

    @Slot()
    def start_over(self) -> None:
        """The visit is over."""
        if self.phase is not VisitPhase.ALONE:
            self._enter(VisitPhase.ALONE)
            self.started_over.emit()

    def close(self) -> None:
        for timer in (self._lesson, self._idle, self._count):
            timer.stop()

    def _enter(self, phase: VisitPhase) -> None:
        self.close()
        self.phase = phase
        if phase is VisitPhase.ALONE:
            self._lesson.start()
        elif phase is VisitPhase.ASKED:
            self._left_s = self._still_there_s
            self.counted.emit(self._left_s)
            self._count.start()
        else:
            self._idle.start()
        self.phase_changed.emit(phase)

    @Slot()
    def _on_idle(self) -> None:
        if self.phase is VisitPhase.OPERATED:
            self.start_over()  # nobody finds the pad open
        else:
            self._enter(VisitPhase.ASKED)

    @Slot()
    def _on_second(self) -> None:
        self._left_s -= 1
        self.counted.emit(self._left_s)
        if self._left_s <= 0:
            self.start_over()
