"""The layers of the figure: how each is named, and how it is drawn. What is hidden is never computed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.ui.plot.strokes import (
    DISCRIMINATOR,
    GENERATED,
    REAL,
    THEORY,
    LineStyle,
    dashed,
    draw_line,
    draw_strokes,
    fill_rectangles,
    flat_pen,
    tint,
)
from gan_playground.ui.stages.geometry import Array, Geometry
from gan_playground.ui.stages.layer import Layer
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import number

bar_share, arrow_share = 0.42, 0.6  # how much of the surface they cover


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What keeps its place from frame to frame, in pixels.

    x: (N,) of the places where curves are known. bars: (K, 4) left, top, width and height of those of the real sample.
    """

    x: Array
    bars: Array

    @classmethod
    def of(cls, picture: LinePicture, geometry: Geometry) -> Self:
        """Bars have a gap of about a pixel between them."""
        edges = geometry.snapped(geometry.x(picture.bin_edges))
        gap = max(1, round(0.8 * geometry.unit * geometry.pixel_ratio)) / geometry.pixel_ratio
        bottom = geometry.snapped(np.array(geometry.plot.bottom()))
        top = _tops(picture.real_histogram, geometry)
        return cls(geometry.x(picture.x), np.column_stack((edges[:-1], top, np.diff(edges) - gap, bottom - top)))

    def bars_up_to(self, top: Array) -> Array:
        """Bars (K, 4) that end at other heights."""
        bars = self.bars.copy()
        bars[:, 3] += bars[:, 1] - top
        bars[:, 1] = top
        return bars


def _tops(heights: Array, geometry: Geometry) -> Array:
    return geometry.snapped(np.maximum(geometry.density(heights), geometry.plot.top()))


@dataclass(frozen=True, slots=True)
class LineScene:
    """One picture and how to look at it."""

    picture: LinePicture
    geometry: Geometry
    ground: Ground
    theme: Theme
    visible: frozenset[str]
    of_fake: bool
    font: QFont

    def probability(self, decision: Array) -> Array:
        """What the axis at the right shows: the probability of real, or of fake."""
        return 1 - decision if self.of_fake else decision


def paint_real_bars(painter: QPainter, scene: LineScene) -> None:
    """The bars of the real sample; the same all through a run, so part of the backdrop."""
    fill_rectangles(painter, scene.ground.bars, tint(scene.theme, "real", bar_share))


def paint_generated_bars(painter: QPainter, scene: LineScene) -> None:
    """The bars of the generated sample, in two parts: over the real bars, and over the bare surface."""
    if "generated" not in scene.visible:
        return
    ground, (alone, together) = scene.ground, _bar_colors(scene.theme)
    top = _tops(scene.picture.generated_histogram, scene.geometry)
    own = ground.bars_up_to(top)
    if "real" in scene.visible:
        real_top = ground.bars[:, 1]
        fill_rectangles(painter, ground.bars_up_to(np.maximum(top, real_top)), together)
        own[:, 3] = np.minimum(own[:, 3], real_top - top)
    fill_rectangles(painter, own, alone)


@lru_cache(maxsize=4)
def _bar_colors(theme: Theme) -> tuple[QColor, QColor]:
    """Of generated bars over the bare surface, and over real ones."""
    return tint(theme, "generated", bar_share), tint(theme, "generated", bar_share, tint(theme, "real", bar_share))


def paint_real(painter: QPainter, scene: LineScene) -> None:
    _paint_curve(painter, scene, scene.geometry.density(scene.picture.real_density), REAL)


def paint_generated(painter: QPainter, scene: LineScene) -> None:
    """The density, and its peak in numbers where it is cut off."""
    geometry, density = scene.geometry, scene.picture.generated_density
    _paint_curve(painter, scene, geometry.density(density), GENERATED)
    peak = int(np.argmax(density))
    if density[peak] > geometry.density_top:
        painter.setFont(scene.font)
        x = float(geometry.x(scene.picture.x[peak])) + 10 * geometry.unit
        painter.drawText(QPointF(x, geometry.plot.top() + 16 * geometry.unit), f"↑ {number(density[peak], 1)}")


def paint_decision(painter: QPainter, scene: LineScene) -> None:
    shown = scene.probability(scene.picture.decision)
    _paint_curve(painter, scene, scene.geometry.probability(shown), DISCRIMINATOR)


def paint_best(painter: QPainter, scene: LineScene) -> None:
    shown = scene.probability(scene.picture.best_decision)
    _paint_curve(painter, scene, scene.geometry.probability(shown), THEORY)


def _paint_curve(painter: QPainter, scene: LineScene, y: Array, style: LineStyle) -> None:
    draw_line(painter, scene.ground.x, y, style, scene.theme, scene.geometry.unit)


def paint_half(painter: QPainter, scene: LineScene) -> None:
    """D = 1/2, where D cannot tell; it belongs to the axis, but bars must not cover it."""
    geometry, unit = scene.geometry, scene.geometry.unit
    x = np.array([geometry.plot.left(), geometry.plot.right()])
    y = np.full(2, np.floor(geometry.plot.center().y()) + 0.5)
    painter.setPen(flat_pen(tint(scene.theme, "theory", 0.7), max(1.0, 0.9 * unit)))
    draw_strokes(painter, dashed(x, y, 1.5 * unit, 4.5 * unit))


def paint_arrows(painter: QPainter, scene: LineScene) -> None:
    """From each z up to its x = G(z): those that end in the view with a head, the others cut at its rim."""
    geometry, unit = scene.geometry, scene.geometry.unit
    arrows = arrow_lines(scene.picture, geometry)
    color = tint(scene.theme, "generated", arrow_share)
    painter.setPen(flat_pen(color, 1.1 * unit))
    draw_strokes(painter, arrows)
    landed = arrows[arrows[:, 3] == geometry.x_line]
    painter.setPen(flat_pen(scene.theme.color("generated"), 1.2 * unit))
    draw_strokes(painter, _heads(landed, 5.5 * unit))


def arrow_lines(picture: LinePicture, geometry: Geometry) -> Array:
    """Strokes (A, 4) from the z line to the x line, each ending where it leaves the view."""
    start, end = geometry.z(picture.latent), geometry.x(picture.image)
    known = np.isfinite(end)
    start, end = start[known], end[known]
    inside = np.clip(end, geometry.plot.left(), geometry.plot.right())
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(inside == end, 1.0, (inside - start) / (end - start))
    rise = np.where(share == 1.0, geometry.x_line, geometry.z_line + share * (geometry.x_line - geometry.z_line))
    return np.column_stack((start, np.full_like(start, geometry.z_line), inside, rise))


def _heads(arrows: Array, length: float) -> Array:
    """Two strokes for the head of each arrow (A, 4)."""
    if not len(arrows):
        return arrows
    tips, direction = arrows[:, 2:], arrows[:, 2:] - arrows[:, :2]
    back = -direction / np.hypot(direction[:, 0], direction[:, 1])[:, None] * length
    across = np.column_stack((-back[:, 1], back[:, 0])) * 0.36
    return np.concatenate([np.column_stack((tips, tips + back + side)) for side in (across, -across)])


def _sample_histograms(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """Two bars that overlap, in the three colours that this gives."""
    real, (generated, both) = tint(theme, "real", bar_share), _bar_colors(theme)
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


LAYERS: tuple[Layer[LineScene], ...] = (
    Layer("real", "real", "real", "Real data: the dotted density and the orange bars", paint_real, REAL),
    Layer(
        "generated",
        "generated",
        "generated",
        "What G makes: the solid density and the blue bars",
        paint_generated,
        GENERATED,
    ),
    Layer(
        "decision",
        "D(x)",
        "D(x)",
        "What D says of each x: the probability that it is real, on the axis at the right",
        paint_decision,
        DISCRIMINATOR,
    ),
    Layer(
        "best",
        "best possible D",
        "best D",
        "The best any discriminator could do against this G: D*(x) = p_data / (p_data + p_g)",
        paint_best,
        THEORY,
    ),
    Layer(
        "histograms",
        "histograms",
        "bars",
        "Bars: how many samples fall in each interval",
        paint_generated_bars,
        _sample_histograms,
    ),
    Layer(
        "arrows", "arrows", "arrows", "Which x = G(z) the generator makes of each noise z", paint_arrows, _sample_arrows
    ),
)
"""In the order of the legend."""


def paint_standing(painter: QPainter, scene: LineScene) -> None:
    """What does not change from frame to frame, and yet lies over what does; painted once, and kept."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setClipRect(clip_of(scene))
    if scene.visible & {"decision", "best"}:
        paint_half(painter, scene)
    if "real" in scene.visible:
        paint_real(painter, scene)


def clip_of(scene: LineScene) -> QRectF:
    """Where curves may be, with room for half their width."""
    return scene.geometry.plot.adjusted(-2, -3, 2, 3)


def paint_layers(painter: QPainter, scene: LineScene, standing: QPixmap) -> None:
    """All that changes from frame to frame, and what lies over it, the most important on top."""
    paint = {layer.id: layer.paint for layer in LAYERS if layer.id in scene.visible}
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if "histograms" in paint:
        paint["histograms"](painter, scene)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if "arrows" in paint:
        paint["arrows"](painter, scene)
    painter.setClipRect(clip_of(scene))
    for name in ("best", "decision"):
        if name in paint:
            paint[name](painter, scene)
    painter.drawPixmap(0, 0, standing)
    if "generated" in paint:
        paint["generated"](painter, scene)
    painter.setClipping(False)
