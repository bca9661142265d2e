"""Where a scroll area has to stand so that a part of it is seen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QScrollArea, QWidget

layers_of_layouts = 3  # a control's, its group's, the panel's


def bring_into_sight(area: QScrollArea, part: QWidget, air_px: int = 0) -> None:
    """Scroll to a part that may have come just now. air_px: what is to be seen above and below it."""
    for _ in range(layers_of_layouts):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what came has no place yet
    area.ensureWidgetVisible(part, 0, air_px)
