"""What can be seen of the plane: each layer a function that paints it, and its entry in the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import contourpy
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from gan_playground.gan.data.plane.turning import rotation
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import PlanePicture
from gan_playground.ui.plot.sprites import Shape, draw_dots, paint_shape
from gan_playground.ui.plot.strokes import (
    DISCRIMINATOR,
    LineStyle,
    draw_line,
    draw_strokes,
    flat_pen,
    joined_pen,
    tint,
)
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.layer import Layer
from gan_playground.ui.stages.plane.geometry import PlaneGeometry
from gan_playground.ui.theme.theme import Theme

Array = NDArray[np.float64]

REAL_CONTOUR = LineStyle("real", 1.7, 2.2, 2.6)
GENERATED_CONTOUR = LineStyle("generated", 1.5)
dot_px = 4.4
force_px = 27.0  # an arrow of force 1, per deviation of the data; one of 1/100 is a tenth as long
longest_force_px = 48.0
mesh_levels = 24  # of opacity
hidden_px = 1.5  # a mesh so small lies under the lines around it
density_levels = (0.08, 0.3, 0.65)  # of the real density's peak


@dataclass(frozen=True, slots=True)
class PlaneScene:
    """Everything that painting one frame depends on. ratio: the screen's pixels in one px."""

    picture: PlanePicture
    geometry: PlaneGeometry
    theme: Theme
    visible: frozenset[str]
    opacities: dict[str, float]
    font: QFont
    ratio: float

    def opacity(self, layer: str) -> float:
        return self.opacities[layer]

    def color(self, role: str, layer: str) -> QColor:
        """A role's colour as strong as its layer is, mixed with the surface."""
        return tint(self.theme, role, self.opacity(layer))


def paint_heat(painter: QPainter, scene: PlaneScene) -> None:
    """D's opinion of every place, from blue over nothing to orange."""
    survey = scene.picture.survey
    if survey.heat is None:
        return
    shades = np.ascontiguousarray(np.nan_to_num(survey.heat[::-1] * 255, nan=127.5).astype(np.uint8))
    rows, columns = shades.shape
    image = QImage(shades.data, columns, rows, columns, QImage.Format.Format_Indexed8)
    image.setColorTable(heat_colors(scene.theme, scene.opacity("heat")))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(scene.geometry.rectangle(survey.region), image.convertToFormat(QImage.Format.Format_RGB32))


@lru_cache(maxsize=16)
def heat_colors(theme: Theme, strength: float) -> list[int]:
    """256 colours for D(x) from 0, "fake", to 1, "real"; the surface's own at one half."""
    colors = []
    for i in range(256):
        opinion = 2 * i / 255 - 1
        role = "real" if opinion > 0 else "generated"
        colors.append(tint(theme, role, strength * abs(opinion) ** 0.9).rgb())
    return colors


def _lines(values: Array, region: Box, levels: Sequence[float]) -> Array:
    """Where a grid of values over a region crosses these levels: places (N, 2), with a gap of NaN after each line."""
    rows, columns = values.shape
    x = region.left + (np.arange(columns) + 0.5) / columns * region.width
    y = region.bottom + (np.arange(rows) + 0.5) / rows * region.height
    generator = contourpy.contour_generator(x, y, values)
    gap = np.full((1, 2), np.nan)
    return np.concatenate(
        [part for level in levels for line in generator.lines(level) for part in (line, gap)] or [gap]
    )


def paint_half(painter: QPainter, scene: PlaneScene) -> None:
    """Where D cannot tell: D = 1/2."""
    survey = scene.picture.survey
    if survey.heat is None or not np.isfinite(survey.heat).all():
        return
    painter.setOpacity(scene.opacity("half"))
    points = scene.geometry.pixels(_lines(survey.heat, survey.region, (0.5,)))
    draw_line(painter, points[:, 0], points[:, 1], DISCRIMINATOR, scene.theme, scene.geometry.unit)
    painter.setOpacity(1.0)


def paint_densities(painter: QPainter, scene: PlaneScene) -> None:
    """Lines of equal density of both, at shares of the real one's peak."""
    survey = scene.picture.survey
    if survey.real_density is None or survey.generated_density is None:
        return
    peak = float(survey.real_density.max())
    if not peak > 0:
        return
    painter.setOpacity(scene.opacity("densities"))
    for density, style in ((survey.real_density, REAL_CONTOUR), (survey.generated_density, GENERATED_CONTOUR)):
        points = scene.geometry.pixels(_lines(density, survey.region, [share * peak for share in density_levels]))
        draw_line(painter, points[:, 0], points[:, 1], style, scene.theme, scene.geometry.unit)
    painter.setOpacity(1.0)


def paint_manifold(painter: QPainter, scene: PlaneScene) -> None:
    """The net of noise as G folds it: every mesh holds as many dots, so the dense ones are strong."""
    net = scene.picture.survey.manifold
    if net is None or not np.isfinite(net).all():
        return
    points = scene.geometry.pixels(net)  # (R, C, 2)
    strength = scene.opacity("manifold")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # it would cost three times as much, and show seams
    if len(points) > 1:
        _paint_meshes(painter, scene, points, strength)
    painter.setPen(flat_pen(tint(scene.theme, "generated", 0.75 * strength), 1.0 * scene.geometry.unit))
    for lines in (points, points.transpose(1, 0, 2)):
        if lines.shape[1] > 1:
            draw_strokes(painter, np.concatenate((lines[:, :-1], lines[:, 1:]), axis=2).reshape(-1, 4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_meshes(painter: QPainter, scene: PlaneScene, points: Array, strength: float) -> None:
    corners = np.stack((points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]), axis=2)
    meshes = corners.reshape(-1, 4, 2).clip(-1e4, 1e4)
    x, y = meshes[..., 0], meshes[..., 1]
    seen = (x.max(1) > 0) & (x.min(1) < scene.geometry.width) & (y.max(1) > 0) & (y.min(1) < scene.geometry.height)
    area = 0.5 * np.abs(np.sum(x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y, axis=1))
    even = scene.geometry.width * scene.geometry.height / len(meshes)  # were they spread over all that is seen
    opacities = 0.8 * strength * (1 - np.exp(-0.25 * even / np.maximum(area, 1e-6)))
    levels = np.where(seen & (area > hidden_px**2), np.round(opacities * mesh_levels), 0).astype(int)
    painter.setPen(Qt.PenStyle.NoPen)
    for level in np.unique(levels[levels > 0]).tolist():
        painter.setBrush(scene.theme.color("generated", level / mesh_levels))
        for corners in meshes[levels == level].tolist():
            painter.drawConvexPolygon([QPointF(x, y) for x, y in corners])


def paint_real(painter: QPainter, scene: PlaneScene) -> None:
    _paint_dots(painter, scene, scene.picture.real, Shape.CIRCLE, "real")


def paint_generated(painter: QPainter, scene: PlaneScene) -> None:
    _paint_dots(painter, scene, scene.picture.generated, Shape.TRIANGLE, "generated")


def _paint_dots(painter: QPainter, scene: PlaneScene, places: Array, shape: Shape, role: str) -> None:
    size = (dot_px if shape is Shape.CIRCLE else 1.3 * dot_px) * scene.geometry.unit**0.5
    color = getattr(scene.theme, role)
    draw_dots(painter, scene.geometry.pixels(places), shape, color, size, scene.opacity(role), scene.ratio)


def paint_forces(painter: QPainter, scene: PlaneScene) -> None:
    """Where G's loss falls: what every dot would like to do."""
    survey = scene.picture.survey
    if survey.tails is None or survey.forces is None:
        return
    painter.setPen(flat_pen(scene.color("text", "forces"), 1.1 * scene.geometry.unit**0.5))
    draw_strokes(painter, arrows(scene, survey.tails, survey.forces))


def arrows(scene: PlaneScene, tails: Array, forces: Array) -> Array:
    """Strokes (3 N, 4) of arrows at places (N, 2), as long as the root of a force (N, 2), so that those a hundred
    times as weak can still be seen.
    """
    unit, scale = scene.geometry.unit, np.array(scene.picture.scale)
    pull = forces * scale * (1, -1)  # per deviation, and downwards on the screen
    size = np.hypot(*pull.T)
    length = np.minimum(force_px * np.sqrt(size), longest_force_px) * unit
    seen = np.isfinite(size) & (length > 1)
    starts = scene.geometry.pixels(tails)[seen]
    along = pull[seen] / size[seen, None]
    ends = starts + along * length[seen, None]
    head = np.minimum(5 * unit, 0.5 * length[seen])[:, None]
    backs = [along @ rotation(turn) * head for turn in (0.42, -0.42)]
    return np.vstack((np.hstack((starts, ends)), *(np.hstack((ends, ends - back)) for back in backs)))


def paint_modes(painter: QPainter, scene: PlaneScene) -> None:
    """A ring of three sigma around each mode, and what it gets: a tick and a number, or a cross."""
    picture, geometry = scene.picture, scene.geometry
    hits = picture.survey.hits
    if picture.centres is None or hits is None or len(hits) != len(picture.centres):
        return
    radius = max(7 * geometry.unit, geometry.px(3 * picture.sigma))
    points = geometry.pixels(picture.centres)
    middle = points.mean(axis=0)
    crowded = len(points) > 12
    painter.setFont(scene.font)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for point, hit in zip(points, hits, strict=True):
        role = "good" if hit else "warning"
        painter.setPen(QPen(scene.color(role, "modes"), 1.2 * geometry.unit))
        painter.drawEllipse(QPointF(*point), radius, radius)
        away = np.array((0.0, -1.0)) if crowded else _unit(point - middle)
        room = 9 if crowded else 13 + 15 * abs(away[0])  # words are wider than high
        x, y = point + away * (radius + room * geometry.unit)
        painter.setPen(scene.color("text" if hit else "warning", "modes"))
        label(painter, float(x), float(y), f"✓ {hit:,}" if hit else "✗ 0", Align.AlignHCenter)


def _unit(vector: Array) -> Array:
    length = float(np.hypot(*vector))
    return vector / length if length > 1e-9 else np.array((0.0, -1.0))


def paint_pinned(painter: QPainter, scene: PlaneScene) -> None:
    """The dot that somebody follows: where it was, where it is, where it is pushed."""
    pinned = scene.picture.survey.pinned
    if pinned is None:
        return
    unit, theme = scene.geometry.unit, scene.theme
    place = scene.picture.generated[pinned.index]  # of the very step that is shown
    trail = scene.geometry.pixels(np.vstack((pinned.trail, place)))
    if len(trail) > 1:
        painter.setPen(joined_pen(theme.color("text"), 1.4 * unit))
        draw_strokes(painter, np.hstack((trail[:-1], trail[1:])))
    middle = scene.geometry.pixels(place)
    if not np.isfinite(middle).all():
        return
    painter.setPen(QPen(theme.color("text"), 1.8 * unit))
    draw_strokes(painter, arrows(scene, place[None], pinned.force[None]))
    painter.setPen(QPen(theme.color("text"), 1.8 * unit))
    painter.setBrush(theme.color("generated"))
    paint_shape(painter, Shape.TRIANGLE, QPointF(*middle), 13 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(*middle), 11 * unit, 11 * unit)


def _sample_dot(shape: Shape, role: str) -> object:
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


PLANE_LAYERS: tuple[Layer[PlaneScene], ...] = (
    Layer("real", "real", "real", "Samples of the real data", paint_real, _sample_dot(Shape.CIRCLE, "real"), 0.85),
    Layer(
        "generated",
        "generated",
        "G(z)",
        "What G makes of some noise; each dot keeps its z from step to step",
        paint_generated,
        _sample_dot(Shape.TRIANGLE, "generated"),
        0.8,
    ),
    Layer(
        "heat",
        "D’s opinion",
        "D(x)",
        "What D would say of a sample at each place: blue is fake, orange is real",
        paint_heat,
        _sample_heat,
        0.5,
    ),
    Layer("half", "D = ½", "D = ½", "Where D cannot tell real from generated", paint_half, DISCRIMINATOR, 0.9),
    Layer(
        "manifold",
        "manifold",
        "net",
        "An even net of noise, as G folds it; every mesh holds as many dots, so small ones are strong. Of long noise, "
        "the first two numbers, the others at 0",
        paint_manifold,
        _sample_manifold,
        0.6,
        shown=False,
    ),
    Layer(
        "forces",
        "force on G",
        "force",
        "Minus the gradient of G’s loss at each dot: what really moves G. An arrow of a hundredth of the force is a "
        "tenth as long",
        paint_forces,
        _sample_forces,
        0.5,
    ),
    Layer(
        "densities",
        "densities",
        "dens.",
        "Lines of equal density, dotted for the real data and solid for the generated",
        paint_densities,
        _sample_densities,
        0.9,
        shown=False,
    ),
    Layer(
        "modes",
        "modes",
        "modes",
        "The modes of the real data, each with its count of samples within three σ, out of 2,500",
        paint_modes,
        _sample_modes,
        1.0,
    ),
)
"""In the order of the legend."""

SELDOM = ("heat", "manifold", "densities", "half", "modes", "real", "forces")
"""From under to over: what a whole look brings, painted once for each of those and kept."""

OFTEN = ("real", "generated")
"""From under to over, on top of that: painted with every frame; the real dots only while they move."""

COSTLY = {"heat": ("heat", "half"), "manifold": ("manifold",), "forces": ("forces",), "densities": ("densities",)}
"""What has to be asked for (Look.layers), and the layers that it is for."""
