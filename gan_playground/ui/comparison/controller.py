"""Two runs side by side: asks what the second one should be, and shows that there are two, or one again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.session.messages import Comparison
from gan_playground.ui.comparison.strip import letters
from gan_playground.ui.comparison.words import whose_knobs
from gan_playground.ui.theme.theme import DARK, Theme

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.session import Session
    from gan_playground.ui.comparison.sheet import CompareSheet
    from gan_playground.ui.knobs.whose import WhoseKnobs
    from gan_playground.ui.transport.transport import Transport
    from gan_playground.ui.window.run_view import RunView


class ComparisonController(QObject):
    """Between the session's second run and the panels; the sheet that asks is made when it is first wanted."""

    def __init__(
        self, session: Session, transport: Transport, run_view: RunView, whose: WhoseKnobs, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._transport, self._run_view, self._window = session, transport, run_view, window
        self._whose = whose
        self._client = session.comparison_client
        self._sheet: CompareSheet | None = None
        self._theme = DARK
        self._lesson: Lesson | None = None
        self._step = 0
        transport.compare_button.clicked.connect(self.compare)
        run_view.strip.end_button.clicked.connect(self._client.end)
        run_view.strip.keep_button.clicked.connect(self._client.keep_run_b)
        run_view.strip.swap_button.clicked.connect(self._client.swap)
        session.comparison_changed.connect(self._show_comparison)
        session.run_b_frame_ready.connect(run_view.show_run_b_frame)

    @property
    def sheet(self) -> CompareSheet:
        """What is to differ."""
        if self._sheet is None:
            from gan_playground.ui.comparison.sheet import CompareSheet

            self._sheet = CompareSheet(self._theme, self._window)
            self._sheet.compare_wanted.connect(self._client.compare)
        return self._sheet

    def show_lesson(self, lesson: Lesson) -> None:
        """The lesson whose run trains."""
        self._lesson = lesson

    def show_step(self, step: int) -> None:
        """Where the run is."""
        self._step = step
        if self._sheet is not None:
            self._sheet.show_step(step)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._sheet is not None:
            self._sheet.set_theme(theme)

    @Slot()
    def compare(self) -> None:
        """Ask what to compare the run with; while two are compared, go back to one."""
        if self._client.comparison is not None:
            self._client.end()
        elif self._session.run is not None and self._lesson is not None:
            self.sheet.show_for(self._session.experiment, self._session.run.seed, self._step, self._lesson.id)

    @Slot(object)
    def _show_comparison(self, comparison: Comparison | None) -> None:
        self._transport.show_comparing(comparison is not None)
        if comparison is None:
            self._whose.hide()
        else:
            self._whose.show_run(letters[0], *whose_knobs(comparison))
        if self._lesson is not None:
            self._run_view.show_comparison(comparison, self._lesson)
