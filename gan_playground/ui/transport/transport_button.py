"""The buttons of the transport: they leave the keyboard alone, and may give up their words where space is short."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from gan_playground.ui.theme.actions import ACTIONS, hint
from gan_playground.ui.theme.icons import icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.widgets.dashed_button import DashedButton


def transport_button(name: str, text: str, action: str, variant: str = "") -> QPushButton:
    """A button for an action; it keeps the keyboard away when clicked, so that Space still plays and pauses."""
    meaning = ACTIONS[action].tip or ACTIONS[action].words
    button = DashedButton(text) if variant == "discriminator" else QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(hint(action))
    button.setObjectName(name)
    button.setAccessibleName(text or meaning)
    button.setAccessibleDescription(meaning)
    button.setProperty("variant", variant)
    return button


def show_words(button: QPushButton, words: str) -> None:
    """A pill with these words beside its icon, or without any a round button."""
    button.setText(words)
    set_look(button, "variant", "" if words else "icon")


def draw_icon(button: QPushButton, name: str, color: str, size_px: int) -> None:
    """Its icon in a colour of the theme."""
    button.setIcon(icon(name, color, size_px))
    button.setIconSize(QSize(size_px, size_px))
