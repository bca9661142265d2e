"""The middle of the window, and the whole of a film: the flow, the stage, the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.messages import Comparison, Outcomes, RunInfo
from gan_playground.ui.comparison.linked_views import StagePair
from gan_playground.ui.plot.light import Roles
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.score import Score
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import Theme, gap_px
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.window.strips import Strips

if TYPE_CHECKING:
    from gan_playground.ui.forecast.stage_ghosts import StageGhosts
    from gan_playground.ui.forecast.strip import ForecastStrip
    from gan_playground.ui.slow_motion.card import SlowMotionCard
    from gan_playground.ui.stages.state_card import StateCard

least_size = (564, 540)
"""What is left of the smallest window for the middle."""
large_least = (490, 460)  # the same, where words are large
roomy_px = 420  # for usual words: where large ones leave less, the score says its numbers alone


class RunView(QWidget):
    """Shows one run, or two side by side; the stage is the one for the run's kind of data.

    Signals: stage_made(Stage): another one stands here, as `stage` or as `run_b`. outcomes_dismissed(): of what would
    come, nobody wants any. strip_changed(int): down to where, px, stands what a notice must not cover; 0: nothing does.
    What else is wanted of a run, or of two, the stages and the strips say themselves.
    """

    stage_made = Signal(object)
    outcomes_dismissed = Signal()
    strip_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.score = Score(self)
        self._strips = Strips(self.score.outcomes, theme, self)
        self._strips.outcomes_dismissed.connect(self.outcomes_dismissed)
        self.flow, self.strip = self._strips.flow, self._strips.comparison
        self.ghosts: StageGhosts | None = None
        """Of what would come, on the stage; made when somebody looks ahead first."""
        self.stage: Stage | None = None
        self._in_place_of_score: SlowMotionCard | None = None
        self.run_b: Stage | None = None
        """The stage of the run at the right, where two are compared."""
        self._history: UndoHistory | None = None
        self._run_b_run: int | None = None
        self._pair: StagePair | None = None
        self._stage_name = ""
        self._outcomes: Outcomes | None = None
        self._exhibit, self._bare, self._shows_score = False, False, True
        self._pages = QStackedLayout(self)
        """The run, or what stands in its place while it is not there."""
        self._pages.addWidget(QWidget())
        self._layout = QVBoxLayout(self._pages.widget(0))
        self._layout.setContentsMargins(gap_px, gap_px, gap_px, gap_px)
        self._layout.setSpacing(gap_px)
        self._place = QStackedWidget(self)
        """Holds the stages, and while one of the score's plots is in their place, that plot over them."""
        self._place.addWidget(QWidget())
        self._shared = QVBoxLayout(self._place.widget(0), spacing=gap_px)
        """The stages, below the head that two of them share."""
        self._shared.setContentsMargins(0, 0, 0, 0)
        self._stages = QHBoxLayout(spacing=gap_px)
        self._shared.addLayout(self._stages, 1)
        self.score.enlarge_wanted.connect(self._on_enlarge_wanted)
        self._layout.addLayout(self._strips)
        self._layout.addWidget(self._place, 7)
        self._layout.addWidget(self.score)
        self._layout.setStretchFactor(self.score, 2)

    @property
    def stages(self) -> QWidget:
        """Where the stages are, whichever they are."""
        return self._place

    @property
    def forecast_strip(self) -> ForecastStrip:
        return self._strips.forecast

    def choose_stage(self, name: str) -> None:
        """Put up the stage for a kind of data, empty; the one that is there stays if it is the right one."""
        if name == self._stage_name:
            return
        self._end_comparison()
        if self.ghosts is not None:
            self.ghosts.forget()
        if self.stage is not None:
            self._stages.removeWidget(self.stage)
            self.stage.hide()  # or both are there until it is really gone
            self.stage.deleteLater()
            if self._history is not None:
                self._history.let_go()  # now, and not when the stage is really gone
        self._stage_name, self.stage = name, self._make_stage(name)
        self.stage_made.emit(self.stage)
        self.stage.probability_of_fake_shown.connect(self.score.set_probability_of_fake)
        if self._history is not None:
            self.stage.use_history(self._history)

    def use_history(self, history: UndoHistory) -> None:
        """Tell this what hands do on the stages to come."""
        self._history = history

    def _make_stage(self, name: str) -> Stage:
        stage = STAGES[name](self)
        stage.set_theme(self._theme)
        stage.set_exhibit(self._exhibit)
        if self._bare:
            stage.hide_tools()
        self._stages.addWidget(stage, 1)
        return stage

    def expect(self, lesson: Lesson) -> None:
        """A run of this lesson is about to be ordered."""
        if self.stage is not None:
            self.stage.expect(lesson)
            self.stage.ask_to_look()

    def show_run(self, run: RunInfo, lesson: Lesson) -> None:
        """A run begins."""
        self.choose_stage(run.experiment.stage)
        self.flow.show_run(run)
        self.stage.show_run(run, lesson)
        self.show_outcomes(None)
        self.score.begin_with(lesson)
        self.score.show_run(run)
        self.stage.ask_to_look()

    def show_comparison(self, comparison: Comparison | None, lesson: Lesson) -> None:
        """Two runs side by side from now on, or what differs between them has changed; None: one alone again."""
        if comparison is None:
            self._end_comparison()
            return
        if comparison.run_b.run != self._run_b_run:
            self._begin_comparison(comparison.run_b, lesson)
        self.run_b.show_experiment(comparison.run_b.experiment)
        self.strip.show_comparison(comparison)

    def _begin_comparison(self, run_b: RunInfo, lesson: Lesson) -> None:
        self._end_comparison()
        self._run_b_run, self.run_b = run_b.run, self._make_stage(self._stage_name)
        self.stage_made.emit(self.run_b)
        self.run_b.show_run(run_b, lesson)
        self._pair = StagePair(self.stage, self.run_b, self._shared, self._stages)
        self._show_strips()

    def _end_comparison(self) -> None:
        if self.run_b is None:
            return
        self._pair.part()
        self._stages.removeWidget(self.run_b)
        self.run_b.hide()
        self.run_b.deleteLater()
        self._run_b_run = self.run_b = self._pair = None
        self.score.clear_run_b()
        self._show_strips()

    @Slot(object)
    def show_outcomes(self, outcomes: Outcomes | None) -> None:
        """What would come of a knob's values; None: nothing is looked at any more."""
        self.score.show_outcomes(outcomes)
        self._outcomes = outcomes
        if outcomes is not None:
            self.forecast_strip.show_outcomes(outcomes, self.run_b is not None)
            self._show_ghosts(outcomes)
        elif self.ghosts is not None:
            self.ghosts.end()
        self._show_strips()

    def _show_ghosts(self, outcomes: Outcomes) -> None:
        if self.ghosts is None:
            from gan_playground.ui.forecast.stage_ghosts import StageGhosts

            self.ghosts = StageGhosts(self.score.outcomes, self)
        self.ghosts.show_outcomes(self.stage, outcomes)

    def show_in_place_of_score(self, card: SlowMotionCard | None) -> None:
        """Below the stage, while a turn stands still; None: the score is there again."""
        if card is not None and self._layout.indexOf(card) < 0:
            self._in_place_of_score = card
            self._layout.addWidget(card)
            card.set_exhibit(self._exhibit)
        if self._in_place_of_score is not None:
            self._in_place_of_score.setVisible(card is not None)
        self.score.setVisible(card is None and self._shows_score)
        self._show_strips()

    def show_score(self, shown: bool) -> None:
        """Whether the score stands below the stage, where nothing is in its place."""
        self._shows_score = shown
        card = self._in_place_of_score
        self.score.setVisible(shown and (card is None or card.isHidden()))

    def _show_strips(self) -> None:
        """What differs, and what would come, stand where else the flow tells how the players are wired."""
        compares, looks_ahead = self.run_b is not None, self._outcomes is not None
        self.strip_changed.emit(self._strips.arrange(compares, looks_ahead, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()
        self._show_strips()

    def _share_height(self) -> None:
        """The stage is what one has come to see."""
        is_brief = text_scale.is_large and self.height() < roomy_px * text_scale.wanted
        self.score.set_brief(is_brief)
        self._strips.flow_gives_way = is_brief
        self._layout.setStretchFactor(self.score, 0 if is_brief else 2)

    def minimumSizeHint(self) -> QSize:
        """All in it says less where there is less room: what it says now must not keep the window large."""
        return super().minimumSizeHint().boundedTo(QSize(*(large_least if text_scale.is_large else least_size)))

    @property
    def is_covered(self) -> bool:
        """Whether something stands in the place of the run."""
        return self._pages.currentIndex() != 0

    def cover(self, card: StateCard) -> None:
        """Show this instead of the run."""
        if self._pages.indexOf(card) < 0:
            self._pages.addWidget(card)
            card.set_exhibit(self._exhibit)
        self._pages.setCurrentWidget(card)
        card.lower()  # a notice stays above it

    def uncover(self) -> None:
        """The run is seen again."""
        if self.is_covered:
            self._pages.currentWidget().rest()
            self._pages.setCurrentIndex(0)
            self._pages.widget(0).lower()

    @property
    def is_enlarged(self) -> bool:
        """Whether one of the score's plots is in the place of the stage."""
        return self.score.enlarged is not None

    @Slot(object)
    def _on_enlarge_wanted(self, plot: ScorePlot) -> None:
        """This plot takes the place of the stage, or gives it back if it has it."""
        was_large, had_keyboard = plot is self.score.enlarged, plot.hasFocus()
        self.end_enlarged()
        if not was_large:
            self._place.addWidget(self.score.take_out(plot))
            self._place.setCurrentIndex(1)
        if had_keyboard:  # or it would go to the next one
            plot.setFocus(Qt.FocusReason.TabFocusReason)

    def end_enlarged(self) -> None:
        """The stage has its place again."""
        self.score.put_back()
        self._place.setCurrentIndex(0)

    def show_run_b_frame(self, frame: Frame) -> None:
        """An instant of the run at the right."""
        if self._pair is not None and frame.run == self._run_b_run:
            self._pair.show_run_b_frame(frame)
            self.score.show_run_b(frame)

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now."""
        if experiment.stage == self._stage_name:
            self.stage.show_experiment(experiment)
            self.score.show_experiment(experiment)

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run."""
        self.stage.show_frame(frame)
        self.score.show_frame(frame)
        if self.ghosts is not None:
            self.ghosts.renew()

    def picture(self) -> QImage:
        """The run as it is seen now, for a small picture of it."""
        return self.stage.picture().toImage() if self.stage is not None else QImage()

    def set_exhibit(self, exhibit: bool) -> None:
        """Make what is pressed large enough for fingers, on this stage and on those to come."""
        self._exhibit = exhibit
        self._strips.set_exhibit(exhibit)
        for part in (*self._both(), *filter(None, (self._in_place_of_score,))):
            part.set_exhibit(exhibit)

    def hide_tools(self) -> None:
        """Show nothing that only a hand could use, neither now nor later."""
        self._bare = True
        self.strip.hide_tools()
        self.score.hide_tools()
        for stage in self._both():
            stage.hide_tools()

    @Slot(object)
    def show_light(self, roles: Roles) -> None:
        """Whose data are pointed at, or a page speaks of; nobody's: all is as usual."""
        for stage in self._both():
            stage.show_light(roles)

    def reset_view(self) -> None:
        """Undo what a visitor hid, zoomed or switched."""
        self.end_enlarged()
        self.stage.reset_view()
        self.score.reset_view()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._strips.set_theme(theme)
        self._share_height()
        self._show_strips()
        self.score.set_theme(theme)
        for stage in self._both():
            stage.set_theme(theme)

    def fit_words(self) -> None:
        """They have another size: what is arranged by that stands as after a change of its own size."""
        for part in self.findChildren(QWidget):
            if part.isVisible():
                QCoreApplication.sendEvent(part, QResizeEvent(part.size(), part.size()))

    def _both(self) -> list[Stage]:
        return [stage for stage in (self.stage, self.run_b) if stage is not None]
