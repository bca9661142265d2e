"""What the keyboard comes to is scrolled into sight, wherever it comes from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.ui.widgets.scrolling import bring_into_sight


class FocusFollower(QObject):
    """Qt scrolls only where the keyboard was in the same area before; a mouse has its own reasons, and sees."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        QApplication.instance().focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bring_into_sight(now)
