"""For what a hand passes on its way to what it wants."""

from __future__ import annotations

from PySide6.QtCore import Slot

from gan_playground.ui.widgets.throttle import Throttle


class Debouncer(Throttle):
    """Passes on the first of a quick series of triggers at once, and the last one as soon as the hand rests.

    Signals:
        due(): do now what was triggered.
    """

    @Slot()
    def trigger(self) -> None:
        """Now, if the hand has rested; else when it does."""
        self._again = self._rest.isActive()
        if not self._again:
            self.due.emit()
        self._rest.start()  # from the end of what was done on, however long it took

    @Slot()
    def _on_rested(self) -> None:
        if self._again:
            self._again = False
            self.due.emit()
