"""What every kind of stage is: a card with a legend whose entries hide and show the layers of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.gan.experiment import Experiment
from gan_playground.gan.frame import Frame
from gan_playground.gan.look import EVERYTHING, Look
from gan_playground.ui.stages.canvas import Canvas
from gan_playground.ui.stages.geometry import unit_of
from gan_playground.ui.stages.layer import Layer
from gan_playground.ui.stages.legend import LayerChip
from gan_playground.ui.theme import Theme

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import Run

margin_px = 16


class LegendTool(Protocol):
    """What can stand at the right of a legend: a widget that fits its text."""

    def set_text_size(self, size_px: float) -> None: ...

    def set_theme(self, theme: Theme) -> None: ...

    def sizeHint(self) -> QSize: ...

    def isHidden(self) -> bool: ...


class Stage(QFrame):
    """A card that shows the distributions themselves; one subclass a kind of data.

    Signals:
        probability_of_fake_shown(bool): D's number now means how likely a sample is fake, or again real.
        knobs_wanted(values by path): somebody turned knobs on the stage itself.
        look_wanted(Look): what is seen of a run has changed.
        hold_wanted(bool): there is nothing to train on just now, or there is again.
        failed(str): a sentence for the window.
    """

    probability_of_fake_shown = Signal(bool)
    knobs_wanted = Signal(object)
    look_wanted = Signal(object)
    hold_wanted = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.chips: list[LayerChip] = []
        self.switches: list[LegendTool] = []

    def lay_out(
        self,
        layers: Sequence[Layer[Any]],
        figure: Canvas,
        switches: Sequence[LegendTool] = (),
        below: Sequence[QWidget] = (),
        beside: Sequence[QWidget] = (),
        above: Sequence[QWidget] = (),
    ) -> None:
        """The legend with the switches at its right; the figure, with columns at its left, and strips around it."""
        self._figure = figure
        self.chips = [LayerChip(layer, self) for layer in layers]
        self.switches = list(switches)
        legend = QHBoxLayout()
        legend.setSpacing(0)
        for chip in self.chips:
            chip.toggled.connect(self._on_chip_toggled)
            chip.opacity_changed.connect(self._on_opacity_changed)
            legend.addWidget(chip)
        legend.addStretch(1)
        for switch in self.switches:
            legend.addWidget(switch)
            legend.addSpacing(10 if switch is not self.switches[-1] else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin_px, 10, margin_px, 10)
        column.setSpacing(6)
        column.addLayout(legend)
        for strip in above:
            column.addWidget(strip)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in beside:
            row.addWidget(part)
        row.addWidget(figure, 1)
        column.addLayout(row, 1)
        for strip in below:
            column.addWidget(strip)

    def show_run(self, run: Run, lesson: Lesson) -> None:
        """A run begins: forget the one before."""
        raise NotImplementedError

    def show_frame(self, frame: Frame) -> None:
        """Draw this instant of the run."""
        raise NotImplementedError

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now."""

    @property
    def look(self) -> Look:
        """What of a run is seen here."""
        return EVERYTHING

    def set_theme(self, theme: Theme) -> None:
        for part in (*self.chips, *self.switches):
            part.set_theme(theme)

    def hide_tools(self) -> None:
        """Show nothing that only a hand could use: nobody can press on a film."""

    def set_exhibit(self, exhibit: bool) -> None:
        """Make what is pressed large enough for fingers."""

    def reset_view(self) -> None:
        """Show what a new visitor should see."""
        for chip in self.chips:
            chip.setChecked(chip.layer.shown)
            chip.set_opacity(chip.layer.opacity)

    def set_probability_of_fake(self, of_fake: bool) -> None:
        """Show 1 - D, as the texts do that let D say how likely a sample is fake; nothing where D is not drawn."""

    @Slot(bool)
    def _on_chip_toggled(self, checked: bool) -> None:
        chip = self.sender()
        assert isinstance(chip, LayerChip)
        self.on_layer_toggled(chip.layer.id, checked)

    def on_layer_toggled(self, layer: str, visible: bool) -> None:
        """Show a layer, or hide it."""
        self._figure.set_layer_visible(layer, visible)

    @Slot(float)
    def _on_opacity_changed(self, opacity: float) -> None:
        chip = self.sender()
        assert isinstance(chip, LayerChip)
        self._figure.set_layer_opacity(chip.layer.id, opacity)

    @property
    def unit(self) -> float:
        """How much larger than in a small window text and lines are."""
        return unit_of(self.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_legend()

    def fit_legend(self) -> None:
        """Give the legend the words that there is room for."""
        for chip in self.chips:
            chip.set_unit(self.unit)
        for switch in self.switches:
            switch.set_text_size(12.5 * self.unit)
        taken = sum(switch.sizeHint().width() + 10 for switch in self.switches if not switch.isHidden())
        room = self.width() - 2 * margin_px - taken
        choices = (
            [chip.layer.title for chip in self.chips],
            [chip.layer.brief for chip in self.chips],
            [""] * len(self.chips),  # the samples of their lines alone
        )
        fitting = (words for words in choices if self._legend_width(words) <= room)
        for chip, word in zip(self.chips, next(fitting, choices[-1]), strict=True):
            chip.setText(word)

    def _legend_width(self, words: Sequence[str]) -> int:
        return sum(chip.width_of(word) for chip, word in zip(self.chips, words, strict=True))
