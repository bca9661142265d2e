"""The middle of the window, and the whole of a film: the flow, the stage, the score."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gan_playground.gan.experiment import Experiment
from gan_playground.gan.frame import Frame
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.messages import Run
from gan_playground.ui.flow import FlowStrip
from gan_playground.ui.score import Score
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme import Theme, gap_px


class Board(QWidget):
    """Shows one run; the stage is the one for the run's kind of data.

    Signals: those of the stage that is up. knobs_wanted(values by path), look_wanted(Look), hold_wanted(bool),
    failed(str).
    """

    knobs_wanted = Signal(object)
    look_wanted = Signal(object)
    hold_wanted = Signal(bool)
    failed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.flow = FlowStrip(theme, self)
        self.score = Score(self)
        self.stage: Stage | None = None
        self._stage_name = ""
        self._exhibit = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(gap_px, gap_px, gap_px, gap_px)
        self._layout.setSpacing(gap_px)
        self._layout.addWidget(self.flow)
        self._layout.addWidget(self.score)
        self._layout.setStretchFactor(self.score, 2)

    def choose_stage(self, name: str) -> None:
        """Put up the stage for a kind of data, empty; the one that is there stays if it is the right one."""
        if name == self._stage_name:
            return
        if self.stage is not None:
            self.stage.deleteLater()
        self._stage_name, self.stage = name, STAGES[name](self)
        self.stage.probability_of_fake_shown.connect(self.score.set_probability_of_fake)
        for signal in ("knobs_wanted", "look_wanted", "hold_wanted", "failed"):
            getattr(self.stage, signal).connect(getattr(self, signal))
        self.stage.set_theme(self._theme)
        self.stage.set_exhibit(self._exhibit)
        self._layout.insertWidget(1, self.stage, 7)

    def show_run(self, run: Run, lesson: Lesson) -> None:
        """A run begins."""
        self.choose_stage(run.experiment.stage)
        self.flow.show_run(run)
        self.stage.show_run(run, lesson)
        self.score.show_run(run)
        self.look_wanted.emit(self.stage.look)

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now."""
        if experiment.stage == self._stage_name:
            self.stage.show_experiment(experiment)

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run."""
        self.stage.show_frame(frame)
        self.score.show_frame(frame)

    def set_exhibit(self, exhibit: bool) -> None:
        """Make what is pressed large enough for fingers, on this stage and on those to come."""
        self._exhibit = exhibit
        if self.stage is not None:
            self.stage.set_exhibit(exhibit)

    def reset_view(self) -> None:
        """Undo what a visitor hid, zoomed or switched."""
        self.stage.reset_view()
        self.score.reset_view()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.flow.set_theme(theme)
        self.score.set_theme(theme)
        if self.stage is not None:
            self.stage.set_theme(theme)
