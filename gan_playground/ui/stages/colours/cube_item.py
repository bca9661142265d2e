"""The edges of the cube of colours, and the names of its axes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.words_item import text_px
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, flat_pen
from gan_playground.ui.stages.colours.cube import AXES, CORNERS, EDGES, Turn, far_corner, project

name_px = 9.0  # from the end of an axis to the middle of its name
line_px = 0.9


class CubeItem(PixelItem):
    """The three edges behind everything are dotted; red, green and blue are named where they end."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = Turn()

    def set_turn(self, turn: Turn) -> None:
        if turn != self._turn:
            self._turn = turn
            self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        corners = at.points(project(self._turn, CORNERS)[:, :2])
        strokes = np.hstack((corners[EDGES[:, 0]], corners[EDGES[:, 1]]))
        hidden = np.equal(EDGES, far_corner(self._turn)).any(axis=1)
        color, width = self.theme.color("theory"), max(1.0, line_px * self.unit)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(flat_pen(color, width))
        draw_strokes(painter, strokes[~hidden])
        painter.setPen(QPen(color, width, Qt.PenStyle.DotLine))
        draw_strokes(painter, strokes[hidden])
        self._paint_names(painter, corners)

    def _paint_names(self, painter: QPainter, corners: Array) -> None:
        font = QFont()
        font.setPixelSize(round(text_px * self.unit))
        painter.setFont(font)
        painter.setPen(self.theme.color("muted"))
        for edge, name in zip(AXES, "RGB", strict=True):
            start, tip = corners[EDGES[edge]]
            away = tip - start
            x, y = tip + away * (name_px * self.unit / max(1.0, float(np.hypot(*away))))
            around = QRectF(QPointF(float(x), float(y)), QPointF(float(x), float(y)))
            painter.drawText(around, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, name)
