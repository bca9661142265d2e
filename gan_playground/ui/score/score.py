"""The score: who is winning, and how near the generated samples are to the real ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.score_table import score_csv
from gan_playground.ui.forecast.keys import OutcomeKeys
from gan_playground.ui.score.charts import Chart, distance, gradients, losses, opinions, tens
from gan_playground.ui.score.company import Company
from gan_playground.ui.score.measures import hundredths
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.strands import Others, seen_tracks
from gan_playground.ui.theme.theme import Theme, gap_px
from gan_playground.ui.theme.wording import percent
from gan_playground.ui.widgets.switch import TwoWaySwitch

if TYPE_CHECKING:
    from gan_playground.session.messages import Outcomes, RunInfo

ChartOf = Callable[[Frame, bool], Chart]

refresh_interval_ms = 100
longest_before_outcomes = 3
"""How many times as long as the futures a run may be for them to be seen on the whole of it."""

room_for_four_px, narrow_px = 1000, 840

ZOOM = (
    ("whole run", "recent"),
    "Show the recent past, rather than the whole run",
    "The whole run, or the recent past step by step, in every plot.",
)
THIRD = (
    ("distance", "gradients"),
    "Show the gradients, rather than the distance",
    "What the third plot shows; in a wide window there is room for both.",
)
"""What both switches say: their words, their name for those who cannot see them, and their tooltip."""


class Score(QWidget):
    """Four plots over time; where space is short, the last two share a place.

    However often frames come, they are drawn ten times a second at most, and what is hidden is not drawn at all.

    Signals:
        step_wanted(int): somebody pressed at a step in a plot, or drags to it.
        future_chosen(int): somebody takes one of the futures that are shown.
        future_pointed(object): this one stands out, by its number; None: none.
    """

    step_wanted = Signal(int)
    outcome_chosen = Signal(int)
    outcome_pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.losses = ScorePlot(("Losses", "Losses"), hundredths)
        self.opinions = ScorePlot(("What D says", "D says"), percent, bounds=(0.0, 1.0))
        self.distance = ScorePlot(("Distance (Wasserstein)", "Distance"), hundredths)
        self.gradients = ScorePlot(("Gradients", "Grad."), tens)
        self.plots = (self.losses, self.opinions, self.distance, self.gradients)
        self.switch = _switch("scoreZoom", *ZOOM)
        self.third = _switch("scoreThird", *THIRD)
        self.switch.toggled.connect(self._on_zoom)
        self.third.toggled.connect(self._on_third)
        self._frame: Frame | None = None
        self._stale = False
        self._company = Company()
        self.setAccessibleName("The score")
        self.outcome_keys = OutcomeKeys(self)
        self.outcome_keys.chosen.connect(self.outcome_chosen)
        self.outcome_keys.pointed.connect(self.point_at)
        self._zoomed_for_outcomes = False
        self._of_fake = self._bare = False
        self._number_px = math.inf
        self._measure = ""
        self.distance.chosen.connect(self.choose_measure)
        for plot in self.plots:
            plot.step_wanted.connect(self.step_wanted)
            plot.outcome_chosen.connect(self.outcome_chosen)
            plot.outcome_pointed.connect(self.point_at)
        self.distance.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(refresh_interval_ms)
        self._pause.timeout.connect(self._on_pause_over)
        self._lay_out()

    def _lay_out(self) -> None:
        self._cards = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap_px)
        for plot in self.plots:
            card = QFrame(self)
            card.setProperty("card", True)
            inside = QVBoxLayout(card)
            inside.setContentsMargins(14, 10, 14, 8)
            inside.addWidget(plot)
            row.addWidget(card, 1)
            self._cards.append(card)
        self.opinions.host(self.switch)
        self._share_places()

    def _share_places(self) -> None:
        """Four cards where there is room for them, else three."""
        roomy, gradients = self.width() >= room_for_four_px, self.third.isChecked()
        self._cards[2].setVisible(roomy or not gradients)
        self._cards[3].setVisible(roomy or gradients)
        self.distance.host(None if gradients else self.third)
        self.gradients.host(self.third if gradients else None)
        self.third.setVisible(not (roomy or self._bare))
        self.layout().activate()  # at once, for what is written depends on the room for it
        self._forget_sizes()
        for plot in self.plots:
            plot.place_guest()

    def show_run(self, run: RunInfo) -> None:
        """A run begins: forget the one before."""
        self._frame, self._stale = None, False
        self._company.begin()
        self._forget_sizes()
        self.outcome_keys.offer(None)
        self._zoom_for(None)
        for plot in self.plots:
            plot.reset()

    def show_frame(self, frame: Frame) -> None:
        """Keep the newest frame, and draw it as soon as the pause since the last drawing is over."""
        self._frame = frame
        self._draw_soon()

    @Slot(object)
    def show_summary(self, summary: TimelineSummary) -> None:
        """The branches that were left, what lies ahead, bookmarks and troubles."""
        self._company.summary = summary
        self._draw_soon()

    @Slot(object)
    def show_run_b(self, frame: Frame) -> None:
        """The newest frame of the run that this one is compared with."""
        self._company.run_b = frame
        self._draw_soon()

    @Slot()
    def clear_run_b(self) -> None:
        """The comparison is over."""
        self._company.run_b = None
        self._forget_sizes()
        self._draw_soon()

    @Slot(object)
    def show_outcomes(self, outcomes: Outcomes | None) -> None:
        """What would come of a knob's values; None: nothing is looked at any more."""
        self._zoom_for(outcomes)
        if outcomes is None or self._company.outcomes is None:
            self.point_at(None)
        self._company.outcomes = outcomes
        self.outcome_keys.offer(outcomes)
        self._draw_soon()

    def _zoom_for(self, outcomes: Outcomes | None) -> None:
        """Futures of a long run are too short to be seen on the whole of it: show the recent past while they are up."""
        wanted = outcomes is not None and outcomes.from_step > longest_before_outcomes * outcomes.steps
        if wanted and not self.switch.isChecked():
            self._zoomed_for_outcomes = True
            self.switch.setChecked(True)
        elif outcomes is None and self._zoomed_for_outcomes:
            self._zoomed_for_outcomes = False
            self.switch.setChecked(False)

    def _draw_soon(self) -> None:
        self._stale = self._frame is not None
        if self.isVisible() and not self._pause.isActive():
            self.refresh()

    def refresh(self) -> None:
        """Draw the newest frame now, if it was not drawn yet."""
        if self._frame is None or not self._stale:
            return
        self._stale = False
        frame, recent = self._frame, self.switch.isChecked()
        marks, strands = self._company.marks(frame), self._company.strands(frame, recent)
        for plot, chart_of in self._charts.items():
            if not plot.isHidden() and not plot.parentWidget().isHidden():
                chart = chart_of(frame, recent)
                plot.show_chart(chart, marks, not recent, Others(strands, self._run_b_now(chart, chart_of)))
        self._even_out()
        self._pause.start()

    def _even_out(self) -> None:
        """Write the numbers of all plots as small as those that have the least room; growing again would flicker."""
        seen = [plot for plot in self.plots if not plot.parentWidget().isHidden()]
        told = [plot.number_px for plot in seen if plot.hovered_step is None]  # a hovered one shows a step as well
        self._number_px = min([self._number_px, *told])
        for plot in seen:
            plot.limit_numbers(self._number_px)

    def _forget_sizes(self) -> None:
        """There may be more room."""
        self._number_px = math.inf
        for plot in self.plots:
            plot.limit_numbers(math.inf)

    @property
    def _charts(self) -> dict[ScorePlot, ChartOf]:
        """What each plot shows of a frame."""
        return {
            self.losses: self._losses,
            self.opinions: self._opinions,
            self.distance: self._distance,
            self.gradients: self._gradients,
        }

    def _losses(self, frame: Frame, recent: bool) -> Chart:
        return losses(frame, seen_tracks(frame.history, recent))

    def _opinions(self, frame: Frame, recent: bool) -> Chart:
        return opinions(frame, seen_tracks(frame.history, recent), self._of_fake)

    def _distance(self, frame: Frame, recent: bool) -> Chart:
        return distance(frame, seen_tracks(frame.history, recent), self._measure)

    def _gradients(self, frame: Frame, recent: bool) -> Chart:
        return gradients(frame, seen_tracks(frame.history, recent))

    def _run_b_now(self, chart: Chart, chart_of: ChartOf) -> tuple[float, ...]:
        """The run B's numbers, one a line; not numbers where it is measured otherwise."""
        run_b = self._company.run_b
        if run_b is None:
            return ()
        by_key = {line.key: line.now for line in chart_of(run_b, False).series}
        return tuple(by_key.get(line.key, float("nan")) for line in chart.series)

    def table(self) -> bytes:
        """All that is shown, as a .csv file: the run, its branches, and the run that it is compared with."""
        return score_csv(self._company.runs(self._frame)) if self._frame is not None else b""

    @Slot(object)
    def point_at(self, outcome: int | None) -> None:
        """Let a future stand out in every plot."""
        self.outcome_keys.point_at(outcome)
        self.outcome_pointed.emit(outcome)
        for plot in self.plots:
            plot.point_at(outcome)

    def hide_tools(self) -> None:
        """Show nothing that only a hand could use."""
        self._bare = True
        self.switch.hide()
        self._share_places()

    def set_theme(self, theme: Theme) -> None:
        for part in (*self.plots, self.switch, self.third):
            part.set_theme(theme)

    @Slot(bool)
    def set_probability_of_fake(self, of_fake: bool) -> None:
        """Let D say how likely a sample is fake, rather than real."""
        self._of_fake = of_fake
        self._stale = self._frame is not None
        self.refresh()

    @Slot(str)
    def choose_measure(self, name: str) -> None:
        """What the third plot shows, wherever it is measured."""
        self._measure = name
        self.distance.forget_range()
        self._stale = self._frame is not None
        self.refresh()

    def reset_view(self) -> None:
        """Show what a new visitor should see."""
        self.choose_measure("")
        self.switch.setChecked(False)
        self.third.setChecked(False)

    @Slot(bool)
    def _on_third(self, gradients: bool) -> None:
        self._share_places()
        self._stale = self._frame is not None
        self.refresh()

    @Slot()
    def _on_pause_over(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(bool)
    def _on_zoom(self, recent: bool) -> None:
        self._stale = self._frame is not None
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < narrow_px
        self.switch.set_words("all" if narrow else "whole run", "recent")
        self.third.set_words(*(("dist.", "grad.") if narrow else ("distance", "gradients")))
        self._share_places()
        self._stale = self._frame is not None  # a plot may have come up that was not drawn while it was hidden
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _switch(name: str, words: tuple[str, str], accessible: str, tip: str) -> TwoWaySwitch:
    switch = TwoWaySwitch(*words)
    switch.setObjectName(name)
    switch.setAccessibleName(accessible)
    switch.setToolTip(tip)
    switch.set_text_size(11)
    return switch
