"""What stands over the stage: how the players are wired or, in its place, which runs and which futures are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gan_playground.ui.comparison.strip import ComparisonStrip
from gan_playground.ui.forecast.choice import OutcomeChoice
from gan_playground.ui.lessons.flow import FlowStrip
from gan_playground.ui.theme.theme import Theme, gap_px

if TYPE_CHECKING:
    from gan_playground.ui.forecast.strip import ForecastStrip

room_for_both_px = 1100
"""From this width on, what differs between two runs stands beside what would come of the first."""


class Strips(QHBoxLayout):
    """The flow, and the strips of a comparison and of a look ahead.

    Signals: outcomes_dismissed(): of what would come, nobody wants any.
    """

    outcomes_dismissed = Signal()

    def __init__(self, choice: OutcomeChoice, theme: Theme, parent: QWidget) -> None:
        super().__init__(spacing=gap_px)
        self._choice, self._theme, self._window, self._exhibit = choice, theme, parent, False
        self.flow_gives_way = False
        """Whether there is no height for the flow, but while a turn stands still in it."""
        self.flow, self.comparison = FlowStrip(theme, parent), ComparisonStrip(theme, parent)
        self._forecast: ForecastStrip | None = None
        self.addWidget(self.flow)
        self.addWidget(self.comparison)
        self.comparison.hide()

    @property
    def forecast(self) -> ForecastStrip:
        """Made when somebody looks ahead first."""
        if self._forecast is None:
            from gan_playground.ui.forecast.strip import ForecastStrip

            self._forecast = strip = ForecastStrip(self._choice, self._theme, self._window)
            strip.set_exhibit(self._exhibit)
            strip.end_button.clicked.connect(self.outcomes_dismissed)
            self.addWidget(strip)
        return self._forecast

    def arrange(self, compares: bool, looks_ahead: bool, width_px: int) -> int:
        """Show what there is to say; gives down to where, px, a notice must not cover it: 0 for the flow.

        A turn that stands still is seen in the flow, whatever else there is.
        """
        is_slow = self.flow.is_slow
        has_strip = (compares or looks_ahead) and not is_slow
        compares, looks_ahead = compares and has_strip, looks_ahead and has_strip
        # First: whoever comes is laid out at once, in all the room.
        self.flow.setVisible(is_slow or not (has_strip or self.flow_gives_way))
        self.comparison.setVisible(compares and not (looks_ahead and width_px < room_for_both_px))
        if self._forecast is not None:
            self._forecast.setVisible(looks_ahead)
        return gap_px + self.sizeHint().height() if has_strip or is_slow else 0

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._exhibit = exhibit
        self.comparison.set_exhibit(exhibit)
        if self._forecast is not None:
            self._forecast.set_exhibit(exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for strip in (self.flow, self.comparison, self._forecast):
            if strip is not None:
                strip.set_theme(theme)
