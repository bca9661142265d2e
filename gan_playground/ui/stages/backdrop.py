"""Words that are painted by hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

Align = Qt.AlignmentFlag


def label(painter: QPainter, x: float, y: float, text: str, align: Qt.AlignmentFlag) -> None:
    """Text with its middle, left or right edge at x, and its middle at y."""
    width, height = 400.0, 40.0
    left = {Align.AlignLeft: x, Align.AlignRight: x - width}.get(align, x - width / 2)
    painter.drawText(QRectF(left, y - height / 2, width, height), align | Align.AlignVCenter, text)
