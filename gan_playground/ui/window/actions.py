"""The window's actions: every row of the table of keys, given something to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.actions import ACTIONS


def make_actions(window: QWidget, what_to_do: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """A QAction for each name, which its keys trigger wherever in the window the keyboard is."""
    return {name: _made(window, name, act) for name, act in what_to_do.items()}


def _made(window: QWidget, name: str, act: Callable[[], object]) -> QAction:
    row = ACTIONS[name]
    action = QAction(row.menu or row.words, window)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setAutoRepeat(row.repeats)
    action.triggered.connect(act)
    window.addAction(action)
    return action
