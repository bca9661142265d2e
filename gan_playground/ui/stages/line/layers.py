"""The layers of the figure, and how the legend shows them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.items.bars_item import bar_colors
from gan_playground.ui.plot.layer import Layer
from gan_playground.ui.plot.light import OF_D, OF_FAKES, OF_REAL
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, REAL, THEORY, draw_strokes, flat_pen
from gan_playground.ui.theme.theme import Theme


def _sample_histograms(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """Two bars that overlap, in the three colours that this gives."""
    real, (generated, both) = bar_colors(theme, "real", None)[0], bar_colors(theme, "generated", "real")
    third = box.width() / 3
    for index, (color, height) in enumerate(((generated, 0.7), (both, 0.95), (real, 0.6))):
        left, top = box.left() + index * third, box.bottom() - height * box.height()
        painter.fillRect(QRectF(left, top, third - unit, height * box.height()), color)


def _sample_arrows(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """Three arrows that lean together."""
    painter.setPen(flat_pen(theme.color("generated"), 1.2 * unit))
    feet = np.linspace(box.left() + unit, box.right() - unit, 3)
    tips = np.linspace(box.left() + 6 * unit, box.right() - 6 * unit, 3)
    shafts = np.column_stack((feet, np.full(3, box.bottom()), tips, np.full(3, box.top())))
    barbs = [
        np.column_stack((tips, np.full(3, box.top()), tips + side, np.full(3, box.top() + 4 * unit)))
        for side in (-2.2 * unit, 2.2 * unit)
    ]
    draw_strokes(painter, np.concatenate((shafts, *barbs)))


LAYERS: tuple[Layer, ...] = (
    Layer("real", "real", "Real data: the dotted density and the orange bars", REAL, about=OF_REAL),
    Layer(
        "generated",
        "generated",
        "What G makes: the solid density and the blue bars",
        GENERATED,
        about=OF_FAKES,
    ),
    Layer(
        "decision",
        "D(x)",
        "What D says of each x, on the axis at the right: how likely it is real, or where D is a critic, its score",
        DISCRIMINATOR,
        about=OF_D,
    ),
    Layer(
        "best",
        "best possible D",
        "The best any discriminator could do against this G: D*(x) = real ÷ (real + generated)",
        THEORY,
    ),
    Layer("histograms", "histograms", "Bars: how many samples fall in each interval", _sample_histograms),
    Layer(
        "arrows",
        "arrows",
        "Which x = G(z) the generator makes of each noise z",
        _sample_arrows,
        about=OF_FAKES,
    ),
)
"""In the order of the legend."""
