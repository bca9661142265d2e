"""Where the tabulator stops."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def takes_tab(widget: QWidget) -> bool:
    """Whether it is a stop of its own; what hands the keyboard on is none."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def tab_stops(part: QWidget) -> list[QWidget]:
    """What in it the tabulator comes to, in turn; lists that pop up are windows of their own."""
    return [inner for inner in part.findChildren(QWidget) if inner.window() is part.window() and takes_tab(inner)]
