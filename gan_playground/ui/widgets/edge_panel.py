"""The shape of a message: a rounded panel whose left edge has the colour of the news."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from gan_playground.ui.theme.theme import corner_radius_px

edge_px = 4


def paint_edge_panel(widget: QWidget, fill: QColor, line: QColor, edge: QColor) -> None:
    """Paint the whole of `widget`; to be called from its paintEvent.

    A style sheet would bend the edge around the corners like a bracket; here the corners cut it off.
    """
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    panel, beside = QPainterPath(), QPainterPath()
    inside = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    panel.addRoundedRect(inside, corner_radius_px, corner_radius_px)
    beside.addRect(inside.adjusted(edge_px, 0, 0, 0))
    painter.setPen(line)
    painter.setBrush(fill)
    painter.drawPath(panel)
    painter.fillPath(panel.subtracted(beside), edge)
