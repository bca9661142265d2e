"""The stage of the Dirac-GAN: the phase plane and its legend."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import Look
from gan_playground.ui.plot.box import Span
from gan_playground.ui.stages.phase.layers import PHASE_LAYERS
from gan_playground.ui.stages.phase.plot import PhasePlot
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.theme import DARK, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.stages.part_layer import PartLayer
    from gan_playground.ui.stages.phase.ghosts import PhaseGhosts


class PhaseStage(Stage):
    """A whole game as a point that moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = PhasePlot(self)
        self._lead: PhaseStage | None = None  # the one that this stands beside
        self._extent = 0.0
        self.figure.start_chosen.connect(self._on_start_chosen)
        self.lay_out(PHASE_LAYERS, self.figure)
        self.set_theme(DARK)

    def show_run(self, run: RunInfo, lesson: Lesson) -> None:
        self._extent = 0.0
        self.figure.begin()
        self.show_experiment(run.experiment)

    def make_ghosts(self) -> PhaseGhosts:
        from gan_playground.ui.stages.phase.ghosts import PhaseGhosts

        return PhaseGhosts(self.figure)

    @cached_property
    def part_layer(self) -> PartLayer:
        from gan_playground.ui.stages.phase.part_layer import PhasePartLayer

        return PhasePartLayer(self.figure)

    def show_frame(self, frame: Frame) -> None:
        self.figure.show_frame(frame)
        (self._lead or self)._see_as_far()

    def stand_beside(self, lead: Stage) -> None:
        super().stand_beside(lead)
        assert isinstance(lead, PhaseStage)
        self._lead = lead

    @property
    def look(self) -> Look:
        """Of both runs the same places: the force of each is worked out as far as the plane is seen."""
        return Look(extent=self._extent)

    def _see_as_far(self) -> None:
        extent = self.figure.extent if len(self.figure.frames) > 1 else 0.0
        if extent > self._extent:
            self._extent = extent
            self.ask_to_look()

    @property
    def own_view(self) -> tuple[Span, Span] | None:
        return self.figure.region

    def show_own_view(self, own: tuple[Span, Span] | None) -> None:
        self.figure.show_region(own)

    def reset_view(self) -> None:
        super().reset_view()
        self.figure.fit()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.figure.set_theme(theme)

    @Slot(float, float)
    def _on_start_chosen(self, theta: float, psi: float) -> None:
        self.knobs_wanted.emit({"generator.start": theta, "discriminator.start": psi})
