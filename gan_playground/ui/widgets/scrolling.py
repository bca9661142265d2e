"""Scrolls what somebody is at into sight."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QGraphicsView, QWidget

margin_px = 8
layers_of_layouts = 3  # one in another, as a control's, its group's, the panel's


def settle_layouts() -> None:
    """Give all that has come or changed just now its place."""
    for _ in range(layers_of_layouts):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def bring_into_sight(part: QWidget, place: QRect | None = None) -> None:
    """In all that scrolls around it. place: of the part, px; None: all of it."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea) and not isinstance(above, QGraphicsView):
            _scroll(above, part, part.rect() if place is None else place)
        above = above.parentWidget()


def _scroll(area: QAbstractScrollArea, part: QWidget, place: QRect) -> None:
    """Up or down, as little as shows it; what fills the area stays, and of what is higher, the upper end comes."""
    bar, height_px = area.verticalScrollBar(), area.viewport().height()
    top_px = part.mapTo(area.viewport(), place.topLeft()).y()
    bottom_px = top_px + place.height()
    if top_px > 0 or bottom_px < height_px:
        bar.setValue(bar.value() + min(top_px - margin_px, max(0, bottom_px + margin_px - height_px)))
