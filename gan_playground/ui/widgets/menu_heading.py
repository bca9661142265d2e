"""A line in a menu that says what the entries below it are; Qt's own sections have no words in most styles."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu, QWidgetAction


def add_heading(menu: QMenu, words: str) -> None:
    """Cannot be chosen."""
    label = QLabel(words, menu)
    label.setProperty("role", "muted")
    label.setContentsMargins(14, 8, 14, 4)
    action = QWidgetAction(menu)
    action.setText(words)  # for who listens
    action.setDefaultWidget(label)
    action.setEnabled(False)
    menu.addAction(action)
