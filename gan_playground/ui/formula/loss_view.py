"""The part of the page that shows how much G feels: the plot of what a fake costs it, and the slope where they lie."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.training.loss_curves import LOSS_CURVES
from gan_playground.ui.formula.loss_plot import LossPlot
from gan_playground.ui.formula.row import written
from gan_playground.ui.theme.theme import Theme

title = "What one fake costs G"
logit_words = "Across: what D says of a fake, drawn out so that 10 % to 1 % is about as far as 1 % to 0.1 %."
other_words = "Across: what D answers to a fake."
slope_words = "The flatter the blue curve where the fakes lie, the less G feels."


class LossView(QWidget):
    """Heading, slope and plot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = LossPlot()
        self._title, self.aside = QLabel(title), QLabel()
        for label in (self._title, self.aside):
            label.setProperty("role", "caption")
        column = QVBoxLayout(self, spacing=2)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout(spacing=8)
        line.setContentsMargins(8, 0, 8, 0)
        line.addWidget(self._title)
        line.addStretch(1)
        line.addWidget(self.aside)
        column.addLayout(line)
        column.addWidget(self.plot)
        self.setObjectName("lossView")

    def show_experiment(self, experiment: Experiment) -> None:
        """The curve of its objective."""
        curves = LOSS_CURVES[experiment.objective]
        self.plot.show_curves(curves)
        words = f"{logit_words if curves.is_logit else other_words} {slope_words}"
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self._tell()

    def show_run(self) -> None:
        """A run begins."""
        self.plot.start()
        self._tell()

    def show_values(self, values: FormulaValues | None) -> None:
        """Of a step; where G did not move, nothing lies on the curve."""
        self.plot.show_answers(values.answers if values is not None else ())
        self._tell()

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)

    def _tell(self) -> None:
        self.aside.setText(f"slope {written(self.plot.slope)}" if len(self.plot.answers) else "")
        self.setAccessibleName(f"{title}: {self.aside.text() or 'not measured'}")
