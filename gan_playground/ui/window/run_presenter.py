"""What the session says of a run, on its way to the panels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.session.order_state import OrderStage
from gan_playground.ui.widgets.throttle import Throttle

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.timeline.summary import TimelineSummary
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.window.main_window import MainWindow

count_ms = 100


class RunPresenter(QObject):
    """Shows in a window's panels which run there is, its knobs, its frames and its past."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._newest: Frame | None = None
        self._shown: tuple[int, str] | None = None
        self._has_missed = False
        self._count = Throttle(count_ms, self)
        self._count.due.connect(self._show_count)
        window.lessons.shown.connect(self._show_lesson)
        self._session.run_started.connect(self._show_run)
        self._session.experiment_changed.connect(self._show_experiment)
        self._session.frame_ready.connect(self._show_frame)
        self._session.rate_changed.connect(self._show_rate)
        self._session.timeline_changed.connect(self._show_summary)
        self._session.playing_changed.connect(window.transport.show_playing)
        self._session.playing_changed.connect(window.story.show_playing)
        self._session.busy_changed.connect(window.transport.show_busy)

    @Slot(object)
    def _show_lesson(self, lesson: Lesson) -> None:
        self._window.gallery.show_lesson(lesson.id)
        self._window.top_bar.show_lesson(lesson.title)
        self._window.story.show_lesson(lesson)
        self._window.knob_panel.set_defaults(lesson.experiment)
        self._window.networks.page.let_go()

    @property
    def _is_hidden(self) -> bool:
        """Whether the run that is there is not the one that the window is about."""
        order, run = self._session.order, self._session.run
        if order.stage is OrderStage.THERE or run is None:
            return False
        return self._window.run_view.is_covered or order.stage is OrderStage.REFUSED or order.lesson != run.lesson

    def hide_run(self) -> None:
        """Nothing is told any more of the run that is there."""
        self._newest, self._has_missed = None, True
        self._count.cancel()
        self._window.verdict.hush()
        self._window.transport.show_nothing()
        self._window.top_bar.show_rate(0.0)

    def show_run_again(self) -> None:
        """The run that is there is what the window is about, as before."""
        state = self._session.state
        if not self._has_missed or state.run is None:
            return
        self._has_missed = False
        if self._shown != (state.begun, self._window.lesson.id):
            self._show_run(state.run)
        if state.timeline is not None:
            self._show_summary(state.timeline)
        self._window.run_view.stage.ask_to_look()

    @Slot(object)
    def _show_run(self, run: RunInfo) -> None:
        window = self._window
        window.lessons.follow()
        lesson = window.run_files.lesson_of(run)
        if lesson is not None and self._session.lesson == run.lesson:  # or another one was begun while it was opened
            window.lessons.show(lesson)
            window.history.clear()
        window.comparison.show_lesson(window.lesson)
        window.knob_panel.forget_problems()
        window.verdict.begin()
        window.top_bar.show_run(run)
        window.top_bar.show_seed(window.lessons.seed)  # of the run that was ordered last
        window.run_view.show_run(run, window.lesson)
        self._shown = self._session.state.begun, window.lesson.id
        window.formula.show_run(self._session.experiment)
        window.networks.page.show_run(self._session.experiment.gives_scores)
        self._show_data(self._session.experiment)

    @Slot(object)
    def _show_experiment(self, experiment: Experiment) -> None:
        self._window.top_bar.show_seed(self._window.lessons.seed)
        self._window.knob_panel.show_experiment(experiment)
        self._window.formula.show_experiment(experiment)
        self._window.networks.page.show_scores(experiment.gives_scores)
        self._show_data(experiment)
        self._window.run_view.show_experiment(experiment)

    def _show_data(self, experiment: Experiment) -> None:
        """Where it learns what somebody has brought, the story says so."""
        path = experiment.data.path
        is_brought = path != self._window.lesson.experiment.data.path
        self._window.story.show_data(Path(path).name if is_brought else "")

    @Slot(float)
    def _show_rate(self, steps_per_second: float) -> None:
        if not self._is_hidden:
            self._window.top_bar.show_rate(steps_per_second)

    @Slot(object)
    def _show_frame(self, frame: Frame) -> None:
        if self._is_hidden:
            self._has_missed = True
            return
        self._window.run_view.show_frame(frame)
        self._window.formula.show_frame(frame)
        self._window.networks.page.show_frame(frame)
        self._newest = frame
        self._count.trigger()
        self._window.verdict.show_frame(frame)

    @Slot()
    def _show_count(self) -> None:
        """Numbers that change with every step can be read ten times a second at most."""
        window, frame = self._window, self._newest
        if frame is not None:
            window.transport.show_step(frame)
            window.comparison.show_step(frame.step)

    @Slot(object)
    def _show_summary(self, summary: TimelineSummary) -> None:
        if self._is_hidden or self._session.run is None or summary.run != self._session.run.run:
            return  # of a run that has ended, or has not begun here yet
        for panel in (self._window.branches, self._window.transport, self._window.run_view.score):
            panel.show_summary(summary)

    def close(self) -> None:
        """Nothing more is shown."""
        self._count.cancel()
