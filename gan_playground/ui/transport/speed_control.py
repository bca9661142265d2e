"""How fast it trains, from one step in two seconds to as fast as it goes."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gan_playground.ui.theme.actions import ACTIONS
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.transport.transport_button import transport_button
from gan_playground.ui.widgets.slider import Slider

least_px, most_px = 80, 150  # of the slider
speeds = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, math.inf)
"""Steps a second at each position of the slider; the last is as fast as it goes."""


class SpeedControl(QWidget):
    """A slider, its speed in words, and a button for as fast as it goes.

    Signals: speed_changed(float) in steps a second, inf for as fast as it goes.
    """

    speed_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = Slider(len(speeds))
        self.slider.setObjectName("speedSlider")
        self.slider.setPageStep(3)
        self.slider.setMinimumWidth(least_px)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)  # easy to hit
        self.slider.setAccessibleName("Speed")
        self.slider.setToolTip(
            "How fast it trains, from one step in two seconds to as fast as it goes  "
            f"({ACTIONS['slower'].keys[0]} slower, {ACTIONS['faster'].keys[0]} faster)"
        )
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.full_button = transport_button("fullSpeedButton", "Full speed", "full_speed")
        self.full_button.setCheckable(True)
        self.fit_words()
        row = QHBoxLayout(self, spacing=8)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.slider, self.full_button, self.words):
            row.addWidget(part)
        row.addStretch(0)
        self.slider.valueChanged.connect(self._on_moved)
        self.show_speed(math.inf)

    def fit_words(self) -> None:
        """Room for the longest that can be said, at the present size of words, so that nothing is pushed about."""
        self.slider.setMaximumWidth(scaled(most_px))
        widths_px = [self.words.fontMetrics().horizontalAdvance(speed_in_words(speed)) for speed in speeds]
        self.words.setMinimumWidth(max(widths_px))

    def show_speed(self, steps_per_second: float) -> None:
        """Show a speed that was set elsewhere."""
        slower = [speed for speed in speeds if speed < steps_per_second]
        with QSignalBlocker(self.slider):
            self.slider.setValue(min(len(slower), len(speeds) - 1))
        self._describe()

    @property
    def speed(self) -> float:
        """Steps a second asked for; inf for as fast as it goes."""
        return speeds[self.slider.value()]

    @Slot()
    def faster(self) -> None:
        self.slider.setValue(self.slider.value() + 1)

    @Slot()
    def slower(self) -> None:
        self.slider.setValue(self.slider.value() - 1)

    @Slot(int)
    def _on_moved(self, _position: int) -> None:
        self._describe()
        self.speed_changed.emit(self.speed)

    def _describe(self) -> None:
        words = speed_in_words(self.speed)
        self.words.setText(words)
        self.slider.setAccessibleDescription(words)


def speed_in_words(steps_per_second: float) -> str:
    """As in "1 step/s"; "full speed" where there is no limit."""
    if math.isinf(steps_per_second):
        return "full speed"
    unit = "step/s" if steps_per_second == 1 else "steps/s"
    return f"{steps_per_second:,g} {unit}"
