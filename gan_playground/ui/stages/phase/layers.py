"""The layers of the phase plane, and how the legend shows them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.items.strokes_item import heads
from gan_playground.ui.plot.layer import Layer
from gan_playground.ui.plot.light import OF_BOTH_PLAYERS, OF_FAKES
from gan_playground.ui.plot.strokes import THEORY, LineStyle, draw_strokes, flat_pen
from gan_playground.ui.theme.theme import Theme

PATH = LineStyle("text", 2.2)


def _sample_force(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    middle = box.center().y()
    painter.setPen(flat_pen(theme.color("theory"), 1.3 * unit))
    arrow = np.array([[box.left() + 2 * unit, middle, box.right() - 2 * unit, middle]])
    draw_strokes(painter, arrow)
    draw_strokes(painter, heads(arrow, 5 * unit))


def _sample_average(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setPen(QPen(theme.color("generated"), 2 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center(), 5 * unit, 5 * unit)


PHASE_LAYERS: tuple[Layer, ...] = (
    Layer(
        "path",
        "path",
        "Where the game has been; the recent past is bright",
        PATH,
        about=OF_BOTH_PLAYERS,
    ),
    Layer(
        "force",
        "pull of both",
        "Which way both players pull at each place: G along θ, D along ψ, down the gradients of their losses",
        _sample_force,
        about=OF_BOTH_PLAYERS,
    ),
    Layer(
        "energy",
        "constant energy",
        "The circle through the start: a game without friction would stay on it for ever",
        THEORY,
    ),
    Layer(
        "average",
        "EMA of G",
        "The exponential moving average of G's number, where one is kept",
        _sample_average,
        about=OF_FAKES,
    ),
)
"""In the order of the legend."""
