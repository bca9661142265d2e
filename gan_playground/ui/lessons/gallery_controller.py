"""What the gallery remembers: which lessons one has seen, and which groups are folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.lessons.lesson import Lesson, LessonGroup
from gan_playground.ui.lessons.gallery import Gallery
from gan_playground.ui.lessons.lesson_delegate import Seen
from gan_playground.ui.lessons.story import StoryCard

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.lessons.controller import LessonController
    from gan_playground.ui.window.demo import Demo
    from gan_playground.ui.window.settings import Settings

tick_ms = 1000
seen_after_ticks = 10  # of training that somebody can see


class GalleryController(QObject):
    """A lesson was seen when its first page is left, or when it has trained for a while; at the last page, all of it.

    What is played while nobody is there counts for nobody.
    """

    def __init__(
        self,
        gallery: Gallery,
        story: StoryCard,
        lessons: LessonController,
        session: Session,
        demo: Demo,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._gallery, self._lessons, self._session = gallery, lessons, session
        self._demo, self._settings, self._window = demo, settings, window
        self._ticks = 0
        self._clock = QTimer(self, interval=tick_ms)
        self._clock.timeout.connect(self._on_tick)
        gallery.list.fold(map(LessonGroup, settings.folded_groups))
        gallery.folded.connect(self._keep_folds)
        gallery.forget_wanted.connect(self._forget)
        story.page_turned.connect(self._on_page)
        lessons.shown.connect(self._on_lesson)
        session.playing_changed.connect(self._wind)
        self._show()

    def seen(self, lesson_id: str) -> Seen:
        """How much of a lesson."""
        if lesson_id in self._settings.read_lessons:
            return Seen.ALL
        return Seen.SOME if lesson_id in self._settings.seen_lessons else Seen.NOTHING

    def close(self) -> None:
        """Count no more."""
        self._clock.stop()

    def _mark(self, seen: Seen) -> None:
        lesson_id = self._lessons.lesson.id
        if self._demo.is_playing or lesson_id not in self._gallery.list.lessons:
            return
        if lesson_id not in self._settings.seen_lessons:
            self._settings.seen_lessons = [*self._settings.seen_lessons, lesson_id]
        if seen is Seen.ALL and lesson_id not in self._settings.read_lessons:
            self._settings.read_lessons = [*self._settings.read_lessons, lesson_id]
        self._gallery.list.mark(lesson_id, self.seen(lesson_id))

    def _show(self) -> None:
        self._gallery.show_seen({lesson_id: self.seen(lesson_id) for lesson_id in self._gallery.list.lessons})

    @Slot(int, int)
    def _on_page(self, number: int, count: int) -> None:
        if number:
            self._mark(Seen.ALL if number + 1 == count else Seen.SOME)

    @Slot(object)
    def _on_lesson(self, _lesson: Lesson) -> None:
        self._ticks = 0
        self._wind(self._session.is_playing)

    @Slot(bool)
    def _wind(self, playing: bool) -> None:
        """The clock goes where there is something to count."""
        if playing and self.seen(self._lessons.lesson.id) is Seen.NOTHING:
            self._clock.start()
        else:
            self._clock.stop()

    @Slot()
    def _on_tick(self) -> None:
        self._ticks += self._window.isVisible() and not self._window.isMinimized() and not self._demo.is_playing
        if self._ticks >= seen_after_ticks:
            self._mark(Seen.SOME)
            self._clock.stop()

    @Slot()
    def _forget(self) -> None:
        self._settings.seen_lessons = self._settings.read_lessons = []
        self._show()

    @Slot()
    def _keep_folds(self) -> None:
        self._settings.folded_groups = [group.value for group in self._gallery.list.folded_groups]
