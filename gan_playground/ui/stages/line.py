"""The stage of data on a line: the figure, its legend, and the dials of the two-knob generator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.gan.frame import Frame
from gan_playground.gan.latents import LATENTS
from gan_playground.ui.stages.dials import TwoKnobDials
from gan_playground.ui.stages.figure import LineFigure
from gan_playground.ui.stages.geometry import unit_of
from gan_playground.ui.stages.layers import LAYERS
from gan_playground.ui.stages.legend import LayerChip
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.switch import TwoWaySwitch
from gan_playground.ui.theme import DARK, Theme

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import Run

margin_px = 16


class LineStage(Stage):
    """Figure 1 of Goodfellow et al., alive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = LineFigure(self)
        self.dials = TwoKnobDials(self)
        self.dials.hide()
        self.chips = [LayerChip(layer, self) for layer in LAYERS]
        self.switch = self._make_switch()
        for chip in self.chips:
            chip.toggled.connect(self._on_chip_toggled)
        self._lay_out()
        self.set_theme(DARK)

    def _make_switch(self) -> TwoWaySwitch:
        switch = TwoWaySwitch("real", "fake", "D says:", self)
        switch.setObjectName("probabilitySwitch")
        switch.setAccessibleName("D says how likely a sample is fake, rather than real")
        switch.setToolTip("Whether D's number is the probability of real or of fake: texts differ.")
        switch.toggled.connect(self.set_probability_of_fake)
        return switch

    def _lay_out(self) -> None:
        legend = QHBoxLayout()
        legend.setSpacing(0)
        for chip in self.chips:
            legend.addWidget(chip)
        legend.addStretch(1)
        legend.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin_px, 10, margin_px, 10)
        column.setSpacing(6)
        column.addLayout(legend)
        column.addWidget(self.figure, 1)
        column.addWidget(self.dials)

    def show_run(self, run: Run, lesson: Lesson) -> None:
        self.figure.begin(LATENTS[run.experiment.latent.kind].title.lower())
        self.dials.begin(run.experiment, lesson.example)

    def show_frame(self, frame: Frame) -> None:
        self.figure.show_frame(frame)
        theta = frame.picture.theta
        if theta is not None:
            self.dials.show_theta(theta)
        if self.dials.isHidden() != (theta is None):
            self.dials.setVisible(theta is not None)

    def set_theme(self, theme: Theme) -> None:
        self.figure.set_theme(theme)
        self.dials.set_theme(theme)
        self.switch.set_theme(theme)
        for chip in self.chips:
            chip.set_theme(theme)

    @Slot(bool)
    def set_probability_of_fake(self, of_fake: bool) -> None:
        self.switch.setChecked(of_fake)
        self.figure.set_probability_of_fake(of_fake)
        self.probability_of_fake_shown.emit(of_fake)

    def reset_view(self) -> None:
        self.set_probability_of_fake(False)
        for chip in self.chips:
            chip.setChecked(True)

    @Slot(bool)
    def _on_chip_toggled(self, checked: bool) -> None:
        chip = self.sender()
        assert isinstance(chip, LayerChip)
        self.figure.set_layer_visible(chip.layer.id, checked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        unit = unit_of(self.width(), self.height())
        self.dials.set_unit(unit)
        for chip in self.chips:
            chip.set_unit(unit)
        self.switch.set_text_size(12.5 * unit)
        room = self.width() - 2 * margin_px - self.switch.sizeHint().width()
        roomy = sum(chip.width_of(chip.layer.title) for chip in self.chips) <= room
        for chip in self.chips:
            chip.setText(chip.layer.title if roomy else chip.layer.brief)
