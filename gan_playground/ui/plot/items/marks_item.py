"""Signs on a time axis: triangles, diamonds, flags."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, auto

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels

spacing_px = 3.0  # nearer marks of one kind cover one another
reach_px = 7.0
most_columns = 10_000_000  # that marks may stand in


class Sign(IntEnum):
    """A mark's shape, which says what it stands for also without its colour; a number, for there may be thousands."""

    TRIANGLE = auto()
    DIAMOND = auto()
    FLAG = auto()


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
        self._kinds: list[tuple[Sign, str]] = []
        self._kind_of: NDArray[np.int64] = np.empty(0, int)
        self._sign_of: NDArray[np.int64] = np.empty(0, int)
        self._shown: tuple[Sequence[Mark], NDArray[np.float64]] = (), np.empty(0)

    def set_data(self, marks: Sequence[Mark]) -> None:
        """In the order in which they happened."""
        if not marks:
            self._shown = (), np.empty(0)  # it may be hidden now, and never painted without them
        if marks is not self._marks:
            self._marks, self._steps = marks, np.array([mark.x for mark in marks])
            self._kinds = list(dict.fromkeys((mark.sign, mark.role) for mark in marks))
            numbers = {kind: number for number, kind in enumerate(self._kinds)}
            self._kind_of = np.array([numbers[mark.sign, mark.role] for mark in marks], int)
            self._sign_of = np.array([sign for sign, _ in self._kinds], int)[self._kind_of]
        self.update()

    def near(self, x_px: float) -> list[Mark]:
        """What is marked near a place of the view, px, as it was drawn last."""
        marks, across = self._shown
        return [marks[i] for i in np.flatnonzero(np.abs(across - x_px) <= reach_px * self.unit)]

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        across = at.x(self._steps)
        is_inside = (across >= at.box.left() - 0.5) & (across <= at.box.right() + 0.5)
        inside = np.flatnonzero(is_inside)
        self._shown = self._marks, np.where(is_inside, across, np.inf)
        y = at.box.bottom() + self._drop_px * self.unit
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = self._seen(across, inside)
        for kind, (sign, role) in enumerate(self._kinds):
            color = self.theme.color(role)
            painter.setPen(QPen(color, 1.2 * self.unit))
            painter.setBrush(color)
            SIGNS[sign].draw(painter, across[seen[self._kind_of[seen] == kind]].tolist(), y, self.unit)

    def _seen(self, across: NDArray[np.float64], inside: NDArray[np.intp]) -> NDArray[np.intp]:
        """Of those with one sign that would cover one another only the last."""
        columns = np.rint(across[inside] / spacing_px) + most_columns * self._sign_of[inside]
        return inside[::-1][np.unique(columns[::-1], return_index=True)[1]]


class SignShape(Struct, frozen=True):
    """How a sign is drawn, from its foot on the axis: its corners, and the height of its staff, if it has one."""

    corners: tuple[tuple[float, float], ...]
    staff: float = 0.0

    def draw(self, painter: QPainter, places: Sequence[float], y: float, unit: float) -> None:
        """With their feet at these places, px, in the painter's colours."""
        if self.staff:
            painter.drawLines([QLineF(x, y, x, y - self.staff * unit) for x in places])
        painter.setPen(Qt.PenStyle.NoPen)
        shape = QPolygonF([QPointF(x, y) * unit for x, y in self.corners])
        for x in places:
            painter.drawConvexPolygon(shape.translated(x, y))


SIGNS: dict[Sign, SignShape] = {
    Sign.TRIANGLE: SignShape(((0, -5), (-4, 2), (4, 2))),
    Sign.DIAMOND: SignShape(((0, -5), (4.2, -0.8), (0, 3.4), (-4.2, -0.8))),
    Sign.FLAG: SignShape(((0, -15), (7.5, -12), (0, -9)), staff=15),
}
"""A flag is high enough for its cloth to be clear of a triangle at the same foot."""
