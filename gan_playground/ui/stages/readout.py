"""The readout under the mouse: what the figure says at one place, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, REAL, THEORY, LineStyle, draw_sample
from gan_playground.ui.stages.layers import LineScene
from gan_playground.ui.theme.wording import number

Align = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class Reading:
    """The picture's numbers at the grid point nearest to a place."""

    x: float
    real_density: float
    generated_density: float
    decision: float
    best_decision: float


def read(picture: LinePicture, x: float) -> Reading:
    """What the picture says at the grid point nearest to x."""
    at = int(np.argmin(np.abs(picture.x - x)))
    columns = (picture.real_density, picture.generated_density, picture.decision, picture.best_decision)
    return Reading(float(picture.x[at]), *(float(column[at]) for column in columns))


def rows(reading: Reading, of_fake: bool) -> list[tuple[LineStyle | None, str, str]]:
    """Line style, name and number of each line of the card."""
    decision, best = reading.decision, reading.best_decision
    names = ("D(x)", "D*(x)")
    if of_fake:
        decision, best, names = 1 - decision, 1 - best, ("1 − D(x)", "1 − D*(x)")
    return [
        (None, "x", number(reading.x)),
        (REAL, "p_data(x)", number(reading.real_density, 4)),
        (GENERATED, "p_g(x)", number(reading.generated_density, 4)),
        (DISCRIMINATOR, names[0], number(decision, 3)),
        (THEORY, names[1], number(best, 3)),
    ]


def paint_readout(painter: QPainter, scene: LineScene, reading: Reading) -> None:
    """A thin upright line, a dot on each curve, and a small card beside it."""
    geometry, theme = scene.geometry, scene.theme
    x = float(geometry.x(np.array(reading.x)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("muted"), 1))
    painter.drawLine(QLineF(x, geometry.plot.top(), x, geometry.x_line))
    _paint_dots(painter, scene, reading, x)
    _paint_card(painter, scene, rows(reading, scene.of_fake), x)


def _paint_dots(painter: QPainter, scene: LineScene, reading: Reading, x: float) -> None:
    geometry, radius = scene.geometry, 3.6 * scene.geometry.unit
    probability = scene.probability(np.array([reading.best_decision, reading.decision]))
    density = np.array([reading.real_density, reading.generated_density])
    heights = np.concatenate((geometry.probability(probability), geometry.density(density)))
    painter.setPen(QPen(scene.theme.color("surface"), 1.5))
    names = ("best", "decision", "real", "generated")
    for layer, role, y in zip(names, ("theory", "discriminator", "real", "generated"), heights, strict=True):
        if layer in scene.visible and np.isfinite(y) and y >= geometry.plot.top() - radius:
            painter.setBrush(scene.theme.color(role))
            painter.drawEllipse(QPointF(x, float(y)), radius, radius)


def _paint_card(painter: QPainter, scene: LineScene, lines: list[tuple[LineStyle | None, str, str]], x: float) -> None:
    """The numbers beside the upright line, on the side where there is room."""
    geometry, theme, unit = scene.geometry, scene.theme, scene.geometry.unit
    metrics = QFontMetricsF(scene.font)
    names = max(metrics.horizontalAdvance(name) for _, name, _ in lines)
    numbers = max(metrics.horizontalAdvance(value) for _, _, value in lines)
    row, air, sample = 18 * unit, 10 * unit, 24 * unit
    size = QSizeF(sample + names + numbers + 3.6 * air, row * len(lines) + 1.4 * air)
    card = QRectF(QPointF(x + 14 * unit, geometry.plot.top() + 6 * unit), size)
    if card.right() > geometry.plot.right():
        card.moveRight(x - 14 * unit)
    painter.setPen(QPen(theme.color("outline"), 1))
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(card, 8 * unit, 8 * unit)
    painter.setFont(scene.font)
    inner = card.adjusted(air, 0.7 * air, -air, 0)
    inner.setHeight(row)
    for style, name, value in lines:
        if style:
            draw_sample(painter, QRectF(inner.left(), inner.top(), 16 * unit, row), style, theme, unit)
        painter.setPen(theme.color("text"))
        painter.drawText(inner.adjusted(sample, 0, 0, 0), Align.AlignLeft | Align.AlignVCenter, name)
        painter.drawText(inner, Align.AlignRight | Align.AlignVCenter, value)
        inner.translate(0, row)
