"""The layers of a palette, and how the legend shows them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.layer import Drawing, Layer
from gan_playground.ui.plot.light import OF_FAKES, OF_REAL
from gan_playground.ui.plot.sprites import Shape, paint_shape
from gan_playground.ui.plot.strokes import GENERATED, REAL, draw_sample
from gan_playground.ui.theme.theme import Theme


def _sample_dot(role: str) -> Drawing:
    """The line of the histograms, and the dot of the cloud on it."""
    style, shape = (REAL, Shape.CIRCLE) if role == "real" else (GENERATED, Shape.TRIANGLE)

    def sample(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
        draw_sample(painter, box, style, theme, unit)
        painter.setPen(QPen(theme.color("surface"), 1.5 * unit))
        painter.setBrush(theme.color(role))
        paint_shape(painter, shape, box.center(), 9 * unit)

    return sample


def _sample_histograms(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("theory"))
    for i, height in enumerate((5, 10, 7, 3)):
        left = box.center().x() + (4.6 * i - 9.2) * unit
        painter.drawRect(QRectF(left, box.bottom() - height * unit, 3.6 * unit, height * unit))


def _sample_cloud(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """A cube, as seen from a corner."""
    painter.setPen(QPen(theme.color("theory"), 1.2 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center()
    rim = [QPointF(0, -6), QPointF(5.2, -3), QPointF(5.2, 3), QPointF(0, 6), QPointF(-5.2, 3), QPointF(-5.2, -3)]
    painter.drawPolygon([middle + corner * unit for corner in rim])
    for corner in rim[1::2]:
        painter.drawLine(middle, middle + corner * unit)


COLOURS_LAYERS: tuple[Layer, ...] = (
    Layer(
        "real",
        "real",
        "Colours of pixels of the photograph, drawn at random",
        _sample_dot("real"),
        about=OF_REAL,
    ),
    Layer(
        "generated",
        "generated",
        "Colours that G makes of some noise; each swatch keeps its z from step to step",
        _sample_dot("generated"),
        about=OF_FAKES,
    ),
    Layer(
        "histograms",
        "histograms",
        "How many of all colours have how much red, green and blue, all three on one scale",
        _sample_histograms,
    ),
    Layer(
        "cloud",
        "cloud",
        "The colours as dots in a cube of red, green and blue, real ones round, generated ones with corners",
        _sample_cloud,
    ),
)
"""In the order of the legend."""
