"""The twenty-minute route in its window: questions, five lessons, the questions again, and what has changed."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import title_of
from gan_playground.lessons.lesson import Lesson

if TYPE_CHECKING:
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.route.difference_sheet import DifferenceSheet
    from gan_playground.ui.route.question_sheet import QuestionSheet
    from gan_playground.ui.route.strip import RouteStrip
    from gan_playground.ui.route.walk import RouteWalk
    from gan_playground.ui.theme.theme import Theme
    from gan_playground.ui.window.main_window import MainWindow

tick_ms = 5000
clock = time.monotonic
last_offer = "The same questions again"


class RouteController(QObject):
    """Takes nothing out of anybody's hands: who chooses another lesson is away, and can come back.

    walk: how far it is; None: nobody is on it.
    """

    def __init__(self, window: MainWindow, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._notifier, self._story = window, notifier, window.story
        self.walk: RouteWalk | None = None
        self._difference: DifferenceSheet | None = None
        self._since_s = 0.0
        self._timer = QTimer(self, interval=tick_ms)
        self._timer.timeout.connect(self._show)
        window.gallery.route_wanted.connect(self.begin)
        window.gallery.forget_drawn_wanted.connect(self._forget)
        self._story.page_turned.connect(self._on_page)
        self._story.stop_wanted.connect(self._on_stop_wanted)
        window.lessons.shown.connect(self._on_lesson)
        window.session.closing.connect(self._timer.stop)

    @cached_property
    def strip(self) -> RouteStrip:
        """Made for the first route."""
        from gan_playground.ui.route.strip import RouteStrip

        strip = RouteStrip(self._window.theme)
        strip.go_on_button.clicked.connect(self.begin)
        strip.close_button.clicked.connect(self.end)
        self._window.reading_column.take_in(strip)
        return strip

    @cached_property
    def questions(self) -> QuestionSheet:
        """Made for the first route."""
        from gan_playground.ui.route.question_sheet import QuestionSheet

        sheet = QuestionSheet(self._window.theme, self._window)
        sheet.answered.connect(self._on_answered)
        sheet.closed.connect(self._show)
        return sheet

    def set_theme(self, theme: Theme) -> None:
        made = [self.__dict__[name] for name in ("strip", "questions") if name in self.__dict__]
        for part in (*made, self._difference):
            if part is not None:
                part.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Who walks by has no twenty minutes."""
        if exhibit:
            self.end()

    # Where it is.

    @property
    def _is_at_stop(self) -> bool:
        """Whether the lesson that is up is the one of the stop."""
        walk = self.walk
        return walk is not None and walk.is_at_lessons and self._window.lesson.id == walk.at.lesson

    @Slot()
    def begin(self) -> None:
        """Begin it, or go on where it was left."""
        if self.walk is None:
            from gan_playground.lessons.route import shipped_route
            from gan_playground.ui.route.walk import RouteWalk

            try:
                self.walk = RouteWalk(shipped_route())
            except PlaygroundError as error:
                self._notifier.tell_error(str(error))
                return
        if self.walk.asks:
            self.questions.show_walk(self.walk)
            self._show()
        elif not self._is_at_stop:
            self._begin_stop(self.walk)

    @Slot()
    def end(self) -> None:
        """No route any more; what runs goes on."""
        if self.walk is None:
            return
        self.walk = None
        self._timer.stop()
        self._story.keep_to(())
        self._story.offer_stop("")
        if "questions" in self.__dict__:
            self.questions.close_sheet()
        self.strip.hide()
        self._window.gallery.list.give_way(False, to="route")

    @Slot()
    def _show(self) -> None:
        """On the strip: how far it is by now."""
        walk = self.walk
        if walk is None:
            return
        now_s = clock()
        if self._timer.isActive():
            walk.spent_s += now_s - self._since_s
        self._since_s = now_s
        if not self._is_at_stop:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        is_asking = walk.asks and self.questions.isVisible()
        self.strip.show_walk(walk, is_away=not self._is_at_stop)
        self.strip.setVisible(not is_asking and not walk.is_told)
        self._window.gallery.list.give_way(self.strip.isVisible(), to="route")

    # The questions.

    @Slot()
    def _on_answered(self) -> None:
        if (walk := self.walk) is None:
            return
        if walk.is_at_lessons:
            self._begin_stop(walk)
        else:
            self._tell(walk)

    def _tell(self, walk: RouteWalk) -> None:
        from gan_playground.ui.route.difference import difference_of, to_keep
        from gan_playground.ui.route.difference_sheet import DifferenceSheet
        from gan_playground.ui.route.kept import kept_routes

        try:
            kept_routes.add(to_keep(walk))
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))
        self.end()
        if self._difference is not None:
            self._difference.deleteLater()
        self._difference = DifferenceSheet(difference_of(walk), self._window.theme, self._window)
        self._difference.show_sheet()

    @Slot()
    def _forget(self) -> None:
        from gan_playground.ui.route.kept import kept_routes

        try:
            kept_routes.forget()
        except PlaygroundError as error:
            self._notifier.tell_error(str(error))

    # The lessons.

    def _begin_stop(self, walk: RouteWalk) -> None:
        """Its lesson as it was written, at the page where it was left."""
        page = walk.page or walk.at.pages[0]
        self._window.show_lesson(walk.at.lesson)
        self._story.go_to_titled(page)

    @Slot(object)
    def _on_lesson(self, _lesson: Lesson) -> None:
        if self.walk is not None:
            self._story.keep_to(self.walk.at.pages if self._is_at_stop else ())
            self._show()

    @Slot(int, int)
    def _on_page(self, _number: int, _count: int) -> None:
        walk = self.walk
        if walk is None or not self._is_at_stop:
            return
        walk.page = self._story.shown.title
        if walk.is_last_page:
            self._story.offer_stop(title_of(walk.next_title) or last_offer)
        self._show()

    @Slot()
    def _on_stop_wanted(self) -> None:
        if (walk := self.walk) is None:
            return
        walk.go_on()
        self.begin()
