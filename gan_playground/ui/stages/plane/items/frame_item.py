"""What lies over the plane's edges and over all of it: round corners, and an empty canvas."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from gan_playground.ui.plot.item import PixelItem, margin_px
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.theme.theme import corner_radius_px

text_px = 12.5
empty_words = "An empty canvas: take the brush, and paint something to be learned."


@lru_cache(maxsize=8)
def _corners(left: float, top: float, right: float, bottom: float) -> list[QPainterPath]:
    """The four corners of a rectangle, outside of one with round corners; QPainter fills them faster one by one."""
    room, inside, side = QRectF(left, top, right - left, bottom - top), QPainterPath(), float(corner_radius_px)
    inside.addRoundedRect(room, side, side)
    corners = []
    for x in (left, right - side):
        for y in (top, bottom - side):
            corner = QPainterPath()
            corner.addRect(QRectF(x, y, side, side).adjusted(-0.5, -0.5, 0.5, 0.5))
            corners.append(corner.subtracted(inside))
    return corners


class CornersItem(PixelItem):
    """The surface again, where round corners leave it free, and right around, where dots may stick out."""

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        surface, beyond = self.theme.color("surface"), margin_px + 1
        width, height = at.right - at.left, at.bottom - at.top
        around = (
            QRectF(at.left - beyond, at.top - beyond, width + 2 * beyond, beyond),
            QRectF(at.left - beyond, at.bottom, width + 2 * beyond, beyond),
            QRectF(at.left - beyond, at.top, beyond, height),
            QRectF(at.right, at.top, beyond, height),
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for side in around:
            painter.fillRect(side, surface)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for corner in _corners(at.left, at.top, at.right, at.bottom):
            painter.fillPath(corner, surface)


class EmptyCanvasItem(PixelItem):
    """A frame of dashes, and what to do: in as many lines as there is room for."""

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(at.box, self.theme.color("surface"))
        painter.setPen(QPen(self.theme.color("outline"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(at.box.adjusted(1, 1, -1, -1), corner_radius_px, corner_radius_px)
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        painter.setFont(font)
        painter.setPen(self.theme.color("text"))
        room = at.box.adjusted(16, 16, -16, -16)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, empty_words)
