"""A side of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gan_playground.ui.theme.theme import gap_px


def side_column(width_px: int, edge: str, upper: QWidget, lower: QWidget) -> QFrame:
    """A side of the window: one panel that takes the room, one below that takes what it needs."""
    column = QFrame()
    column.setProperty("edge", edge)
    column.setFixedWidth(width_px)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(gap_px, gap_px, gap_px, gap_px)
    layout.setSpacing(gap_px)
    layout.addWidget(upper, 1)
    layout.addWidget(lower)
    return column
