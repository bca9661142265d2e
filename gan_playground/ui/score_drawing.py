"""What stands around the lines of a plot of the score: theory, powers of ten, time, the present, what is cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gan_playground.ui.score_axes import Axes
from gan_playground.ui.score_charts import Chart
from gan_playground.ui.stages.geometry import ticks
from gan_playground.ui.strokes import dashed, draw_strokes, flat_pen, tint
from gan_playground.ui.theme import Theme
from gan_playground.ui.wording import ten_to

Align = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class Scene:
    """What a plot paints with. write: puts a value into words."""

    chart: Chart
    axes: Axes
    theme: Theme
    typeface: QFont
    write: Callable[[float], str]

    def font(self, size_px: float) -> QFont:
        """The typeface in a size, before the plot's unit."""
        font = QFont(self.typeface)
        font.setPixelSize(round(size_px * self.axes.unit))
        return font


def paint_theory(painter: QPainter, scene: Scene) -> None:
    """The band that nothing can get below, or above, and dotted lines; the powers of ten of a logarithmic axis."""
    plot, chart, axes, grey = scene.axes.plot, scene.chart, scene.axes, tint(scene.theme, "theory", 0.3)
    _paint_decades(painter, scene)
    if chart.floor is not None:
        top = float(axes.y(np.array(chart.floor)))
        painter.fillRect(QRectF(plot.left(), top, plot.width(), plot.bottom() - top), grey)
    if chart.ceiling is not None:
        bottom = float(axes.y(np.array(chart.ceiling)))
        painter.fillRect(QRectF(plot.left(), plot.top(), plot.width(), bottom - plot.top()), grey)
    painter.setPen(flat_pen(tint(scene.theme, "theory", 0.8), 1.2 * axes.unit))
    for guide in chart.guides:
        y = np.full(2, float(axes.y(np.array(guide))))
        ends = np.array([plot.left(), plot.right()])
        draw_strokes(painter, dashed(ends, y, 1.5 * axes.unit, 3.5 * axes.unit))


def _decades(scene: Scene) -> list[tuple[int, float]]:
    """Whole powers of ten with their heights, as few as are needed to read a logarithmic axis."""
    axes = scene.axes
    if not scene.chart.logarithmic:
        return []
    heights = [(int(value), float(axes.y(np.array(value)))) for value in ticks(*axes.bounds, most=3) if value % 1 == 0]
    return [(exponent, y) for exponent, y in heights if axes.plot.top() <= y <= axes.plot.bottom()]


def _paint_decades(painter: QPainter, scene: Scene) -> None:
    painter.setPen(QPen(scene.theme.color("outline"), 1))
    for _, y in _decades(scene):
        painter.drawLine(QLineF(scene.axes.plot.left(), y, scene.axes.plot.right(), y))


def name_decades(painter: QPainter, scene: Scene) -> None:
    """Over the lines, on patches of the surface, so that they can be read."""
    plot, unit = scene.axes.plot, scene.axes.unit
    painter.setFont(scene.font(10.5))
    painter.setPen(scene.theme.color("muted"))
    for exponent, y in _decades(scene):
        words = ten_to(exponent)
        top = min(max(y - 7 * unit, plot.top()), plot.bottom() - 14 * unit)
        patch = QRectF(plot.left(), top, QFontMetricsF(painter.font()).horizontalAdvance(words) + 6 * unit, 14 * unit)
        painter.fillRect(patch.adjusted(0, -1, 0, 0), scene.theme.color("surface"))
        painter.drawText(patch, Align.AlignLeft | Align.AlignVCenter, words)


def paint_time(painter: QPainter, scene: Scene, width: float, height: float) -> float:
    """The first and the last step under a line, in a widget of this size; gives the line's height."""
    plot, unit = scene.axes.plot, scene.axes.unit
    painter.setPen(QPen(scene.theme.color("outline"), 1))
    y = float(np.floor(plot.bottom() + 3 * unit) + 0.5)
    painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
    row = QRectF(plot.left(), y, plot.width(), height - y)
    painter.setFont(scene.font(11.5))
    painter.setPen(scene.theme.color("muted"))
    if scene.chart.series:
        painter.drawText(row, Align.AlignLeft | Align.AlignBottom, f"{scene.axes.span[0]:,.0f}")
        last = f"{scene.axes.span[1]:,.0f}"
        beyond = min(width - 1 - plot.right(), QFontMetricsF(painter.font()).horizontalAdvance(last) / 2)
        painter.drawText(row.adjusted(0, 0, beyond, 0), Align.AlignRight | Align.AlignBottom, last)
    return y


def paint_now(painter: QPainter, scene: Scene, step: float) -> None:
    """Where the run is, if there is more to be seen after it; named on the side where there is room."""
    plot, unit, x = scene.axes.plot, scene.axes.unit, float(scene.axes.x(np.array(step)))
    painter.setPen(QPen(tint(scene.theme, "text", 0.55), 1))
    painter.drawLine(QLineF(x, plot.top(), x, plot.bottom() + 3 * unit))
    font = scene.font(10.5)
    width = QFontMetricsF(font).horizontalAdvance("here") + 8 * unit
    left = x if x + width < plot.right() else x - width
    box = QRectF(left, plot.top() - 2 * unit, width, 14 * unit)
    painter.setFont(font)
    painter.setPen(scene.theme.color("muted"))
    painter.fillRect(box.adjusted(1, 0, -1, 0), scene.theme.color("surface"))
    painter.drawText(box, Align.AlignCenter, "here")


def paint_cut_off(painter: QPainter, scene: Scene) -> None:
    """Say so where a value lies beyond the bounds."""
    axes = scene.axes
    painter.setFont(scene.font(11))
    painter.setPen(scene.theme.color("muted"))
    if axes.highest > axes.bounds[1] * (1 + 1e-9):
        painter.drawText(axes.plot, Align.AlignHCenter | Align.AlignTop, f"↑ up to {scene.write(axes.highest)}")
    if axes.lowest < axes.bounds[0] - 1e-9 * abs(axes.bounds[0]):
        painter.drawText(axes.plot, Align.AlignHCenter | Align.AlignBottom, f"↓ down to {scene.write(axes.lowest)}")


def paint_hover(painter: QPainter, scene: Scene, step: float, points: Sequence[tuple[float, float]]) -> None:
    """An upright line, and a dot on each line at its nearest point, given as step and value."""
    axes, x = scene.axes, float(scene.axes.x(np.array(step)))
    painter.setPen(QPen(scene.theme.color("muted"), 1))
    painter.drawLine(QLineF(x, axes.plot.top(), x, axes.plot.bottom()))
    painter.setPen(QPen(scene.theme.color("surface"), 1.5))
    for line, (at, value) in zip(scene.chart.series, points, strict=True):
        if np.isfinite(value):
            place = QPointF(float(axes.x(np.array(at))), float(axes.y(np.array(value))))
            painter.setBrush(scene.theme.color(line.style.role))
            painter.drawEllipse(place, 3.2 * axes.unit, 3.2 * axes.unit)
