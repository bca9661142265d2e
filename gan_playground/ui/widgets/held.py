"""A button that goes on doing it while it is held down, as its key does."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from gan_playground.ui.theme.actions import ACTIONS

begins_after_ms = 400  # longer than anybody's click


def go_on_while_held(button: QAbstractButton, action: str) -> None:
    """At the pace of a held key, where the action's key goes on too; where not, it is done once."""
    row = ACTIONS.get(action)
    button.setAutoRepeat(row is not None and row.repeats)
    button.setAutoRepeatDelay(begins_after_ms)
    button.setAutoRepeatInterval(round(1000 / QGuiApplication.styleHints().keyboardAutoRepeatRateF()))
