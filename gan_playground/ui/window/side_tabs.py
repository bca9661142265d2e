"""The right side's pages: the knobs, the formulas, and the networks."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gan_playground.ui.formula.panel import FormulaPanel
from gan_playground.ui.knobs.knob_panel import KnobPanel, roomy_px
from gan_playground.ui.networks.page import NetworksPage
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.widgets.tabs import Tabs
from gan_playground.ui.window.settings import Settings


class SideTabs(Tabs):
    """Which one is seen is remembered; a knob that is to be shown is seen."""

    def __init__(
        self, knobs: KnobPanel, formula: FormulaPanel, networks: NetworksPage, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__("sideTabs", parent)
        self._settings = settings
        self.add_page("knobs", "Knobs", hint("formula", "What can be turned"), knobs)
        self.add_page("formula", "Formula", hint("formula"), formula)
        self.add_page("networks", "Networks", hint("networks"), networks)
        knobs.revealing.connect(self._show_knobs)
        self.show_page(settings.side_page)
        self.chosen.connect(self._remember)

    @Slot()
    def _show_knobs(self) -> None:
        self.show_page("knobs")

    @Slot(str)
    def _remember(self, name: str) -> None:
        self._settings.side_page = name

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names stand above what is below them."""
        super().resizeEvent(event)
        self.set_margin(16 if self.width() >= roomy_px else 4)
