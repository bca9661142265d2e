"""Menus with round corners, as all cards have them, and with headings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction


class Menu(QMenu):
    """The style sheet rounds it; what lies below is seen through its corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def add_heading(menu: QMenu, words: str) -> None:
    """A line that says what the entries below it are; Qt's own sections have no words in most styles."""
    label = QLabel(words, menu)
    label.setProperty("role", "muted")
    label.setContentsMargins(14, 8, 14, 4)
    action = QWidgetAction(menu)
    action.setText(words)  # for who listens
    action.setDefaultWidget(label)
    action.setEnabled(False)
    menu.addAction(action)
