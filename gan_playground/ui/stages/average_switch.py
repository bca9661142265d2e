"""Which G is shown: its moving average, or the current one; offered only where there is a choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.widgets.switch import TwoWaySwitch


class AverageSwitch(TwoWaySwitch):
    """Signals: knobs_wanted(values by path) when somebody wants the other."""

    knobs_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("EMA of G", "current G", "", parent)
        self.setObjectName("averageSwitch")
        self.setAccessibleName("Show the current G, rather than its moving average")
        self.setToolTip(
            "What is drawn and measured: the exponential moving average of G’s weights, or the G of this step."
        )
        self.toggled.connect(self._on_toggled)
        self.hide()

    @Slot(bool)
    def _on_toggled(self, current: bool) -> None:
        self.knobs_wanted.emit({"stabilise.average_shown": not current})

    def show_frame(self, frame: Frame, on_come_or_go: Callable[[], None]) -> None:
        """Show what the frame shows."""
        if self.isChecked() == frame.averaged:
            with QSignalBlocker(self):
                self.setChecked(not frame.averaged)
            self.update()
        if self.isHidden() == frame.average_kept:
            self.setVisible(frame.average_kept)
            on_come_or_go()
