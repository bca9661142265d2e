"""The gallery and the story in their window: what is chosen there, what one has seen, and which groups are folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.lessons.catalogue import lesson_after
from gan_playground.lessons.lesson import Lesson, LessonGroup
from gan_playground.ui.lessons.lesson_delegate import SeenMark

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow
    from gan_playground.ui.window.settings import Settings

tick_ms = 1000
seen_after_ticks = 10  # of training that somebody can see


class GalleryController(QObject):
    """A lesson was seen when its first page is left, or when it has trained for a while; at the last page, all of it.

    What is played while nobody is there counts for nobody.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._gallery, self._lessons, self._demo = window.gallery, window.lessons, window.demo
        self._ticks = 0
        self._clock = QTimer(self, interval=tick_ms)
        self._clock.timeout.connect(self._on_tick)
        self._gallery.list.fold(map(LessonGroup, settings.folded_groups))
        self.show_seen()
        self._connect()

    def _connect(self) -> None:
        self._gallery.lesson_chosen.connect(self._window.show_lesson)
        self._gallery.folded.connect(self._keep_folds)
        self._gallery.forget_wanted.connect(self._forget)
        self._demo.lesson_due.connect(self._lessons.begin)
        self._demo.page_due.connect(self._window.story.turn)
        self._window.story.page_turned.connect(self._on_page)
        self._lessons.shown.connect(self._on_lesson)
        self._window.story.lesson_wanted.connect(self._go_on)
        self._window.story.action_wanted.connect(self._lessons.act)
        self._window.session.playing_changed.connect(self._wind)
        self._window.session.closing.connect(self._close)

    def seen(self, lesson_id: str) -> SeenMark:
        """How much of a lesson."""
        if lesson_id in self._settings.read_lessons:
            return SeenMark.ALL
        return SeenMark.SOME if lesson_id in self._settings.seen_lessons else SeenMark.NOTHING

    @Slot()
    def _close(self) -> None:
        """Count no more, and choose nothing that a hand has only passed."""
        self._clock.stop()
        self._gallery.let_go()

    def _mark(self, seen: SeenMark) -> None:
        lesson_id = self._lessons.lesson.id
        if self._demo.is_playing or lesson_id not in self._gallery.list.lessons:
            return
        if lesson_id not in self._settings.seen_lessons:
            self._settings.seen_lessons = [*self._settings.seen_lessons, lesson_id]
        if seen is SeenMark.ALL and lesson_id not in self._settings.read_lessons:
            self._settings.read_lessons = [*self._settings.read_lessons, lesson_id]
        self._gallery.list.mark(lesson_id, self.seen(lesson_id))

    @Slot()
    def show_seen(self) -> None:
        """Mark what one has seen of each lesson that there is."""
        self._gallery.show_seen({lesson_id: self.seen(lesson_id) for lesson_id in self._gallery.list.lessons})

    @Slot(int, int)
    def _on_page(self, number: int, count: int) -> None:
        if number:
            self._mark(SeenMark.ALL if number + 1 == count else SeenMark.SOME)
        if number + 1 == count and (after := lesson_after(self._lessons.lesson.id)) is not None:
            self._window.story.offer_lesson(after.title)

    @Slot()
    def _go_on(self) -> None:
        if (after := lesson_after(self._lessons.lesson.id)) is not None:
            self._window.show_lesson(after.id)

    @Slot(object)
    def _on_lesson(self, _lesson: Lesson) -> None:
        self._ticks = 0
        self._wind(self._window.session.is_playing)

    @Slot(bool)
    def _wind(self, playing: bool) -> None:
        """The clock goes where there is something to count."""
        if playing and self.seen(self._lessons.lesson.id) is SeenMark.NOTHING:
            self._clock.start()
        else:
            self._clock.stop()

    @Slot()
    def _on_tick(self) -> None:
        self._ticks += self._window.isVisible() and not self._window.isMinimized() and not self._demo.is_playing
        if self._ticks >= seen_after_ticks:
            self._mark(SeenMark.SOME)
            self._clock.stop()

    @Slot()
    def _forget(self) -> None:
        self._settings.seen_lessons = self._settings.read_lessons = []
        self.show_seen()

    @Slot()
    def _keep_folds(self) -> None:
        self._settings.folded_groups = [group.value for group in self._gallery.list.folded_groups]
