"""The stage of the Dirac-GAN: the phase plane and its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from gan_playground.gan.frame import Frame
from gan_playground.ui.stages.phase_figure import PhaseFigure
from gan_playground.ui.stages.phase_layers import PHASE_LAYERS
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme import DARK, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import Run


class PhaseStage(Stage):
    """A whole game as a point that moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = PhaseFigure(self)
        self.figure.start_chosen.connect(self._on_start_chosen)
        self.lay_out(PHASE_LAYERS, self.figure)
        self.set_theme(DARK)

    def show_run(self, run: Run, lesson: Lesson) -> None:
        self.figure.show_frame(None)

    def show_frame(self, frame: Frame) -> None:
        self.figure.show_frame(frame)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.figure.set_theme(theme)

    @Slot(float, float)
    def _on_start_chosen(self, theta: float, psi: float) -> None:
        self.knobs_wanted.emit({"generator.start": theta, "discriminator.start": psi})
