"""How fast it trains: at the lesson's own speed, unless a hand chose another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.ui.transport.speed_control import SpeedControl

if TYPE_CHECKING:
    from gan_playground.session.session import Session


class Speeds(QObject):
    """Between the slider, the button beside it and the session.

    Full speed holds for every lesson until the window is closed; another one for the lesson that it was chosen in.

    The button takes full speed, and gives back the lesson's own, whatever was chosen by the slider meanwhile.
    """

    def __init__(self, control: SpeedControl, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._control, self._session = control, session
        self._own = math.inf
        self._chosen: float | None = None
        control.speed_changed.connect(self._on_moved)
        control.full_button.clicked.connect(self._on_full)

    def begin_lesson(self, steps_per_second: float) -> None:
        """Another lesson, whose own speed this is; 0 is as fast as it goes."""
        self._own = steps_per_second or math.inf
        if self._chosen != math.inf:  # a newcomer is to be able to read what comes
            self._chosen = None
        self._take_up()

    def choose(self, steps_per_second: float | None) -> None:
        """For every lesson from now on; None: each has its own again."""
        self._chosen = steps_per_second
        self._take_up()

    def lend(self, steps_per_second: float) -> None:
        """At this speed until `take_back`, whatever is chosen."""
        self._control.show_speed(steps_per_second)
        self._session.set_speed(self._control.speed)

    def take_back(self) -> None:
        """At the speed that was chosen, as before."""
        self._take_up()

    def _take_up(self) -> None:
        wanted = self._own if self._chosen is None else self._chosen
        if wanted != self._control.speed:
            self._control.show_speed(wanted)
            self._session.set_speed(self._control.speed)
        self._control.full_button.setChecked(self._chosen == math.inf)

    @Slot(float)
    def _on_moved(self, steps_per_second: float) -> None:
        self.choose(steps_per_second)

    @Slot(bool)
    def _on_full(self, full: bool) -> None:
        self.choose(math.inf if full else None)
