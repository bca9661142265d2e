"""The buttons of the transport: they leave the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gan_playground.ui.theme.actions import ACTIONS, hint
from gan_playground.ui.widgets.dashed_button import DashedButton
from gan_playground.ui.widgets.held import go_on_while_held


def transport_button(name: str, text: str, action: str, variant: str = "") -> QPushButton:
    """A button for an action; it keeps the keyboard away when clicked, so that Space still plays and pauses.

    Its tooltip begins with its name, for where there is no room for that on the button.
    """
    meaning = ACTIONS[action].tip or ACTIONS[action].words
    button = DashedButton(text) if variant == "discriminator" else QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(hint(action, f"{text}: {meaning[0].lower()}{meaning[1:]}" if text else ""))
    button.setObjectName(name)
    button.setAccessibleName(text or meaning)
    button.setAccessibleDescription(meaning)
    button.setProperty("variant", variant)
    go_on_while_held(button, action)
    return button
