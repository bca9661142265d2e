"""Which G is shown: its moving average, or the current one; offered only where there is a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
        self._frame: Frame | None = None
        self._fit: Callable[[], None] | None = None
        self._other: AverageSwitch | None = None
        self._lead: AverageSwitch | None = None
        self.hide()

    def stand_for(self, other: AverageSwitch | None) -> None:
        """Offer the choice also where only the run of another switch, which is not seen, has one; None: of no other."""
        self._other = other
        if other is not None:
            other._lead = self
        else:
            self._show()

    @Slot(bool)
    def _on_toggled(self, current: bool) -> None:
        self.knobs_wanted.emit({"stabilise.average_shown": not current})

    def show_frame(self, frame: Frame, on_come_or_go: Callable[[], None]) -> None:
        """Show what the frame shows."""
        self._frame, self._fit = frame, on_come_or_go
        (self._lead or self)._show()

    def _show(self) -> None:
        frames = [switch._frame for switch in (self, self._other) if switch is not None and switch._frame is not None]
        frame = next((frame for frame in frames if frame.average_kept), None)
        if frame is not None and self.isChecked() == frame.averaged:
            with QSignalBlocker(self):
                self.setChecked(not frame.averaged)
            self.update()
        if self.isHidden() is (frame is not None):
            self.setVisible(frame is not None)
            if self._fit is not None:
                self._fit()


def stand_for(leading: Sequence[object], led: Sequence[object] | None) -> None:
    """Let the switches of one stage answer for those of a stage beside it, too; None: there is none any more."""
    for own, other in zip(leading, led or leading, strict=True):
        if isinstance(own, AverageSwitch) and isinstance(other, AverageSwitch):
            own.stand_for(None if led is None else other)
