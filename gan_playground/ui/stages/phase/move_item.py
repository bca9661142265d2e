"""One player's move in the phase plane: what pulls at its number, where it stands, and where it was or will be."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from gan_playground.gan.observe.phase_part import Place
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.strokes_item import heads
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import DISCRIMINATOR, dashed, draw_strokes, flat_pen
from gan_playground.ui.stages.phase.path_item import far, game_px, rim_px

pull_px, head_px, ring_px, edge_px = 2.4, 7.0, 1.8, 3.0


class Pull(Struct, frozen=True):
    """From where, and how far (px, upwards positive) a number is pulled, and whose: D's is dashed, as all that is."""

    start: Place
    along_px: Place
    role: str


class Ring(Struct, frozen=True):
    """Where the game is not: it was there, or will be, or it is seen from there."""

    place: Place
    role: str


class PhaseMove(Struct, frozen=True):
    """What is drawn of a part of a turn; the dot is where the game stands."""

    dot: Place
    rings: tuple[Ring, ...] = ()
    pull: Pull | None = None


class MoveItem(PixelItem):
    """An arrow, over it hollow rings, and the dot over all."""

    def __init__(self) -> None:
        super().__init__()
        self.move: PhaseMove | None = None
        self.cut_off_sharply()

    def set_data(self, move: PhaseMove | None) -> None:
        """None: nothing is seen of it."""
        self.move = move
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if self.move is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.move.pull is not None:
            self._paint_pull(painter, at, self.move.pull)
        for ring in self.move.rings:
            painter.setBrush(self.theme.color("surface"))
            painter.setPen(QPen(self.theme.color(ring.role), ring_px * self.unit))
            self._paint_circle(painter, at, ring.place)
        painter.setPen(QPen(self.theme.color("surface"), rim_px * self.unit))
        painter.setBrush(self.theme.color("text"))
        self._paint_circle(painter, at, self.move.dot)

    def _paint_pull(self, painter: QPainter, at: ToPixels, pull: Pull) -> None:
        start, along = at.points(_near(pull.start)), np.array(pull.along_px) * (self.unit, -self.unit)
        tip = (start + along).clip((at.left + edge_px, at.top + edge_px), (at.right - edge_px, at.bottom - edge_px))
        stroke = np.concatenate((start, tip)).reshape(1, 4)
        painter.setPen(flat_pen(self.theme.color(pull.role), pull_px * self.unit))
        on, off = DISCRIMINATOR.on * self.unit / 2, DISCRIMINATOR.off * self.unit / 2
        is_dashed = pull.role == DISCRIMINATOR.role
        draw_strokes(painter, dashed(stroke[0, ::2], stroke[0, 1::2], on, off) if is_dashed else stroke)
        length = float(np.hypot(*(stroke[0, 2:] - stroke[0, :2])))
        painter.setPen(QPen(self.theme.color(pull.role), pull_px * self.unit, c=Qt.PenCapStyle.RoundCap))
        draw_strokes(painter, heads(stroke, min(head_px * self.unit, length)))

    def _paint_circle(self, painter: QPainter, at: ToPixels, place: Place) -> None:
        painter.drawEllipse(at.point(*_near(place)), game_px * self.unit, game_px * self.unit)


def _near(place: Place) -> Array:
    """What is further out would overflow as a pixel."""
    return np.nan_to_num(np.array(place)).clip(-far, far)
