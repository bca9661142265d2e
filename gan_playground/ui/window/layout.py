"""Where the parts of the window are."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.theme.theme import gap_px

left_width_px, right_width_px = 268, 300
knobs_share = 0.42  # of the height of their side, at least


def left_column(upper: QWidget, lower: QWidget) -> SideColumn:
    """What one chooses from, and reads."""
    return SideColumn(left_width_px, "right", upper, lower)


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


class SideColumn(QFrame):
    """A side of the window: one panel that takes the room, one below that takes what it needs."""

    def __init__(self, width_px: int, edge: str, upper: QWidget, lower: QWidget) -> None:
        super().__init__()
        self.setProperty("edge", edge)
        self.setFixedWidth(width_px)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap_px, gap_px, gap_px, gap_px)
        layout.setSpacing(gap_px)
        layout.addWidget(upper, 1)
        layout.addWidget(lower)


class KnobColumn(SideColumn):
    """What one turns, and what comes of it, which never takes so much that nothing can be turned."""

    def __init__(self, knobs: QWidget, card: DiagnosisCard) -> None:
        super().__init__(right_width_px, "left", knobs, card)
        self._card = card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.set_most(int((1 - knobs_share) * self.height()) - 3 * gap_px)
