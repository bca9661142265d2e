"""Signs on a time axis: triangles, diamonds, flags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

spacing_px = 3.0  # nearer marks of one kind cover one another
reach_px = 7.0


class Sign(Enum):
    """A mark's shape, which says what it stands for also without its colour."""

    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    FLAG = "flag"


class Mark(Struct, frozen=True):
    """x: on the axis, in the data's units. about: what it stands for."""

    x: float
    sign: Sign
    role: str
    about: object = None


class MarksItem(PixelItem):
    """Marks that stand on the lower edge of the box, or `drop_px` below; it is added over the plot."""

    def __init__(self, drop_px: float = 0.0) -> None:
        super().__init__()
        self._drop_px = drop_px
        self._marks: Sequence[Mark] = ()
        self._steps: NDArray[np.float64] = np.empty(0)
        self._shown: tuple[NDArray[np.float64], NDArray[np.intp]] = np.empty(0), np.empty(0, int)

    def set_data(self, marks: Sequence[Mark]) -> None:
        """In the order in which they are drawn."""
        self._marks, self._steps = marks, np.array([mark.x for mark in marks])
        self.update()

    def near(self, x_px: float) -> list[Mark]:
        """What is marked near a place of the view, px, as it was drawn last."""
        across, indices = self._shown
        return [self._marks[i] for i in indices[np.abs(across - x_px) <= reach_px * self.unit]]

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        across = at.x(self._steps)
        inside = np.flatnonzero((across >= at.box.left() - 0.5) & (across <= at.box.right() + 0.5))
        self._shown = across[inside], inside
        y = at.box.bottom() + self._drop_px * self.unit
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, mark in self._seen(across, inside):
            color = self.theme.color(mark.role)
            painter.setPen(QPen(color, 1.2 * self.unit))
            painter.setBrush(color)
            SIGNS[mark.sign](painter, QPointF(x, y), self.unit)

    def _seen(self, across: NDArray[np.float64], inside: NDArray[np.intp]) -> list[tuple[float, Mark]]:
        """Of those of one kind that would cover one another only the last."""
        places = {(self._marks[i].sign, round(across[i] / spacing_px)): i for i in inside.tolist()}
        return [(float(across[i]), self._marks[i]) for i in places.values()]


def _polygon(corners: Sequence[tuple[float, float]], painter: QPainter, foot: QPointF, unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([foot + QPointF(x, y) * unit for x, y in corners]))


def _flag(painter: QPainter, foot: QPointF, unit: float) -> None:
    """High enough for its cloth to be clear of a triangle at the same foot."""
    painter.drawLine(QLineF(foot, foot - QPointF(0, 15 * unit)))
    _polygon(((0, -15), (7.5, -12), (0, -9)), painter, foot, unit)


SIGNS: dict[Sign, Callable[[QPainter, QPointF, float], None]] = {
    Sign.TRIANGLE: partial(_polygon, ((0, -5), (-4, 2), (4, 2))),
    Sign.DIAMOND: partial(_polygon, ((0, -5), (4.2, -0.8), (0, 3.4), (-4.2, -0.8))),
    Sign.FLAG: _flag,
}
"""How each is drawn: with a painter, from its foot on the axis, in a unit."""
