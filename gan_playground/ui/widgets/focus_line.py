"""The line around what has the keyboard, for a part that has no border of its own to show it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from gan_playground.ui.widgets.line_around import LineAround

ways_of_tab = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class FocusLine(LineAround):
    """The part tells it of its keyboard."""

    def follow(self, event: QFocusEvent) -> None:
        """The part has got the keyboard, or lost it; it shows where the tabulator has come to, and no press."""
        if event.gotFocus() and event.reason() in ways_of_tab:
            self.begin()
        elif event.lostFocus():
            self.end()
