"""The stage of data on a line: the figure, its legend, the dials of the two-knob generator, the gradients' sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.gan.observe.look import EVERYTHING, Look
from gan_playground.gan.training.latents import LATENTS
from gan_playground.ui.plot.box import Span
from gan_playground.ui.stages.average_switch import AverageSwitch
from gan_playground.ui.stages.line.dials import TwoKnobDials
from gan_playground.ui.stages.line.gradient_meter import GradientMeter, MeterSize
from gan_playground.ui.stages.line.layers import LAYERS
from gan_playground.ui.stages.line.plot import LinePlot
from gan_playground.ui.stages.line.theta_dial import DialTurn, ThetaDial
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.stages.table import line_csv
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.widgets.switch import TwoWaySwitch

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.plot.sketch import Sketch
    from gan_playground.ui.stages.line.edge_hand import EdgeHand
    from gan_playground.ui.stages.line.ghosts import LineGhosts
    from gan_playground.ui.stages.part_layer import PartLayer


roomy_px, low_px = 460, 400  # high enough for the meter's scale; and too low for bars and words below one another
map_px, head_px = 282, 32  # high enough for the figure to have a map from z to x; what of it is the legend's
row_px = 420  # wide enough for both bars in one row


either_probability = "Whether D's number is the probability of real or of fake: texts differ."
no_probability = "With this objective D is a critic: it gives scores, and no probability of real or of fake."


class LineView(Struct, frozen=True):
    """How the line is looked at: whether D says "fake", and the x that a hand has magnified (None: all of it)."""

    of_fake: bool = False
    span: Span | None = None


class LineStage(Stage):
    """Figure 1 of Goodfellow et al., alive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = EVERYTHING
        self._history: UndoHistory | None = None
        self.figure = LinePlot(self)
        self.dials = TwoKnobDials(self)
        for dial in self.dials.thetas:
            dial.turned.connect(self._on_turned)
            dial.let_go.connect(self._on_let_go)
            dial.refused.connect(self.failed)
        self.meter = GradientMeter(self)
        self.dials.hide()
        self.meter.hide()
        self.switch = self._make_switch()
        self.average_switch = AverageSwitch(self)
        self.average_switch.knobs_wanted.connect(self.knobs_wanted)
        self.lay_out(LAYERS, self.figure, [self.average_switch, self.switch], [self.meter, self.dials])
        self.set_theme(DARK)

    def _make_switch(self) -> TwoWaySwitch:
        switch = TwoWaySwitch("real", "fake", "D says:", self)
        switch.setObjectName("probabilitySwitch")
        switch.setAccessibleName("D says how likely a sample is fake, rather than real")
        switch.setToolTip(either_probability)
        switch.toggled.connect(self.set_probability_of_fake)
        return switch

    def use_history(self, history: UndoHistory) -> None:
        self._history = history

    @Slot(float)
    def _on_turned(self, value: float) -> None:
        dial = self.sender()
        assert isinstance(dial, ThetaDial)
        self.knobs_wanted.emit({dial.path: value})

    @Slot(object)
    def _on_let_go(self, turn: DialTurn) -> None:
        if self._history is not None:
            self._history.keep_put(turn.path, turn.before, turn.after, turn.joins)

    @property
    def look(self) -> Look:
        return self._look

    def show_run(self, run: RunInfo, lesson: Lesson) -> None:
        is_real = run.experiment.has_same_data(lesson.experiment)  # or what was, in the lesson, is not any more
        self._look = Look(latents=lesson.example, places=lesson.real_example if is_real else ())
        self.figure.begin(LATENTS[run.experiment.latent.kind].title.lower(), self._look)
        self.dials.begin(run.experiment, lesson.example)
        self.meter.begin()
        self.show_experiment(run.experiment)
        self.meter.setVisible(lesson.gradients)
        self._share_height()

    def show_experiment(self, experiment: Experiment) -> None:
        """A critic's score has no other side, and nothing says what the best one would give."""
        super().show_experiment(experiment)
        scores = experiment.gives_scores
        self.switch.setEnabled(not scores)
        self.switch.setToolTip(no_probability if scores else either_probability)
        self.chip("best").setVisible(not scores)
        self.fit_legend()

    @cached_property
    def part_layer(self) -> PartLayer:
        from gan_playground.ui.stages.line.part_layer import LinePartLayer

        return LinePartLayer(self.figure)

    @cached_property
    def sketch(self) -> Sketch:
        from gan_playground.ui.stages.line.sketch import CurveSketch

        return CurveSketch(self.figure)

    @cached_property
    def edge_hand(self) -> EdgeHand:
        """A hand that draws D."""
        from gan_playground.ui.stages.line.edge_hand import EdgeHand

        return EdgeHand(self.figure)

    def set_asked(self, held: bool, modes: Sequence[str] = ()) -> None:
        self.figure.set_held(held)

    def make_ghosts(self) -> LineGhosts:
        from gan_playground.ui.stages.line.ghosts import LineGhosts

        return LineGhosts(self.figure)

    def show_frame(self, frame: Frame) -> None:
        self.figure.show_frame(frame)
        self.average_switch.show_frame(frame, self.fit_legend)
        self.meter.show_norms(frame.gradient_norms)
        theta = frame.picture.theta if isinstance(frame.picture, LinePicture) else None
        if theta is not None:
            self.dials.show_theta(theta)
        if self.dials.isHidden() != (theta is None):
            self.dials.setVisible(theta is not None)
            self._share_height()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.figure, self.dials, self.meter):
            part.set_theme(theme)

    @Slot(bool)
    def set_probability_of_fake(self, of_fake: bool) -> None:
        self.switch.setChecked(of_fake)
        self.figure.set_probability_of_fake(of_fake)
        self.probability_of_fake_shown.emit(of_fake)
        self.view_changed.emit()

    def hide_tools(self) -> None:
        self.switch.hide()

    @property
    def table(self) -> Callable[[], bytes]:
        return self._curves

    def _curves(self) -> bytes:
        picture = self.figure.picture_now
        return line_csv(picture) if picture is not None else b""

    @property
    def own_view(self) -> LineView:
        return LineView(self.switch.isChecked(), self.figure.span)

    def show_own_view(self, own: LineView) -> None:
        self.figure.show_span(own.span)
        if own.of_fake != self.switch.isChecked():
            self.set_probability_of_fake(own.of_fake)

    def reset_view(self) -> None:
        super().reset_view()
        self.figure.fit()
        self.set_probability_of_fake(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_height()
        super().resizeEvent(event)

    def _share_height(self) -> None:
        """Where it is low, the strips below the figure give way, and then the map does."""
        is_low = self.height() < low_px
        self.dials.set_unit(self.unit, roomy=not is_low)
        bars = MeterSize.ONE_ROW if is_low and self.width() >= row_px * self.unit else MeterSize.BARS
        self.meter.set_unit(self.unit, MeterSize.SCALED if self.height() > roomy_px else bars)
        strips = [strip.sizeHint().height() for strip in (self.meter, self.dials) if not strip.isHidden()]
        least_px = map_px - (head_px if self.figure.companion is not None else 0)  # two have theirs above them
        has_map = self.height() - sum(strips) >= least_px * self.unit
        self.figure.show_map(has_map)
        arrows = self.chip("arrows")
        arrows.setVisible(has_map)
        if arrows.isHidden() and arrows.isVisible():  # hidden from within its own showing, which then went on
            arrows.setVisible(True)
            arrows.setVisible(False)
        self.fit_legend()
