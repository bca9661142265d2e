"""The line that a knob's title shares with its value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

gap_px = 3


class KnobLine(QVBoxLayout):
    """A title at the left, its parts at the right; parts for which there is no room stand a line below, the last first.

    below: what fills that line in any case, as a slider does.
    """

    def __init__(self, title: QWidget, parts: Sequence[QWidget], below: QWidget | None = None) -> None:
        super().__init__(spacing=0)
        self._title, self._parts, self._beside = title, tuple(parts), len(parts)
        self.upper, self._lower = QHBoxLayout(spacing=gap_px), QHBoxLayout(spacing=gap_px)
        self.upper.addWidget(title)
        self.upper.addStretch()
        for part in parts:
            self.upper.addWidget(part)
        if below is None:
            self._lower.addStretch()
        else:
            self._lower.addWidget(below, 1)
        self.addLayout(self.upper)
        self.addLayout(self._lower)

    def fit(self, width_px: int) -> None:
        """Arrange everything within this."""
        beside = self._fitting(width_px)
        if beside == self._beside:
            return
        self._beside = beside
        for place, part in enumerate(self._parts):
            self.removeWidget(part)
            (self.upper if place < beside else self._lower).addWidget(part)

    def _fitting(self, width_px: int) -> int:
        """How many of the parts have room beside the title."""
        left_px = width_px - (0 if self._title.isHidden() else self._title.sizeHint().width())
        for place, part in enumerate(self._parts):
            left_px -= 0 if part.isHidden() else gap_px + part.minimumSizeHint().expandedTo(part.minimumSize()).width()
            if left_px < 0:
                return place
        return len(self._parts)
