"""The window of an exhibit: one lesson at a time, one big button, and no way out for visitors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from gan_playground.exhibit import end
from gan_playground.exhibit.config import ExhibitConfig, text_sizes
from gan_playground.exhibit.logbook import last_lines
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.timeline.summary import budgets_bytes
from gan_playground.interrupts import say_aside
from gan_playground.session.events import Failure
from gan_playground.session.session import Session
from gan_playground.ui.exhibit.gate import Gate
from gan_playground.ui.exhibit.pad import OperatorPad
from gan_playground.ui.exhibit.screen import ExhibitScreen
from gan_playground.ui.exhibit.showpiece import Showpiece
from gan_playground.ui.exhibit.still_there import StillThere
from gan_playground.ui.exhibit.visit_noter import VisitNoter
from gan_playground.ui.exhibit.visits import VisitPhase, Visits
from gan_playground.ui.stages.view import View
from gan_playground.ui.theme.style import dress
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.garbage import GarbageCollector
from gan_playground.ui.window.text_size import TextSize

smallest_size = (1024, 700)
unseen_ms = 1000
most_failures = 3
"""After so many in a row, with nothing seen of a run between them, the window ends, for the next one."""
alone_at_top = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class ExhibitState(Struct, frozen=True):
    """All that a visitor can change."""

    phase: VisitPhase
    lesson: str
    experiment: Experiment
    seed: int
    theme: str
    text_size: float
    words: str
    view: View | None


class ExhibitWindow(QMainWindow):
    """lessons: those of the settings, or in safe mode others. Signals: ended(int): it may close, with this status."""

    ended = Signal(int)

    def __init__(self, config: ExhibitConfig, lessons: Sequence[str], seed: int = 0, device: str = "auto") -> None:
        super().__init__(None, alone_at_top)
        self.setObjectName("exhibitWindow")
        self.setWindowTitle("GAN Playground")
        self.setMinimumSize(*smallest_size)
        self.setProperty("exhibit", True)
        self._config, self._lessons, self._place = config, tuple(lessons), 0
        self.theme, self._may_close, self._failures = DARK, False, 0
        self.session = Session(self)
        self.session.choose_device(device)
        self._garbage = GarbageCollector(self)
        self.visits, self.gate = Visits(config, self), Gate(self)
        self.showpiece = Showpiece(self.session, self.theme, seed, config.speed, self)
        self.screen_of_visitors = ExhibitScreen(self.showpiece.place, self)
        self.still_there = StillThere(self.theme, self)
        self.pad = OperatorPad(config.pin, partial(last_lines, config.folder), self.theme, self)
        self._noter = VisitNoter(config.folder, self.gate, self.visits, self)
        self.setCentralWidget(self.screen_of_visitors)
        self._connect()
        self._text_size = TextSize(self, config.text_size)
        self._text_size.changed.connect(self._dress)
        self._dress()
        QApplication.instance().aboutToQuit.connect(self.shut_down)

    def _connect(self) -> None:
        session, visits, screen, piece = self.session, self.visits, self.screen_of_visitors, self.showpiece
        session.failed.connect(self._on_failed)
        session.loading.connect(self._garbage.settle)
        self.gate.came.connect(visits.note_input)
        self.gate.corners_done.connect(visits.operate)
        visits.phase_changed.connect(self._show_phase)
        visits.phase_changed.connect(screen.show_phase)
        visits.lesson_due.connect(self.show_next)
        visits.started_over.connect(self._start_over)
        visits.counted.connect(self.still_there.show_count)
        screen.act_wanted.connect(piece.act)
        screen.other_wanted.connect(self.show_next)
        screen.larger_wanted.connect(self._enlarge)
        piece.begun.connect(self._noter.begin_lesson)
        piece.begun.connect(screen.show_lesson)
        piece.done.connect(screen.show_deed)
        piece.shown.connect(self._on_shown)
        self.still_there.go_on_wanted.connect(visits.go_on)
        self.still_there.start_over_wanted.connect(visits.start_over)
        self.pad.closed.connect(visits.go_on)
        self.pad.leave_wanted.connect(self.leave)
        self.pad.restart_wanted.connect(self.restart)

    def begin(self) -> None:
        """Load torch in the background, and play."""
        self.session.open(unseen_ms)
        self.session.past.set_budget(min(budgets_bytes))  # nobody goes back
        self.visits.begin()
        self.showpiece.begin(self._lessons[self._place])

    @property
    def state(self) -> ExhibitState:
        """As it is now."""
        piece = self.showpiece
        return ExhibitState(
            phase=self.visits.phase,
            lesson=piece.lesson.id if piece.lesson is not None else "",
            experiment=self.session.experiment,
            seed=piece.seed,
            theme=self.theme.name,
            text_size=text_scale.wanted,
            words=self.screen_of_visitors.text.text(),
            view=piece.stage.view if piece.stage is not None else None,
        )

    @Slot()
    def show_next(self) -> None:
        """The next of the lessons."""
        self._place = (self._place + 1) % len(self._lessons)
        self.showpiece.begin(self._lessons[self._place])

    @Slot()
    def _start_over(self) -> None:
        """As at the start, whatever was done."""
        self._place = 0
        self._text_size.choose(self._config.text_size)
        self.showpiece.begin(self._lessons[0])

    @Slot(object)
    def _show_phase(self, phase: VisitPhase) -> None:
        self.gate.is_asleep = phase is VisitPhase.ALONE
        self.gate.takes_digits = phase is VisitPhase.OPERATED
        self.still_there.hide()
        self.pad.put_away()
        if phase is VisitPhase.ASKED:
            self.still_there.ask()
        elif phase is VisitPhase.OPERATED:
            self.pad.ask()

    @Slot(object)
    def _on_shown(self, frame: object) -> None:
        self._failures = 0
        self.screen_of_visitors.show_frame(self.session.last_frame)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """No visitor can do anything about it: the next lesson, or where none can be, the next window."""
        say_aside(failure.sentence + ("\n" + failure.details if failure.details else ""))
        self._failures += 1
        if self._failures >= most_failures:
            self._end(end.failed)
        else:
            QTimer.singleShot(0, self, self.show_next)

    @Slot()
    def _enlarge(self) -> None:
        """The next size of words, and after the largest the smallest."""
        now = text_sizes.index(self._text_size.percent)
        self._text_size.choose(text_sizes[(now + 1) % len(text_sizes)])

    @Slot()
    def _dress(self) -> None:
        dress(QApplication.instance(), self.theme)
        for part in (self.showpiece, self.still_there, self.pad):
            part.set_theme(self.theme)
        self.screen_of_visitors.dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Loading torch takes the interpreter: the window is on screen first."""
        super().paintEvent(event)
        self.session.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._text_size.follow()
        for cover in (self.still_there, self.pad):
            cover.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """It stays over the whole screen, whatever a window manager offers."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and not self.isFullScreen() and not self._may_close:
            QTimer.singleShot(0, self, self.stay)

    @Slot()
    def stay(self) -> None:
        """Full screen, and in front."""
        if not self._may_close:
            self.showFullScreen()
            self.raise_()
            self.activateWindow()

    @Slot()
    def leave(self) -> None:
        """The operator, or the system, wants it to end."""
        self._end(end.left)

    @Slot()
    def restart(self) -> None:
        """The operator wants another window."""
        self._end(end.begin_again)

    def _end(self, status: int) -> None:
        if not self._may_close:
            self._may_close = True
            self.ended.emit(status)
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody else closes it."""
        if not self._may_close:
            event.ignore()
            return
        self.hide()
        self.shut_down()
        super().closeEvent(event)

    @Slot()
    def shut_down(self) -> None:
        """End what runs; harmless the second time."""
        self._noter.end()
        self.visits.close()
        self.gate.close()
        self.screen_of_visitors.close_down()
        self.session.close()
        self._garbage.close()
