"""Lets words grow with the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.text_scale import percent_beside, percents, text_scale

rest_ms = 150  # how long a hand that drags the window's edge rests before all is dressed anew


class TextSize(QObject):
    """What a person asks for, times what suits the window, whose words keep their size while it is dragged.

    Signals: changed(): words have another size from now on, and everything has to be dressed anew. chosen(int): a
    person asks for so many percent.
    """

    changed = Signal()
    chosen = Signal(int)

    def __init__(self, window: QWidget, percent: int) -> None:
        """`percent`: what was asked for the last time."""
        super().__init__(window)
        self._window, self._asked = window, percent
        text_scale.wanted = percent / 100
        self.at_first = self.percent
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self._fit)
        self.begin()

    @property
    def percent(self) -> int:
        """What is asked for."""
        return round(100 * text_scale.wanted)

    def choose(self, percent: int) -> None:
        """Ask for words of another size."""
        percent = max(percents[0], min(percents[-1], percent))
        if percent != self.percent:
            self._asked, text_scale.wanted = percent, percent / 100
            self._rest.stop()
            self._fit()
            self.chosen.emit(percent)

    def lend(self, percent: int) -> None:
        """At least so large for a while, which nobody has to ask for the next time."""
        text_scale.wanted = max(text_scale.wanted, percent / 100)
        self._fit()

    def take_back(self) -> None:
        """As large as is asked for."""
        text_scale.wanted = self._asked / 100
        self._fit()

    @Slot()
    def larger(self) -> None:
        self.choose(percent_beside(self.percent, 1))

    @Slot()
    def smaller(self) -> None:
        self.choose(percent_beside(self.percent, -1))

    @Slot()
    def usual(self) -> None:
        self.choose(percents[0])

    def begin(self) -> None:
        """Suit the window as it is, or will be once it is seen, before anything was dressed."""
        fills = self._window.isMaximized() or self._window.isFullScreen()
        size = self._window.screen().availableSize() if fills and not self._window.isVisible() else self._window.size()
        text_scale.fit(size.width(), size.height())

    def follow(self) -> None:
        """The window has another size."""
        if text_scale.factor_for(self._window.width(), self._window.height()) == text_scale.factor:
            self._rest.stop()
        else:
            self._rest.start()

    @Slot()
    def _fit(self) -> None:
        self.begin()
        self.changed.emit()
