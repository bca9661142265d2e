"""Where the parts of the window are."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.ui.theme.theme import gap_px

left_width_px, right_width_px = 268, 300


def left_column(upper: QWidget, lower: QWidget) -> QFrame:
    """What one chooses from, and reads."""
    return _side_column(left_width_px, "right", upper, lower)


def right_column(upper: QWidget, lower: QWidget) -> QFrame:
    """What one turns, and what comes of it."""
    return _side_column(right_width_px, "left", upper, lower)


def whole_of(top: QWidget, left: QWidget, middle: QWidget, right: QWidget, bottom: QWidget) -> QWidget:
    """Everything in its place; the middle takes the room that there is."""
    between = QHBoxLayout()
    between.setContentsMargins(0, 0, 0, 0)
    between.setSpacing(0)
    between.addWidget(left)
    between.addWidget(middle, 1)
    between.addWidget(right)
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(top)
    layout.addLayout(between, 1)
    layout.addWidget(bottom)
    return whole


def _side_column(width_px: int, edge: str, upper: QWidget, lower: QWidget) -> QFrame:
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
