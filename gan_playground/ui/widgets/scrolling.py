"""Scrolls what somebody is at into sight."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea, QGraphicsView, QWidget

margin_px = 8


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
