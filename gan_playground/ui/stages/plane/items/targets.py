"""What can be taken hold of: the dot that is followed, and the mode under the hand."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from gan_playground.ui.theme.theme import DARK, Theme


class PlaneTarget(pg.TargetItem):
    """pyqtgraph's target, of a size that grows with the panel, in colours of the theme.

    It stands where it is put, and hands move it (`PlaneHands`): mouse, finger and pen alike.
    """

    size_px = 22.0
    line_px = 1.8
    line_role, fill_role = "text", ""

    def __init__(self) -> None:
        self.theme, self.unit = DARK, 1.0
        super().__init__(symbol=self.symbol(), size=self.size_px, movable=False)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setVisible(False)
        self._dress()

    @staticmethod
    def symbol() -> QPainterPath:
        """What is drawn, one unit wide about (0, 0)."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self._dress()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small panel."""
        if unit != self.unit:
            self.unit = unit
            self.scale = self.size_px * unit
            self._dress()
            self.viewTransformChanged()

    def _dress(self) -> None:
        pen = QPen(self.theme.color(self.line_role), self.line_px * self.unit)
        pen.setCosmetic(True)
        self.setPen(pen)
        self.setBrush(self.theme.color(self.fill_role) if self.fill_role else None)

    def paint(self, painter: QPainter, *more: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, *more)

    def show_at(self, place: QPointF | None) -> None:
        """Stand at a place of the data; None, and what is not a number: nowhere."""
        seen = place is not None and math.isfinite(place.x()) and math.isfinite(place.y())
        self.setVisible(seen)
        if place is not None and seen:
            self.setPos(place)


class PinnedTarget(PlaneTarget):
    """The generated dot that somebody follows: its triangle, in a ring."""

    fill_role = "generated"

    @staticmethod
    def symbol() -> QPainterPath:
        path, half = QPainterPath(), 13 / 22 / 2
        path.addPolygon(QPolygonF([QPointF(0, -half), QPointF(half, 0.8 * half), QPointF(-half, 0.8 * half)]))
        path.closeSubpath()
        ring = QPainterPath()
        ring.addEllipse(QPointF(0, 0), 0.5, 0.5)
        ring.addEllipse(QPointF(0, 0), 0.46, 0.46)
        path.addPath(ring)
        return path


class ModeHandle(PlaneTarget):
    """A ring with a cross about the mode that a hand can take, or holds."""

    size_px = 26.0
    line_px = 1.4

    @staticmethod
    def symbol() -> QPainterPath:
        path = QPainterPath()
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
        for x, y in ((1, 0), (0, 1)):
            path.moveTo(QPointF(-0.2 * x, -0.2 * y))
            path.lineTo(QPointF(0.2 * x, 0.2 * y))
        return path
