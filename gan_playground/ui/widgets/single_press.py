"""A button for places where one press puts another button under the pointer."""

from __future__ import annotations

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton


class SinglePressButton(QPushButton):
    """The second press of a double click was meant for what was there before, and presses nothing."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
