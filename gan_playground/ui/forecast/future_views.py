"""All that is seen of futures above the stage and on it: made when somebody looks ahead first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gan_playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from gan_playground.session.messages import Outcomes
    from gan_playground.ui.forecast.choice import OutcomeChoice
    from gan_playground.ui.forecast.stage_ghosts import StageGhosts
    from gan_playground.ui.forecast.strip import ForecastStrip
    from gan_playground.ui.stages.stage import Stage


class FutureViews(QObject):
    """The `strip` that names them, and their `ghosts` on the stage.

    Signals: dismissed(): nobody wants any of them.
    """

    dismissed = Signal()

    def __init__(self, choice: OutcomeChoice, row: QHBoxLayout, theme: Theme, parent: QWidget) -> None:
        """`row`: where the strip is to stand."""
        super().__init__(parent)
        self._choice, self._row, self._theme, self._parent = choice, row, theme, parent
        self._exhibit = False
        self._strip: ForecastStrip | None = None
        self.ghosts: StageGhosts | None = None
        self.outcomes: Outcomes | None = None
        """What is looked at now."""

    @property
    def strip(self) -> ForecastStrip:
        if self._strip is None:
            from gan_playground.ui.forecast.strip import ForecastStrip

            self._strip = ForecastStrip(self._choice, self._theme, self._parent)
            self._strip.set_exhibit(self._exhibit)
            self._strip.end_button.clicked.connect(self.dismissed)
            self._row.addWidget(self._strip)
        return self._strip

    def show_outcomes(self, outcomes: Outcomes, stage: Stage, compares: bool) -> None:
        """These can be taken, of the run on this stage; of two that are compared, the first."""
        if self.ghosts is None:
            from gan_playground.ui.forecast.stage_ghosts import StageGhosts

            self.ghosts = StageGhosts(self._choice, self._parent)
        self.outcomes = outcomes
        self.strip.show_outcomes(outcomes, compares)
        self.strip.show()
        self.ghosts.show_outcomes(stage, outcomes)

    def end(self) -> None:
        """Nothing is looked at any more."""
        self.outcomes = None
        if self._strip is not None:
            self._strip.hide()
        if self.ghosts is not None:
            self.ghosts.end()

    def forget_stage(self) -> None:
        """The stage goes."""
        if self.ghosts is not None:
            self.ghosts.forget()

    def renew(self) -> None:
        """The stage shows another frame."""
        if self.ghosts is not None:
            self.ghosts.renew()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._exhibit = exhibit
        if self._strip is not None:
            self._strip.set_exhibit(exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._strip is not None:
            self._strip.set_theme(theme)
