"""The score: who is winning, and how near the generated samples are to the real ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.lessons.predict import PLOTS_OF_LINES
from gan_playground.score_table import part_of, score_csv
from gan_playground.ui.forecast.keys import OutcomeKeys
from gan_playground.ui.plot.box import Span
from gan_playground.ui.score.cards import ScoreCards
from gan_playground.ui.score.chart import Chart, Manner, steps_of
from gan_playground.ui.score.charts import distance, gradients
from gan_playground.ui.score.choices import LOSSES, OPINIONS, manner_of, one_of
from gan_playground.ui.score.future_room import FutureRoom
from gan_playground.ui.score.histories import OtherHistories
from gan_playground.ui.score.overlays import Overlay, last_step, recent_steps, seen_tracks
from gan_playground.ui.score.plot import ScorePlot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import Outcomes, RunInfo
    from gan_playground.ui.score.line_sketch import LineSketch

ChartOf = Callable[[Frame, bool], Chart]

refresh_interval_ms = 100
longest_before_outcomes = 3
"""How many times as long as the outcomes a run may be for them to be seen on the whole of it."""


class Score(ScoreCards):
    """Four plots over time.

    However often frames come, they are drawn ten times a second at most, and what is hidden is not drawn at all.

    Signals: step_wanted(int): somebody pressed at a step in a plot, or drags to it.
    """

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._frame: Frame | None = None
        self._stale = self._zoomed_for_outcomes = False
        self._lesson, self._number_px = "", math.inf
        super().__init__(parent)
        self._manner = Manner()
        self._begun: dict[ScorePlot, str] = {}
        """What the lesson names, where a hand chose nothing."""
        self._chosen: dict[ScorePlot, str] = {}
        self._histories = OtherHistories()
        self._charts: dict[ScorePlot, ChartOf] = {
            self.losses: self._losses,
            self.opinions: self._opinions,
            self.distance: self._distance,
            self.gradients: self._gradients,
        }
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(refresh_interval_ms)
        self._pause.timeout.connect(self._on_pause_over)
        self.setAccessibleName("The score")
        self.outcome_keys = OutcomeKeys(self.outcomes, self)
        self._connect()

    def _connect(self) -> None:
        self.switch.toggled.connect(self._on_zoom)
        self.third.toggled.connect(self._on_third)
        self.arranged.connect(self._on_arranged)
        for plot in self.plots:
            plot.chosen.connect(self._on_chosen)
            plot.step_wanted.connect(self.step_wanted)

    # What is shown.

    def show_run(self, run: RunInfo) -> None:
        """A run begins: forget the one before."""
        self._frame, self._stale = None, False
        self.show_experiment(run.experiment)
        self._histories.begin()
        self._forget_sizes()
        self.outcome_keys.offer(None)
        self._zoom_for(None)
        for plot in self.plots:
            plot.reset()

    def begin_with(self, lesson: Lesson) -> None:
        """Another lesson shows what it names; what a hand chose stays where it names nothing."""
        if lesson.id != self._lesson:
            self._lesson = lesson.id
            self._begun = {self._plot_of(name): name for name in lesson.plots}
            self._chosen = {plot: name for plot, name in self._chosen.items() if plot not in self._begun}

    def _plot_of(self, name: str) -> ScorePlot:
        """Where something is shown that has this name in lessons."""
        return self.losses if name in LOSSES else self.opinions if name in OPINIONS else self.distance

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now: what the numbers of both players mean depends on them."""
        manner = replace(manner_of(experiment), of_fake=self._manner.of_fake)
        if manner != self._manner:
            self._manner = manner
            self._draw_soon()

    def show_frame(self, frame: Frame) -> None:
        """Keep the newest frame, and draw it as soon as the pause since the last drawing is over."""
        self._frame = frame
        self._draw_soon()

    @Slot(object)
    def show_summary(self, summary: TimelineSummary) -> None:
        """The branches that were left, what lies ahead, bookmarks and issues."""
        self._histories.summary = summary
        self._draw_soon()

    @Slot(object)
    def show_run_b(self, frame: Frame) -> None:
        """The newest frame of the run that this one is compared with."""
        self._histories.run_b = frame
        self._draw_soon()

    @Slot()
    def clear_run_b(self) -> None:
        """The comparison is over."""
        self._histories.run_b = None
        self._forget_sizes()
        self._draw_soon()

    @Slot(object)
    def show_outcomes(self, outcomes: Outcomes | None) -> None:
        """What would come of a knob's values; None: nothing is looked at any more."""
        self._zoom_for(outcomes)
        if outcomes is None or self._histories.outcomes is None:
            self.outcomes.point_at(None)
        self._histories.outcomes = outcomes
        self.outcome_keys.offer(outcomes)
        self._draw_soon()

    def _zoom_for(self, outcomes: Outcomes | None) -> None:
        """Outcomes of a long run are too short to be seen on the whole of it: show the recent past meanwhile."""
        wanted = outcomes is not None and outcomes.from_step > longest_before_outcomes * outcomes.steps
        if wanted and not self.switch.isChecked():
            self._zoomed_for_outcomes = True
            self.switch.setChecked(True)
        elif outcomes is None and self._zoomed_for_outcomes:
            self._zoomed_for_outcomes = False
            self.switch.setChecked(False)

    # When it is drawn.

    def _draw_soon(self) -> None:
        self._stale = self._frame is not None
        if self.isVisible() and not self._pause.isActive():
            self.refresh()

    def _draw_now(self) -> None:
        self._stale = self._frame is not None
        self.refresh()

    def refresh(self) -> None:
        """Draw the newest frame now, if it was not drawn yet."""
        if self._frame is None or not self._stale:
            return
        self._stale = False
        frame, recent = self._frame, self.switch.isChecked()
        marks, overlays = self._histories.marks(frame), self._histories.overlays(frame, recent)
        charts = {plot: self._charts[plot](frame, recent) for plot in self.seen}
        span = self._span(list(charts.values()), overlays)
        for plot, chart in charts.items():
            plot.show_chart(chart, span, marks, overlays, self._run_b_now(chart, self._charts[plot]))
        self._even_out()
        self._pause.start()

    def _span(self, charts: Sequence[Chart], overlays: Sequence[Overlay]) -> Span:
        """The steps that all plots show."""
        (first, now), recent = steps_of(charts), self.switch.isChecked()
        if self.future is not None:
            return self.future.span(first)
        furthest = now + (recent_steps if recent else math.inf)
        return first if recent else self._histories.first_step(first), max(now, min(last_step(overlays), furthest))

    def _even_out(self) -> None:
        """Write the numbers of all plots as small as those that have the least room; growing again would flicker."""
        seen = [plot for plot in self.seen if plot is not self.enlarged]
        told = [plot.number_px for plot in seen if plot.hovered_step is None]  # a hovered one shows a step as well
        self._number_px = min([self._number_px, *told])
        for plot in seen:
            plot.limit_numbers(self._number_px)

    def _forget_sizes(self) -> None:
        """There may be more room."""
        self._number_px = math.inf
        for plot in self.plots:
            plot.limit_numbers(math.inf)

    # What each plot shows of a frame.

    def _losses(self, frame: Frame, recent: bool) -> Chart:
        return one_of(LOSSES, self._wanted(self.losses), frame, seen_tracks(frame.history, recent), self._manner)

    def _opinions(self, frame: Frame, recent: bool) -> Chart:
        return one_of(OPINIONS, self._wanted(self.opinions), frame, seen_tracks(frame.history, recent), self._manner)

    def _distance(self, frame: Frame, recent: bool) -> Chart:
        return distance(frame, seen_tracks(frame.history, recent), self._wanted(self.distance))

    def _gradients(self, frame: Frame, recent: bool) -> Chart:
        return gradients(frame, seen_tracks(frame.history, recent))

    def _run_b_now(self, chart: Chart, chart_of: ChartOf) -> tuple[float, ...]:
        """The run B's numbers, one a line; not numbers where it is measured otherwise."""
        run_b = self._histories.run_b
        if run_b is None:
            return ()
        by_key = {line.key: line.now for line in chart_of(run_b, False).series}
        return tuple(by_key.get(line.key, float("nan")) for line in chart.series)

    def table(self, plot: ScorePlot | None = None) -> bytes:
        """What is shown, or what one plot shows, as a .csv file: the run, its branches, and run B."""
        if self._frame is None:
            return b""
        runs = self._histories.runs(self._frame)
        return score_csv(runs if plot is None else [part_of(run, plot.chart.keys) for run in runs])

    # What hands want.

    @Slot(bool)
    def set_probability_of_fake(self, of_fake: bool) -> None:
        """Let D say how likely a sample is fake, rather than real."""
        self._manner = replace(self._manner, of_fake=of_fake)
        self._draw_now()

    def choose(self, plot: ScorePlot, name: str) -> None:
        """What a plot shows, wherever it is known; of the distance, a measure."""
        self._chosen[plot] = name
        plot.forget_range()
        self._draw_now()

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.choose(self.sender(), name)

    def _wanted(self, plot: ScorePlot) -> str:
        if self.future is not None and plot is self.future.plot:
            return self.future.name
        return self._chosen.get(plot) or self._begun.get(plot, "")

    def sketch_line(self, line: str, now: float, until: float) -> LineSketch:
        """Where a hand draws how a line goes on, by its name in lessons, from a step until another."""
        name = PLOTS_OF_LINES[line]
        return self.sketch_of(FutureRoom(self._plot_of(name), name, now, until))

    def reset_view(self) -> None:
        """Show what a new visitor should see."""
        self._chosen.clear()
        self.switch.setChecked(False)
        self.third.setChecked(False)
        self.fit()
        for plot in self.plots:
            plot.set_hidden(frozenset())
        self._draw_now()

    @Slot()
    def _on_arranged(self) -> None:
        """A plot may have come up that was not drawn while it was hidden."""
        self._forget_sizes()
        self._draw_now()

    @Slot(bool)
    def _on_third(self, gradients: bool) -> None:
        self._share_places()

    @Slot(bool)
    def _on_zoom(self, recent: bool) -> None:
        self.fit()
        self._draw_now()

    @Slot()
    def _on_pause_over(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
