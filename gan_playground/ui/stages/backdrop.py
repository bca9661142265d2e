"""What stands still behind the curves: bars of the real data, lines, tick labels. Painted once, kept as a picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from gan_playground.ui.stages.geometry import ticks
from gan_playground.ui.stages.layers import LineScene, paint_real_bars
from gan_playground.ui.theme.wording import percent, short

Align = Qt.AlignmentFlag


def paint_backdrop(painter: QPainter, scene: LineScene, latent_name: str) -> None:
    if {"real", "histograms"} <= scene.visible:
        paint_real_bars(painter, scene)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(scene.font)
    _paint_baseline(painter, scene)
    _paint_density_axis(painter, scene)
    if scene.visible & {"decision", "best"}:
        _paint_probability_axis(painter, scene)
    if "arrows" in scene.visible:
        _paint_mapping_lines(painter, scene, latent_name)


def label(painter: QPainter, x: float, y: float, text: str, align: Qt.AlignmentFlag) -> None:
    """Text with its middle, left or right edge at x, and its middle at y."""
    width, height = 400.0, 40.0
    left = {Align.AlignLeft: x, Align.AlignRight: x - width}.get(align, x - width / 2)
    painter.drawText(QRectF(left, y - height / 2, width, height), align | Align.AlignVCenter, text)


def _paint_baseline(painter: QPainter, scene: LineScene) -> None:
    """The bottom of the plot with the values of x."""
    geometry, unit, plot = scene.geometry, scene.geometry.unit, scene.geometry.plot
    y = float(geometry.snapped(np.array(plot.bottom()))) + 0.5
    painter.setPen(QPen(scene.theme.color("muted"), max(1.0, 0.8 * unit)))
    painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
    values = ticks(*geometry.view, most=6)
    for value, x in zip(values, geometry.x(np.array(values)), strict=True):
        painter.drawLine(QLineF(x, y, x, y + 4 * unit))
        label(painter, x, y + 13 * unit, short(value), Align.AlignHCenter)


def _paint_density_axis(painter: QPainter, scene: LineScene) -> None:
    """At the left, few and small: that densities were rescaled must be seen."""
    geometry, unit, plot = scene.geometry, scene.geometry.unit, scene.geometry.plot
    painter.setPen(QPen(scene.theme.color("muted"), max(1.0, 0.8 * unit)))
    label(painter, 0, plot.top() - 15 * unit, "density", Align.AlignLeft)
    values = [value for value in ticks(0, 0.95 * geometry.density_top, most=4) if value > 0]
    for value, y in zip(values, geometry.density(np.array(values)), strict=True):
        painter.drawLine(QLineF(plot.left() - 4 * unit, y, plot.left(), y))
        label(painter, plot.left() - 8 * unit, y, short(value), Align.AlignRight)


def _paint_probability_axis(painter: QPainter, scene: LineScene) -> None:
    """At the right, from 0 to 1, in D's colour where it is named."""
    geometry, unit, plot = scene.geometry, scene.geometry.unit, scene.geometry.plot
    painter.setPen(scene.theme.color("muted"))
    for text, y in zip(("0", "0.5", "1"), geometry.probability(np.array([0.0, 0.5, 1.0])), strict=True):
        label(painter, plot.right() + 10 * unit, y, text, Align.AlignLeft)
    painter.setPen(scene.theme.color("discriminator"))
    title = "D says: fake" if scene.of_fake else "D(x)"
    label(painter, plot.right() + 46 * unit, plot.top() - 15 * unit, title, Align.AlignRight)


def _paint_mapping_lines(painter: QPainter, scene: LineScene, latent_name: str) -> None:
    """The lines of x and z, named, z with its ends."""
    geometry, unit, plot = scene.geometry, scene.geometry.unit, scene.geometry.plot
    painter.setPen(QPen(scene.theme.color("muted"), max(1.0, 0.8 * unit)))
    for y in (geometry.x_line, geometry.z_line):
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
    low, high = geometry.latent_view
    for value in (low, (low + high) / 2, high):
        x = float(geometry.z(np.array(value)))
        painter.drawLine(QLineF(x, geometry.z_line, x, geometry.z_line + 4 * unit))
        label(painter, x, geometry.z_line + 13 * unit, short(value), Align.AlignHCenter)
    beside = plot.left() + plot.width() / 4
    label(painter, beside, geometry.z_line + 13 * unit, latent_name, Align.AlignHCenter)
    _paint_letters(painter, scene)


def _paint_letters(painter: QPainter, scene: LineScene) -> None:
    """x and z, as in the paper, before their lines."""
    geometry, unit = scene.geometry, scene.geometry.unit
    letters = QFont(scene.font)
    letters.setPixelSize(round(15 * unit))
    letters.setItalic(True)
    painter.setFont(letters)
    painter.setPen(scene.theme.color("text"))
    for letter, y in (("x", geometry.x_line), ("z", geometry.z_line)):
        label(painter, geometry.plot.left() - 14 * unit, y - unit, letter, Align.AlignRight)
    painter.setFont(scene.font)


def paint_outside(painter: QPainter, scene: LineScene) -> None:
    """How many generated samples the view leaves out, told at the side where the arrows leave it."""
    picture, geometry = scene.picture, scene.geometry
    if not picture.outside > 0 or not scene.visible & {"generated", "arrows"}:
        return
    left, right = (picture.image < geometry.view[0]).any(), (picture.image > geometry.view[1]).any()
    share = percent(picture.outside) if picture.outside >= 0.005 else "under 1%"
    y = geometry.x_line - 10 * geometry.unit
    painter.setPen(scene.theme.color("generated"))
    if left and not right:
        text = f"← {share} of generated samples lie further left"
        label(painter, geometry.plot.left(), y, text, Align.AlignLeft)
    else:
        where = "further right →" if right and not left else "outside this view"
        text = f"{share} of generated samples lie {where}"
        label(painter, geometry.plot.right(), y, text, Align.AlignRight)
