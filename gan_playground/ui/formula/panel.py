"""What is minimised, with the numbers of the last step."""

from __future__ import annotations

import math

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame, Pair
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.formula import formulas_of
from gan_playground.gan.training.parts import GRADIENT_OF_G, JUDGE, LOSS_OF_D, PARTS
from gan_playground.session.messages import SlowMotion
from gan_playground.ui.formula.algorithm_view import AlgorithmView
from gan_playground.ui.formula.loss_view import LossView
from gan_playground.ui.formula.sheet import FormulaSheet
from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.slow_motion.lit import PRESENT_FORMULA
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.throttle import Throttle

interval_ms = 100  # nobody reads faster
roomy_px = 250
seen_in_formulas = LOSS_OF_D.id, JUDGE.id, GRADIENT_OF_G.id
"""The parts at which the formula is scrolled to, and not the line of the algorithm."""


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
        self._part: TurnPart | None = None
        self._norms: dict[str, tuple[int, float]] = {}  # by player, at which part of the turn it was found last
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
        """The line and the formula of the part at which a turn stands still are lit; None: it runs through."""
        self._part = part = None if slow_motion is None else slow_motion.part
        kind = "" if part is None else part.kind
        if part is None or part.number == 1:
            self._norms = {}
        elif part.gradient_norm is not None:
            self._norms[PARTS[kind].player] = part.number, part.gradient_norm
        self._renew()
        self.show_part(kind)
        formula = self.sheet.show_present(PRESENT_FORMULA.get(kind, ""))
        if formula is not None and kind in seen_in_formulas:
            self.ensureWidgetVisible(formula, 0, 0)

    @Slot()
    def _renew(self) -> None:
        frame = self._frame if self._frame is None or self._part is None else self._at(self._frame, self._part)
        values = None if frame is None else frame.formula
        self.sheet.show_values(values)
        self.loss.show_values(values)
        self.algorithm.show_frame(frame)

    def _at(self, frame: Frame, part: TurnPart) -> Frame:
        """With the numbers of this part of the turn, as far as they are known, and none of an earlier step."""
        norms = {player: norm for player, (number, norm) in self._norms.items() if number <= part.number}
        pair = Pair(norms.get("generator", math.nan), norms.get("discriminator", math.nan))
        return replace(frame, formula=part.formula, gradient_norms=pair)

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
