"""What a page of a story asks a hand to do, and whether it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.lessons.deed import Deed, puts

if TYPE_CHECKING:
    from gan_playground.ui.stages.stage import Stage
    from gan_playground.ui.window.main_window import MainWindow

of_drawing = frozenset({"data.drawing", "data.centres"})


class Deeds(QObject):
    """Watches for the deed of the page that is up, by whatever way it is done; it forces nobody.

    Once done it stays done, until the lesson begins again.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._story = window, window.story
        self._done: set[tuple[str, str]] = set()  # by title and text: a page may have come before the lesson's own
        self._drawing = ""  # what was drawn as the page was turned to
        self._puts_before: tuple[int, int] = 0, 0  # of which run, and how many there were by then
        self._story.page_turned.connect(self._on_page)
        window.lessons.shown.connect(self._forget)
        window.session.experiment_changed.connect(self._look)
        window.session.frame_ready.connect(self._on_frame)
        window.run_view.stage_made.connect(self._on_stage)

    @property
    def deed(self) -> Deed | None:
        """Of the page that is up."""
        return self._story.shown.deed if self._story.has_pages else None

    @property
    def _page(self) -> tuple[str, str]:
        return self._story.shown.title, self._story.shown.text

    @property
    def knobs(self) -> frozenset[str]:
        """Those that a hand turns for it."""
        deed = self.deed
        if deed is None:
            return frozenset()
        return frozenset(deed.turn) | (of_drawing if deed.draw else frozenset())

    @Slot()
    def _forget(self) -> None:
        self._done.clear()

    @Slot(object)
    def _on_stage(self, stage: Stage) -> None:
        stage.view_changed.connect(self._look)

    @Slot()
    def _on_page(self) -> None:
        session = self._window.session
        frame, self._drawing = session.last_frame, session.experiment.data.drawing
        self._puts_before = (0, 0) if frame is None else (frame.run, len(puts(frame.edits)))
        self._story.deed_line.show_deed(self.deed, self._page in self._done)
        self._look()

    @Slot()
    def _on_frame(self) -> None:
        if self.deed is not None:
            self._look()

    @property
    def _put(self) -> dict[str, float]:
        """Where hands have put what training moves, since the page is up."""
        frame, (run, before) = self._window.session.last_frame, self._puts_before
        if frame is None:
            return {}
        return {edit.knob: edit.value for edit in puts(frame.edits)[before if frame.run == run else 0 :]}

    @Slot()
    def _look(self) -> None:
        """Say that it is done, once it is."""
        deed = self.deed
        if deed is None:
            return
        page = self._page
        if page not in self._done and self._is_done(deed):
            self._done.add(page)
            self._story.deed_line.show_deed(deed, done=True)

    def _is_done(self, deed: Deed) -> bool:
        session, stage = self._window.session, self._window.run_view.stage
        if session.lesson != self._window.lesson.id:
            return False
        if deed.turn:
            return deed.is_turned(session.experiment, self._put)
        if deed.draw:
            return session.experiment.data.drawing not in ("", self._drawing)
        return stage is not None and stage.follows
