"""What a run's past takes, and how much it may take."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gan_playground.gan.timeline.summary import TimelineSummary, budgets_bytes
from gan_playground.ui.knobs.control import tooltip
from gan_playground.ui.theme.style import set_look

segment_width_px = 76
what_it_does = "When it is full, steps whose neighbours are near are let go. Any step can still be had."
when_compared = "Two runs that are compared share it."


class MemoryBar(QWidget):
    """A sentence whose end is chosen: "The past takes 31 MB of at most" one of a few sizes.

    Signals: budget_wanted(int), in bytes.
    """

    budget_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setObjectName("memoryLabel")
        self.label.setProperty("role", "caption")
        self._choices = QButtonGroup(self)
        self._lay_out()
        self._choices.idClicked.connect(self._choose)

    @property
    def segments(self) -> list[QPushButton]:
        """One for each size, the smallest first."""
        return [self._choices.button(place) for place in range(len(budgets_bytes))]

    def show_summary(self, summary: TimelineSummary) -> None:
        """What it takes now."""
        self.label.setText(memory_words(summary))

    def show_budget(self, budget_bytes: int) -> None:
        """What it may take."""
        self._choices.button(budgets_bytes.index(budget_bytes)).setChecked(True)

    def set_exhibit(self, exhibit: bool) -> None:
        for segment in self.segments:
            set_look(segment, "large", exhibit)

    @Slot()
    def choose_next(self) -> None:
        """The next size; after the largest, the smallest."""
        self._choices.button((self._choices.checkedId() + 1) % len(budgets_bytes)).click()

    @Slot(int)
    def _choose(self, place: int) -> None:
        self.budget_wanted.emit(budgets_bytes[place])

    def _lay_out(self) -> None:
        switch = QFrame()
        switch.setProperty("segmented", True)
        inside = QHBoxLayout(switch, spacing=0)
        inside.setContentsMargins(1, 1, 1, 1)
        for place, budget_bytes in enumerate(budgets_bytes):
            inside.addWidget(self._make_segment(place, size_words(budget_bytes)))
        row = QHBoxLayout(self, spacing=10)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        row.addWidget(switch)
        row.addStretch(1)

    def _make_segment(self, place: int, size: str) -> QPushButton:
        segment = QPushButton(size, checkable=True, focusPolicy=Qt.FocusPolicy.TabFocus)
        segment.setObjectName(f"pastBudget.{place}")
        segment.setMinimumWidth(segment_width_px)
        segment.setAccessibleName(f"The past may take {size}")
        segment.setAccessibleDescription(f"{what_it_does} {when_compared}")
        segment.setToolTip(tooltip(f"The past may take {size} (M: the next size).", what_it_does, when_compared))
        segment.setProperty("segment", True)
        self._choices.addButton(segment, place)
        return segment


def memory_words(summary: TimelineSummary) -> str:
    """As in "The past takes 31 MB of at most", before the sizes."""
    return f"The past takes {math.ceil(summary.used_bytes / 1e6):,} MB of at most"


def size_words(size_bytes: int) -> str:
    """As in "256 MB" or "1 GB"."""
    return f"{size_bytes // 10**6} MB" if size_bytes < 10**9 else f"{size_bytes // 10**9} GB"
