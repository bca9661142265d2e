"""Between the page of the networks and the session: what is looked at while somebody sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from gan_playground.gan.observe.look import EVERYTHING, Look
from gan_playground.session.session import Session
from gan_playground.ui.networks.page import NetworksPage

if TYPE_CHECKING:
    from gan_playground.session.messages import Comparison


class NetworksController(QObject):
    """Adds to what the stage wants to see of a run what the page does, which finds its place in the window."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.page = session, NetworksPage()
        self._of_stage, self._wished = EVERYTHING, EVERYTHING
        self.page.wish_changed.connect(self._on_wish_changed)
        session.comparison_changed.connect(self._on_comparison_changed)

    @Slot(object)
    def look_at(self, look: Look) -> None:
        """What the stage shows from now on."""
        self._of_stage = look
        self._wished = self._wish()
        self._session.look_at(self._wished)

    def _wish(self) -> Look:
        seen = self.page.isVisible()
        return replace(self._of_stage, networks=seen, unit=self.page.chosen if seen else None)

    @Slot()
    def _on_wish_changed(self) -> None:
        """The page was turned, or a unit chosen; what the stage wants has not changed."""
        if (wish := self._wish()) != self._wished:
            self._wished = wish
            self._session.look_at(wish)

    @Slot(object)
    def _on_comparison_changed(self, comparison: Comparison | None) -> None:
        self.page.show_compared(comparison is not None)
