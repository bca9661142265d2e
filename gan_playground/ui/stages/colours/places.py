"""Where the parts of the palette will be, before anything is known of them."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gan_playground.ui.stages.colours.plan import ColoursPlan
from gan_playground.ui.theme.theme import DARK

radius_px, strength = 10, 0.5


class PlacesItem(pg.GraphicsObject):
    """A faint patch for each part, in px of the view."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = DARK
        self._places: list[QRectF] = []
        self._room = QRectF()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def set_data(self, plan: ColoursPlan, size: QSizeF) -> None:
        self.prepareGeometryChange()
        cloud = [plan.cloud] if plan.cloud is not None else []
        self._places = [plan.photo, *(field.box for field in plan.fields.values()), *plan.histograms, *cloud]
        self._room = QRectF(QPointF(0, 0), size)

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("raised", strength))
        for place in self._places:
            painter.drawRoundedRect(place, radius_px, radius_px)
