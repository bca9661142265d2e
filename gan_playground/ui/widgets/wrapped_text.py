"""Words of a button in more than one line: Qt's own would cut them at both ends."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from gan_playground.ui.theme.style import set_look


def wrap_text(button: QPushButton, text: str, room_px: int) -> None:
    """Let it say this in as many lines as it needs; room_px: how wide a line may be."""
    lines = wrapped(text, button.fontMetrics(), room_px)
    set_look(button, "lines", "several" if len(lines) > 1 else None)
    button.setText("\n".join(lines))


def wrapped(text: str, metrics: QFontMetrics, room_px: int) -> list[str]:
    """Lines that fit; a word that is too long alone has one of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room_px:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
