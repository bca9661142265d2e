"""What is minimised, with the numbers of the last step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.training.formula import formulas_of
from gan_playground.session.messages import SlowMotion
from gan_playground.ui.formula.algorithm_view import AlgorithmView
from gan_playground.ui.formula.loss_view import LossView
from gan_playground.ui.formula.sheet import FormulaSheet
from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.throttle import Throttle

interval_ms = 100  # nobody reads faster
roomy_px = 250


class FormulaPanel(QScrollArea):
    """The formulas of the run that is there; below them what a fake costs G, and the algorithm.

    Signals: pointed(roles): whose data somebody points at in a formula; empty: nobody's.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("formulaPanel")
        self._frame: Frame | None = None
        self._renewals = Throttle(interval_ms, self)
        self._renewals.due.connect(self._renew)
        self.sheet = FormulaSheet()
        self.sheet.pointed.connect(self.pointed)
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(content, spacing=18)
        self.loss, self.algorithm = LossView(), AlgorithmView()
        for part in (self.sheet, self.loss, self.algorithm):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(content)

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now."""
        self.sheet.show_formulas(formulas_of(experiment))
        self.loss.show_experiment(experiment)
        self.algorithm.show_experiment(experiment)

    def show_run(self, experiment: Experiment) -> None:
        """A run begins; nothing is measured until its first frame."""
        self._frame = None
        self.loss.show_run()
        self._renew()
        self.show_experiment(experiment)

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run."""
        self._frame = frame
        if self.isVisible():
            self._renewals.trigger()

    @Slot(object)
    def show_slow_motion(self, slow_motion: SlowMotion | None) -> None:
        """The line of the part at which a turn stands still is lit; None: it runs through."""
        self.algorithm.show_part("" if slow_motion is None else slow_motion.part.kind)

    @Slot()
    def _renew(self) -> None:
        values = self._frame.formula if self._frame is not None else None
        self.sheet.show_values(values)
        self.loss.show_values(values)
        self.algorithm.show_frame(self._frame)

    @Slot(object)
    def show_light(self, roles: Roles) -> None:
        """Somebody points at these data on the stage."""
        self.sheet.show_light(roles)

    @Slot(str)
    def show_part(self, part: str) -> None:
        """Of a turn, the part that is present, as in "discriminator.draw"; empty: none, it runs through."""
        self.algorithm.show_part(part)
        for row in self.algorithm.rows:
            if row.is_present:
                self.ensureWidgetVisible(row, 0, row.height())

    def set_theme(self, theme: Theme) -> None:
        self.sheet.set_theme(theme)
        self.loss.set_theme(theme)
        self.algorithm.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        set_look(self.algorithm.code_button, "large", exhibit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pointed.emit(NOBODY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        left_px, right_px = (8, 4) if self.width() >= roomy_px else (0, 0)
        self._column.setContentsMargins(left_px, 4, right_px, 12)
        super().resizeEvent(event)
