"""The seed of an exhibit: the lessons one after the other, until somebody touches anything."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from gan_playground.lessons.catalogue import lessons_at_hand

pages = 3  # of a lesson's text, a third of its time each: what is shown, what to look at, what to try
page_ms = 10_000
idle_ms = 120_000
touches = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}


class Demo(QObject):
    """Plays while nobody is there.

    Signals:
        lesson_due(str): the id of the lesson to show now.
        page_due(): time to read on.
        playing_changed(bool): it began, or a person took over.
    """

    lesson_due = Signal(str)
    page_due = Signal()
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_playing = self.was_played = False
        self._place = 0
        self._pages_read = 0
        self._turn = QTimer(self, interval=page_ms)
        self._turn.timeout.connect(self._read_on)
        self._idle = QTimer(self, interval=idle_ms, singleShot=True)
        self._idle.timeout.connect(self.start)

    @cached_property
    def _lessons(self) -> list[str]:
        return [lesson.id for lesson in lessons_at_hand()]

    def begin_at(self, lesson_id: str) -> None:
        """Let this lesson be the next, if it can run."""
        if lesson_id in self._lessons:
            self._place = self._lessons.index(lesson_id)

    @Slot()
    def start(self) -> None:
        """Play the next lesson, and go on; from now on, whenever nobody has touched anything for a while."""
        QApplication.instance().installEventFilter(self)  # a second time is harmless
        self.is_playing = self.was_played = True
        self._idle.stop()
        self._turn.start()
        self.playing_changed.emit(True)
        self._show_next()

    def close(self) -> None:
        """No more lessons by itself."""
        self._turn.stop()
        self._idle.stop()
        QApplication.instance().removeEventFilter(self)

    @Slot()
    def _read_on(self) -> None:
        self._pages_read += 1
        if self._pages_read < pages:
            self.page_due.emit()
        else:
            self._show_next()

    def _show_next(self) -> None:
        self._pages_read = 0
        self.lesson_due.emit(self._lessons[self._place])
        self._place = (self._place + 1) % len(self._lessons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only what a person did: windows that open under a resting mouse make events of their own.
        if event.type() in touches and event.spontaneous():
            self._hand_over()
        return False

    def _hand_over(self) -> None:
        self._idle.start()
        if self.is_playing:
            self.is_playing = False
            self._turn.stop()
            self.playing_changed.emit(False)
