"""The layers of the phase plane: how each is named, and how it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gan_playground.gan.observe.frame import PhasePicture
from gan_playground.ui.plot.strokes import (
    REAL,
    THEORY,
    LineStyle,
    dashed,
    draw_line,
    draw_strokes,
    flat_pen,
    joined_pen,
    tint,
)
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.geometry import Array, ticks
from gan_playground.ui.stages.layer import Layer
from gan_playground.ui.stages.phase.geometry import PhaseGeometry
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import number, short

PATH = LineStyle("text", 2.2)
bright_steps = 64  # of the path; one turn of the usual game
path_ages = ((math.inf, 0.28, 1.1), (3 * bright_steps, 0.55, 1.5), (bright_steps, 1.0, PATH.width))
"""How many steps of the path, up to now, are drawn with which share of the colour, and how wide."""
dot_px = 0.1  # its pen makes it as high as wide
most_gap_steps = 4  # between two places that a line joins: over more of a turn it would be a short cut
force_length = 0.8  # of the distance between two arrows, for the strongest


@dataclass(frozen=True, slots=True)
class PhaseScene:
    """One picture and how to look at it. ghost: where a start that is being dragged would be."""

    picture: PhasePicture
    geometry: PhaseGeometry
    theme: Theme
    visible: frozenset[str]
    font: QFont
    ghost: tuple[float, float] | None = None


def paint_plane(painter: QPainter, scene: PhaseScene) -> None:
    """What stands still: the axes, where the real data are, and the ticks."""
    geometry, theme, unit, plot = scene.geometry, scene.theme, scene.geometry.unit, scene.geometry.plot
    centre = plot.center()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(scene.font)
    painter.setPen(QPen(theme.color("outline"), 1))
    painter.drawRect(plot)
    across, down = np.array([plot.left(), plot.right()]), np.array([plot.top(), plot.bottom()])
    draw_line(painter, across, np.full(2, centre.y()), LineStyle("theory", 1.0, 1.5, 4.5), theme, unit)
    painter.setPen(flat_pen(theme.color("real"), REAL.width * unit))
    strokes = dashed(down, np.full(2, centre.x()), REAL.on * unit, REAL.off * unit)
    draw_strokes(painter, strokes[:, [1, 0, 3, 2]])
    painter.setPen(theme.color("muted"))
    for value in ticks(-geometry.reach, geometry.reach, most=9):
        label(painter, geometry.point(value, 0).x(), plot.bottom() + 13 * unit, short(value), Align.AlignHCenter)
    for value in ticks(-geometry.extent, geometry.extent, most=5):
        label(painter, plot.left() - 8 * unit, geometry.point(0, value).y(), short(value), Align.AlignRight)
    _name_axes(painter, scene)


def _name_axes(painter: QPainter, scene: PhaseScene) -> None:
    theme, unit, plot = scene.theme, scene.geometry.unit, scene.geometry.plot
    painter.setPen(theme.color("discriminator"))
    name = "ψ" if scene.geometry.is_narrow else "ψ, the slope of D"
    label(painter, 0, plot.top() - 15 * unit, name, Align.AlignLeft)


def paint_names(painter: QPainter, scene: PhaseScene) -> None:
    """Names inside the plane, on patches of the surface, over the arrows."""
    theme, unit, plot = scene.theme, scene.geometry.unit, scene.geometry.plot
    metrics = QFontMetricsF(scene.font)
    for role, words, right, y in (
        ("generated", "θ, where G puts its samples", plot.right() - 2 * unit, plot.bottom() - 12 * unit),
        (
            "real",
            "real data",
            plot.center().x() + metrics.horizontalAdvance("real data") + 12 * unit,
            plot.top() + 12 * unit,
        ),
    ):
        width = metrics.horizontalAdvance(words) + 8 * unit
        painter.fillRect(QRectF(right - width, y - 9 * unit, width, 18 * unit), theme.color("surface"))
        painter.setPen(theme.color(role))
        label(painter, right - 4 * unit, y, words, Align.AlignRight)


def paint_force(painter: QPainter, scene: PhaseScene) -> None:
    """Which way both players push, everywhere: longer and brighter where they push harder."""
    picture, geometry = scene.picture, scene.geometry
    known = np.isfinite(picture.force).all(axis=1)
    grid, force = picture.grid[known], picture.force[known]
    strength = np.hypot(force[:, 0], force[:, 1])
    pushing = strength > 1e-9
    grid, force, strength = grid[pushing], force[pushing], strength[pushing]
    if not len(grid):
        return
    spacing = float(np.ptp(picture.grid[:, 1])) / (len(np.unique(picture.grid[:, 1])) - 1)
    # Square roots, so that the weak ones near the centre are seen too.
    length = force_length * spacing * np.sqrt(strength / np.percentile(strength, 95)).clip(0.12, 1.3)
    half = force / strength[:, None] * length[:, None] / 2
    tails, tips = geometry.pixels(grid - half), geometry.pixels(grid + half)
    painter.setPen(flat_pen(tint(scene.theme, "theory", 0.75), 1.1 * geometry.unit))
    draw_strokes(painter, np.hstack((tails, tips)))
    draw_strokes(painter, _heads(tails, tips, 4.2 * geometry.unit))


def _heads(tails: Array, tips: Array, length: float) -> Array:
    """Two strokes for the head of each arrow."""
    direction = tips - tails
    back = -direction / np.maximum(np.hypot(direction[:, 0], direction[:, 1]), 1e-9)[:, None] * length
    across = np.column_stack((-back[:, 1], back[:, 0])) * 0.42
    return np.concatenate([np.hstack((tips, tips + back + side)) for side in (across, -across)])


def paint_energy(painter: QPainter, scene: PhaseScene) -> None:
    """The circle through the start: there the energy, half of theta² + psi², is what it was in the beginning."""
    radius = float(np.hypot(*scene.picture.start))
    angle = np.linspace(0, 2 * np.pi, 181)
    points = scene.geometry.pixels(radius * np.column_stack((np.cos(angle), np.sin(angle))))
    style, unit = LineStyle("theory", 2.0, 2.0, 4.0), scene.geometry.unit
    for half in (slice(0, 91), slice(90, 181)):  # dashes want x to go one way
        x, y = points[half][np.argsort(points[half][:, 0])].T
        draw_line(painter, x, y, style, scene.theme, unit)


def paint_path(painter: QPainter, scene: PhaseScene) -> None:
    """Where the game has been: the recent past bright, what came before ever fainter; and where it is."""
    geometry, unit, theme = scene.geometry, scene.geometry.unit, scene.theme
    points, steps = geometry.pixels(scene.picture.path), scene.picture.path_steps
    now = float(steps[-1]) if len(steps) else 0.0
    for age, share, width in path_ages:
        part = slice(int(np.searchsorted(steps, now - age, side="right")), None)
        lines, dots = _way(points[part], steps[part])
        color = tint(theme, PATH.role, share)
        painter.setPen(joined_pen(color, width * unit))
        draw_strokes(painter, lines)
        painter.setPen(joined_pen(color, (width + 1) * unit))
        draw_strokes(painter, dots)
    position = scene.picture.position
    if np.isfinite(position).all():
        painter.setPen(QPen(theme.color("surface"), 2 * unit))
        painter.setBrush(theme.color("text"))
        painter.drawEllipse(geometry.point(*position), 6.5 * unit, 6.5 * unit)


def _way(points: Array, steps: Array) -> tuple[Array, Array]:
    """Strokes (M, 4) between places (N, 2) of near steps (N,), and dots (K, 4) where the step before is far."""
    strokes = np.hstack((points[:-1], points[1:]))
    known = np.isfinite(strokes).all(axis=1)
    near = np.diff(steps) <= most_gap_steps
    lone = strokes[known & ~near, 2:]
    return strokes[known & near], np.hstack((lone, lone + np.array([dot_px, 0.0])))


def paint_average(painter: QPainter, scene: PhaseScene) -> None:
    """Where G's running average is, with D as it is."""
    averaged = scene.picture.averaged
    if averaged is None or not np.isfinite(averaged).all():
        return
    unit = scene.geometry.unit
    painter.setPen(QPen(scene.theme.color("generated"), 2.4 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centre = scene.geometry.point(*averaged)
    painter.drawEllipse(centre, 7 * unit, 7 * unit)
    painter.setFont(scene.font)
    label(painter, centre.x(), centre.y() - 17 * unit, "averaged G", Align.AlignHCenter)


def paint_start(painter: QPainter, scene: PhaseScene) -> None:
    """The start as a diamond; while it is dragged, where it would be, in numbers."""
    _paint_diamond(painter, scene, scene.picture.start, "muted")
    if scene.ghost is None:
        return
    _paint_diamond(painter, scene, scene.ghost, "text")
    centre, unit = scene.geometry.point(*scene.ghost), scene.geometry.unit
    theta, psi = scene.ghost
    painter.setFont(scene.font)
    right = centre.x() < scene.geometry.plot.right() - 160 * unit
    side, align = (14, Align.AlignLeft) if right else (-14, Align.AlignRight)
    label(painter, centre.x() + side * unit, centre.y(), f"start at θ {number(theta)}, ψ {number(psi)}", align)


def _paint_diamond(painter: QPainter, scene: PhaseScene, place: tuple[float, float], role: str) -> None:
    centre, size = scene.geometry.point(*place), 6.5 * scene.geometry.unit
    painter.setPen(QPen(scene.theme.color(role), 1.8 * scene.geometry.unit))
    painter.setBrush(scene.theme.color("surface"))
    corners = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
    painter.drawPolygon([centre + corner for corner in corners])
    painter.setPen(scene.theme.color(role))


def _sample_force(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    middle = box.center().y()
    painter.setPen(flat_pen(theme.color("theory"), 1.3 * unit))
    tails, tips = np.array([[box.left() + 2 * unit, middle]]), np.array([[box.right() - 2 * unit, middle]])
    draw_strokes(painter, np.hstack((tails, tips)))
    draw_strokes(painter, _heads(tails, tips, 5 * unit))


def _sample_average(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    painter.setPen(QPen(theme.color("generated"), 2 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center(), 5 * unit, 5 * unit)


PHASE_LAYERS: tuple[Layer[PhaseScene], ...] = (
    Layer("path", "path", "path", "Where the game has been; the recent past is bright", paint_path, PATH),
    Layer(
        "force",
        "pull of both",
        "pull",
        "Which way both players pull at each place: G along θ, D along ψ, down the gradients of their losses",
        paint_force,
        _sample_force,
    ),
    Layer(
        "energy",
        "constant energy",
        "energy",
        "The circle through the start: a game without friction would stay on it for ever",
        paint_energy,
        THEORY,
    ),
    Layer("average", "averaged G", "average", "G's running average, where one is kept", paint_average, _sample_average),
)
"""In the order of the legend."""

UNDER_TO_OVER = ("force", "energy", "path", "average")
