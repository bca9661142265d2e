"""Looking ahead: asks under which settings, and shows what would come of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.session.events import OutcomesChanged

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.forecast.menu import ForecastMenu
    from gan_playground.ui.transport.transport import Transport
    from gan_playground.ui.window.run_view import RunView


class ForecastController(QObject):
    """Between what the session foresees and the panels; the menu that asks is made when it is first wanted."""

    def __init__(self, session: Session, transport: Transport, run_view: RunView, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._transport, self._run_view, self._window = session, transport, run_view, window
        self._menu: ForecastMenu | None = None
        self._rate = 0.0
        transport.look_ahead_button.clicked.connect(self.look_ahead)
        run_view.score.outcomes.chosen.connect(session.past.take_outcome)
        run_view.outcomes_dismissed.connect(session.past.end_look_ahead)
        session.hear(OutcomesChanged, self._show_outcomes)
        session.rate_changed.connect(self._note_rate)

    @property
    def menu(self) -> ForecastMenu:
        """What can be looked at."""
        if self._menu is None:
            from gan_playground.ui.forecast.menu import ForecastMenu

            self._menu = ForecastMenu(self._window)
            self._menu.wanted.connect(self._session.past.look_ahead)
        return self._menu

    @Slot()
    def look_ahead(self) -> None:
        """Ask under which settings to look ahead."""
        if self._session.run is not None:
            self.menu.offer(self._session.experiment, self._rate, self._transport.look_ahead_button)

    def _show_outcomes(self, event: OutcomesChanged) -> None:
        self._run_view.show_outcomes(event.outcomes)
        if event.outcomes is not None:
            self._transport.show_share(event.outcomes.share)

    @Slot(float)
    def _note_rate(self, steps_per_second: float) -> None:
        self._rate = steps_per_second
