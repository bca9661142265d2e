"""What can be seen of the plane: each layer's entry in the legend, and the colours of D's opinion."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gan_playground.ui.plot.layer import Drawing, Layer
from gan_playground.ui.plot.light import OF_D, OF_FAKES, OF_REAL
from gan_playground.ui.plot.sprites import Shape, paint_shape
from gan_playground.ui.plot.strokes import DISCRIMINATOR, tint
from gan_playground.ui.theme.theme import Theme


@lru_cache(maxsize=16)
def heat_colors(theme: Theme, strength: float) -> list[int]:
    """256 colours for D(x) from 0, "fake", to 1, "real"; the surface's own at one half."""
    colors = []
    for i in range(256):
        opinion = 2 * i / 255 - 1
        role = "real" if opinion > 0 else "generated"
        colors.append(tint(theme, role, strength * abs(opinion) ** 0.9).rgb())
    return colors


def _sample_dot(shape: Shape, role: str) -> Drawing:
    def sample(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(role))
        for share, up in ((0.2, 2), (0.52, -3), (0.85, 1)):
            middle = QPointF(box.left() + share * box.width(), box.center().y() + up * unit)
            paint_shape(painter, shape, middle, (5.5 if shape is Shape.CIRCLE else 7) * unit)

    return sample


def _sample_heat(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    colors = heat_colors(theme, 0.8)
    width = box.width() / 8
    for i in range(8):
        painter.setBrush(QColor.fromRgb(colors[round(255 * i / 7)]))
        painter.drawRect(QRectF(box.left() + i * width, box.center().y() - 4.5 * unit, width + 0.5, 9 * unit))


def _sample_manifold(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setPen(QPen(theme.color("generated"), 1.1 * unit))
    middle = box.center().y()
    for i in range(4):
        x = box.left() + (2 + i * 5.5) * unit
        painter.drawLine(QPointF(x, middle - 5 * unit), QPointF(x + 2 * unit, middle + 5 * unit))
    for i in range(3):
        y = middle + (i - 1) * 4.2 * unit
        painter.drawLine(QPointF(box.left() + unit, y - unit), QPointF(box.right(), y + unit))


def _sample_forces(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setPen(QPen(theme.color("text"), 1.3 * unit))
    tail, tip = (
        QPointF(box.left() + 2 * unit, box.bottom() - 2 * unit),
        QPointF(box.right() - 3 * unit, box.top() + unit),
    )
    painter.drawLine(tail, tip)
    painter.drawLine(tip, tip + QPointF(-6, 0.5) * unit)
    painter.drawLine(tip, tip + QPointF(-2.6, 5) * unit)


def _sample_densities(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, right = QPointF(box.left() + 8 * unit, box.center().y()), QPointF(box.right() - 8 * unit, box.center().y())
    painter.setPen(QPen(theme.color("real"), 1.5 * unit, Qt.PenStyle.DotLine))
    painter.drawEllipse(left, 6.5 * unit, 5 * unit)
    painter.setPen(QPen(theme.color("generated"), 1.5 * unit))
    painter.drawEllipse(right, 6.5 * unit, 5 * unit)


def _sample_modes(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("good"), 1.5 * unit))
    middle = box.center()
    painter.drawEllipse(middle, 6 * unit, 6 * unit)
    painter.drawPolyline(
        [middle + QPointF(-2.6, 0.2) * unit, middle + QPointF(-0.6, 2.4) * unit, middle + QPointF(3, -2.2) * unit]
    )


PLANE_LAYERS: tuple[Layer, ...] = (
    Layer(
        "real",
        "real",
        "Samples of the real data",
        _sample_dot(Shape.CIRCLE, "real"),
        0.85,
        about=OF_REAL,
    ),
    Layer(
        "generated",
        "generated",
        "What G makes of some noise; each dot keeps its z from step to step",
        _sample_dot(Shape.TRIANGLE, "generated"),
        0.8,
        about=OF_FAKES,
    ),
    Layer(
        "heat",
        "D’s opinion",
        "What D would say of a sample at each place: blue is fake, orange is real",
        _sample_heat,
        0.5,
        about=OF_D,
    ),
    Layer(
        "half",
        "D = ½",
        "Where D cannot tell real from generated",
        DISCRIMINATOR,
        0.9,
        about=OF_D,
    ),
    Layer(
        "manifold",
        "manifold",
        "An even net of noise, as G folds it; every mesh holds as many dots, so small ones are strong. Of long noise, "
        "the first two numbers, the others at 0",
        _sample_manifold,
        0.6,
        shown=False,
        about=OF_FAKES,
    ),
    Layer(
        "forces",
        "force on G",
        "Minus the gradient of G’s loss at each dot: what really moves G. An arrow of a hundredth of the force is a "
        "tenth as long",
        _sample_forces,
        0.5,
        about=OF_FAKES,
    ),
    Layer(
        "densities",
        "densities",
        "Lines of equal density, dotted for the real data and solid for the generated",
        _sample_densities,
        0.9,
        shown=False,
    ),
    Layer(
        "modes",
        "modes",
        "The modes of the real data, each with its count of samples within three σ, out of 2,500",
        _sample_modes,
        1.0,
        about=OF_REAL,
    ),
)
"""In the order of the legend."""

COSTLY = {"heat": ("heat", "half"), "manifold": ("manifold",), "forces": ("forces",), "densities": ("densities",)}
"""What has to be asked for (Look.layers), and the layers that it is for."""
