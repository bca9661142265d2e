"""Menus with round corners, as all cards have them, and with headings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget, QWidgetAction


class Menu(QMenu):
    """The style sheet rounds it; what lies below is seen through its corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def add_heading(menu: QMenu, words: str) -> QLabel:
    """A line that says what the entries below it are; Qt's own sections have no words in most styles."""
    label = QLabel(words, menu)
    label.setProperty("role", "muted")
    label.setContentsMargins(14, 8, 14, 4)
    action = QWidgetAction(menu)
    action.setText(words)  # for who listens
    action.setDefaultWidget(label)
    action.setEnabled(False)
    menu.addAction(action)
    return label


def hang_on(button: QPushButton, menu: QMenu) -> None:
    """Let a button open a menu, after which it is lit only with the pointer at it: Qt tells it of no leave."""
    button.setMenu(menu)
    menu.aboutToHide.connect(partial(_look_for_pointer, button))


def _look_for_pointer(button: QPushButton) -> None:
    is_near = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, is_near)
    button.update()
