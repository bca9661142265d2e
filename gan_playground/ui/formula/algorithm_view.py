"""Algorithm 1, whose present line is lit."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.training.algorithm import AlgorithmTurn, algorithm_of
from gan_playground.numerals import power
from gan_playground.ui.formula.algorithm_row import AlgorithmRow
from gan_playground.ui.formula.row import written
from gan_playground.ui.theme.theme import DARK, Theme

HEADS = {"discriminator": "loss-d", "generator": "loss-g"}


class TurnView(QWidget):
    """What one player does."""

    def __init__(self, turn: AlgorithmTurn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.turn = turn
        title = QLabel(turn.title)
        title.setProperty("role", "label")
        title.setContentsMargins(8, 0, 0, 3)
        self.rows = [AlgorithmRow(line, turn.player) for line in turn.lines]
        column = QVBoxLayout(self, spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        for row in self.rows:
            column.addWidget(row)
            row.setVisible(turn.updates > 0)

    def show_frame(self, frame: Frame | None) -> None:
        """None: nothing was measured."""
        measured = {"loss": "loss –", "norm": "norm –"} if frame is None else _measured(frame, self.turn.player)
        known = measured | {"m": f"m = {self.turn.m:,}"}
        for row in self.rows:
            row.show_value(known.get(row.line.measure, ""))


def _measured(frame: Frame, player: str) -> dict[str, str]:
    """The loss and the norm of the gradient of the player's last update, in words."""
    terms = frame.formula.terms.get(HEADS[player]) if frame.formula is not None else None
    loss = "–" if terms is None else written(math.fsum(terms.values()))
    return {"loss": f"loss {loss}", "norm": f"norm {power(getattr(frame.gradient_norms, player))}"}


class AlgorithmView(QWidget):
    """Both turns; and for those who want it, where in the program each line is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._shown: tuple[AlgorithmTurn, ...] = ()
        self._frame: Frame | None = None
        self._part = ""
        self.turns: list[TurnView] = []
        self.code_button = self._make_code_button()
        title = QLabel("Algorithm 1")
        title.setProperty("role", "caption")
        title.setToolTip("Goodfellow et al. 2014, in our words: what is done in each step.")
        line = QHBoxLayout(spacing=8)
        line.setContentsMargins(8, 0, 8, 0)
        line.addWidget(title)
        line.addStretch(1)
        line.addWidget(self.code_button)
        self._column = QVBoxLayout(self, spacing=8)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(line)

    def _make_code_button(self) -> QPushButton:
        button = QPushButton("code", checkable=True, focusPolicy=Qt.FocusPolicy.TabFocus)
        button.setObjectName("algorithmCodeButton")
        button.setProperty("tab", True)
        button.setToolTip("Where in gan/training each line is done")
        button.toggled.connect(self._show_code)
        return button

    @property
    def rows(self) -> list[AlgorithmRow]:
        return [row for turn in self.turns for row in turn.rows]

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now."""
        turns = algorithm_of(experiment)
        if turns == self._shown:
            return
        self._shown = turns
        for view in self.turns:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.turns = [TurnView(turn) for turn in turns]
        for view in self.turns:
            self._column.addWidget(view)
            view.show_frame(self._frame)
        self.set_theme(self._theme)
        self.show_part(self._part)
        self._show_code(self.code_button.isChecked())

    def show_frame(self, frame: Frame | None) -> None:
        """None: nothing was measured."""
        self._frame = frame
        for view in self.turns:
            view.show_frame(frame)

    @Slot(str)
    def show_part(self, part: str) -> None:
        """Of a turn, the part that is present, as in "discriminator.draw"; empty: none, it runs through."""
        self._part = part
        for row in self.rows:
            row.set_present(part in row.line.parts)

    @Slot(bool)
    def _show_code(self, shown: bool) -> None:
        for row in self.rows:
            row.show_code(shown)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self.rows:
            row.set_theme(theme)
