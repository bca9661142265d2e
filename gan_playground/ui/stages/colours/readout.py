"""What is said of one swatch: its numbers, D's opinion, and where its colour lies in the cube."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gan_playground.gan.observe.frame import ColoursPicture
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.colours.scene import ColoursScene, screen_colours
from gan_playground.ui.theme.wording import number, percent

Swatch = tuple[str, int]
"""Which field, and which of its swatches."""


def lines_of(picture: ColoursPicture, swatch: Swatch) -> list[tuple[str, str]]:
    """What is known of a swatch, line by line, each with the role whose colour it has."""
    name, index = swatch
    real = name == "real"
    colours, verdicts = (picture.real, picture.real_verdicts) if real else (picture.generated, picture.verdicts)
    red, green, blue = (number(float(shade), 0) for shade in colours[index])
    return [
        (f"r {red}   g {green}   b {blue}", "text"),
        (f"D says {percent(float(verdicts[index]))} real", "discriminator"),
    ]


def paint_card(painter: QPainter, scene: ColoursScene, swatch: Swatch) -> None:
    """A small card beside the swatch, and rings around the swatch and its dot."""
    name, index = swatch
    place = scene.plan.fields[name].place_of(index)
    colours = scene.picture.real if name == "real" else scene.picture.generated
    _paint_ring(painter, scene, name, colours[index])
    painter.setPen(QPen(scene.theme.color("text"), 1.6 * scene.unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(-1.5, -1.5, 0.5, 0.5), 2, 2)
    lines = lines_of(scene.picture, swatch)
    card = _place_card(painter, scene, place, lines)
    painter.setPen(QPen(scene.theme.color("outline"), 1))
    painter.setBrush(scene.theme.color("raised"))
    painter.drawRoundedRect(card, 8, 8)
    unit = scene.unit
    patch = QRectF(card.left() + 8 * unit, card.top() + 8 * unit, card.height() - 16 * unit, card.height() - 16 * unit)
    shade = screen_colours(colours[index : index + 1], scene.theme.color("outline"))[0]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(*map(int, shade)))
    painter.drawRoundedRect(patch, 4, 4)
    painter.setFont(scene.font)
    for row, (words, role) in enumerate(lines):
        painter.setPen(scene.theme.color(role))
        y = card.top() + (16 + 17 * row) * unit
        label(painter, patch.right() + 9 * unit, y, words, Align.AlignLeft)


def _place_card(painter: QPainter, scene: ColoursScene, place: QRectF, lines: list[tuple[str, str]]) -> QRectF:
    """Below the swatch, or above it where there is no room; within the figure."""
    unit, device = scene.unit, painter.device()
    height = (17 * len(lines) + 15) * unit
    longest = max(QFontMetricsF(scene.font).horizontalAdvance(words) for words, _ in lines)
    width = longest + height + 10 * unit
    left = min(max(1.0, place.center().x() - width / 2), max(1.0, device.width() - width - 1))
    top = place.bottom() + 8 * unit
    if top + height > device.height() - 1:
        top = max(1.0, place.top() - 8 * unit - height)
    return QRectF(left, top, width, height)


def _paint_ring(painter: QPainter, scene: ColoursScene, name: str, colour: object) -> None:
    """Around the dot of this colour in the cube."""
    shades = np.asarray(colour, dtype=float)
    if scene.cube is None or name not in scene.visible or not np.isfinite(shades).all():
        return
    middle: QPointF = scene.cube.point(shades)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in (("surface", 4.0), ("text", 2.0)):
        painter.setPen(QPen(scene.theme.color(role), width * scene.unit))
        painter.drawEllipse(middle, 7 * scene.unit, 7 * scene.unit)
