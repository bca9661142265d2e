"""Three histograms: how much of red, of green and of blue the colours have, all on one scale."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPolygonF

from gan_playground.ui.plot.strokes import GENERATED, REAL, draw_line, tint
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.colours.scene import ColoursScene
from gan_playground.ui.stages.geometry import Array
from gan_playground.ui.theme.wording import percent

CHANNELS = (
    ("red", QColor(255, 0, 0), QColor("#E5383B")),
    ("green", QColor(0, 255, 0), QColor("#38A04A")),
    ("blue", QColor(0, 0, 255), QColor("#3F6FE8")),
)
"""Their names, their fullest shade, and a calmer one for areas."""
fill_share = 0.2
strip_px, least_px = 4.0, 100.0
end_weight = 0.25


def paint_scales(painter: QPainter, scene: ColoursScene) -> None:
    """What stands still: a strip of shades below each plot, and its name."""
    unit, theme = scene.unit, scene.theme
    painter.setFont(scene.font)
    for plot, (name, full, _) in zip(scene.plan.histograms, CHANNELS, strict=False):
        strip = QRectF(plot.left(), plot.bottom() + 1, plot.width(), strip_px * unit)
        shades = QLinearGradient(strip.topLeft(), strip.topRight())
        shades.setColorAt(0, QColor(0, 0, 0))
        shades.setColorAt(1, full)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades)
        painter.drawRoundedRect(strip, strip.height() / 2, strip.height() / 2)
        y = strip.bottom() + 10 * unit
        painter.setPen(theme.color("muted"))
        if plot.width() > least_px * unit:
            label(painter, plot.left(), y, "0", Align.AlignLeft)
            label(painter, plot.right(), y, "255", Align.AlignRight)
        painter.setPen(theme.color("text"))
        label(painter, plot.center().x(), y, name, Align.AlignHCenter)


def paint_areas(painter: QPainter, scene: ColoursScene) -> None:
    """Below the real lines, tinted with the histogram's own colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    for plot, shares, (*_, hue) in zip(scene.plan.histograms, scene.picture.real_histogram, CHANNELS, strict=False):
        x, y = line_of(scene, plot, shares)
        painter.setBrush(tint(scene.theme, "surface", 1 - fill_share, hue))
        around = [QPointF(plot.left(), plot.bottom()), *map(QPointF, x.tolist(), y.tolist())]
        painter.drawPolygon(QPolygonF([*around, QPointF(plot.right(), plot.bottom())]))


def paint_lines(painter: QPainter, scene: ColoursScene, name: str) -> None:
    """The shares of real colours dotted, those of generated ones solid."""
    real = name == "real"
    shares = scene.picture.real_histogram if real else scene.picture.generated_histogram
    for plot, row in zip(scene.plan.histograms, shares, strict=False):
        x, y = line_of(scene, plot, row)
        draw_line(painter, x, y, REAL if real else GENERATED, scene.theme, scene.unit)


def line_of(scene: ColoursScene, plot: QRectF, shares: Array) -> tuple[Array, Array]:
    """x and y in px through the middles of the bins, level to the edges; what is too high is cut off at the top."""
    edges = scene.picture.bin_edges
    middles = np.concatenate((edges[:1], (edges[:-1] + edges[1:]) / 2, edges[-1:]))
    x = plot.left() + plot.width() * (middles - edges[0]) / (edges[-1] - edges[0])
    heights = np.concatenate((shares[:1], shares, shares[-1:])) / scene.top
    return x, plot.bottom() - plot.height() * np.clip(heights, 0, 1)


def peak_of(shares: Array) -> float:
    """The highest share in (3, bins) that should be seen whole. Darkest and lightest count less: there a camera heaps
    up what it could not tell apart, and all else would lie flat beside it.
    """
    known = np.where(np.isfinite(shares), shares, 0.0)
    inner = float(np.max(known[:, 1:-1], initial=0.0))
    return max(inner, end_weight * float(np.max(known, initial=0.0)))


def paint_cut_off(painter: QPainter, scene: ColoursScene) -> None:
    """How high the real lines go that the upper edge cuts off."""
    painter.setFont(scene.font)
    painter.setPen(scene.theme.color("real"))
    for plot, shares in zip(scene.plan.histograms, scene.picture.real_histogram, strict=False):
        for share, x, align in ((shares[0], 7.0, Align.AlignLeft), (shares[-1], -7.0, Align.AlignRight)):
            if share > scene.top:
                side = plot.left() if align is Align.AlignLeft else plot.right()
                label(painter, side + x * scene.unit, plot.top() + 7 * scene.unit, f"↑ {percent(share)}", align)
