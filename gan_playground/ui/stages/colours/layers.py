"""The layers of a palette: how each is named, and how it is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.sprites import Shape, paint_shape
from gan_playground.ui.plot.strokes import GENERATED, REAL, draw_sample
from gan_playground.ui.stages.colours.cloud import draw_cloud, paint_cube
from gan_playground.ui.stages.colours.histograms import paint_areas, paint_lines, paint_scales
from gan_playground.ui.stages.colours.scene import ColoursScene
from gan_playground.ui.stages.colours.swatches import paint_field
from gan_playground.ui.stages.layer import Drawing, Layer
from gan_playground.ui.theme.theme import Theme


def paint_real(painter: QPainter, scene: ColoursScene) -> None:
    paint_field(painter, scene, "real", scene.picture.real)
    paint_areas(painter, scene)
    paint_lines(painter, scene, "real")


def paint_generated(painter: QPainter, scene: ColoursScene) -> None:
    paint_field(painter, scene, "generated", scene.picture.generated)
    paint_lines(painter, scene, "generated")


def paint_cloud(painter: QPainter, scene: ColoursScene) -> None:
    if scene.cube is None:
        return
    painter.setFont(scene.font)
    paint_cube(painter, scene.cube, scene.theme, scene.unit)
    draw_cloud(painter, scene.cube, scene.shown(), scene.theme, (scene.unit, scene.ratio))


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


COLOURS_LAYERS: tuple[Layer[ColoursScene], ...] = (
    Layer(
        "real", "real", "real", "Colours of pixels of the photograph, drawn at random", paint_real, _sample_dot("real")
    ),
    Layer(
        "generated",
        "generated",
        "G(z)",
        "Colours that G makes of some noise; each swatch keeps its z from step to step",
        paint_generated,
        _sample_dot("generated"),
    ),
    Layer(
        "histograms",
        "histograms",
        "shares",
        "How many of all colours have how much red, green and blue, all three on one scale",
        paint_scales,
        _sample_histograms,
    ),
    Layer(
        "cloud",
        "cloud",
        "cloud",
        "The colours as dots in a cube of red, green and blue, real ones round, generated ones with corners",
        paint_cloud,
        _sample_cloud,
    ),
)
"""In the order of the legend."""
