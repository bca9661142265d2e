"""Showing and hiding what a window is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_shown(part: QWidget, shown: bool) -> None:
    """Show it, or not. What is seen as soon as its window is needs no telling: told, it would be dressed at once, by
    the toolkit, and once more when the program's look comes.
    """
    if part.isHidden() is shown:
        part.setVisible(shown)
