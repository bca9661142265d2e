"""What is written around the lines of a plot of the score: powers of ten, time, the present, what is cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from gan_playground.numerals import ten_to
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.score.axes import Axes
from gan_playground.ui.score.charts import Chart
from gan_playground.ui.score.text import sized, width_px
from gan_playground.ui.stages.geometry import ticks
from gan_playground.ui.theme.theme import Theme

Align = Qt.AlignmentFlag

small_px, step_size_px = 10.5, 11.5
see_through = 0.8  # of a patch that may lie on much of a low plot's lines


@dataclass(frozen=True, slots=True)
class ScoreScene:
    """What a plot paints with. write: puts a value into words."""

    chart: Chart
    axes: Axes
    theme: Theme
    typeface: QFont
    write: Callable[[float], str]

    def font(self, size_px: float) -> QFont:
        """The typeface in a size, before the plot's unit."""
        return sized(self.typeface, round(size_px * self.axes.unit))


def decades(scene: ScoreScene) -> list[tuple[int, float]]:
    """Whole powers of ten with their heights, as few as are needed to read a logarithmic axis."""
    axes = scene.axes
    if not scene.chart.logarithmic:
        return []
    heights = [(int(value), float(axes.y(np.array(value)))) for value in ticks(*axes.bounds, most=3) if value % 1 == 0]
    return [(exponent, y) for exponent, y in heights if axes.plot.top() <= y <= axes.plot.bottom()]


def name_decades(painter: QPainter, scene: ScoreScene) -> None:
    """Over the lines, on patches of the surface, so that they can be read."""
    plot, unit = scene.axes.plot, scene.axes.unit
    painter.setFont(scene.font(10.5))
    painter.setPen(scene.theme.color("muted"))
    for exponent, y in decades(scene):
        words = ten_to(exponent)
        top = min(max(y - 7 * unit, plot.top()), plot.bottom() - 14 * unit)
        patch = QRectF(plot.left(), top, width_px(words, painter.font()) + 6 * unit, 14 * unit)
        painter.fillRect(patch.adjusted(0, -1, 0, 0), scene.theme.color("surface"))
        painter.drawText(patch, Align.AlignLeft | Align.AlignVCenter, words)


def time_height(axes: Axes) -> float:
    """Where the line of the time axis is."""
    return float(np.floor(axes.plot.bottom() + 3 * axes.unit) + 0.5)


def step_words(step: float) -> str:
    """As the ends of the time axis are written."""
    return f"{step:,.0f}"


def paint_last_step(painter: QPainter, scene: ScoreScene, width: float, height: float) -> None:
    """At the right under the time axis, in a widget of this height, no further right than `width`."""
    if not scene.chart.series:
        return
    plot, y, last = scene.axes.plot, time_height(scene.axes), step_words(scene.axes.span[1])
    painter.setFont(scene.font(step_size_px))
    painter.setPen(scene.theme.color("muted"))
    beyond = min(width - 1 - plot.right(), width_px(last, painter.font()) / 2)
    row = QRectF(plot.left(), y, plot.width() + beyond, height - y)
    painter.drawText(row, Align.AlignRight | Align.AlignBottom, last)


def paint_now(painter: QPainter, scene: ScoreScene, step: float) -> QRectF:
    """Where the run is, if there is more to be seen after it; gives where it is named, on the side with room for it."""
    plot, unit, x = scene.axes.plot, scene.axes.unit, float(scene.axes.x(np.array(step)))
    painter.setPen(QPen(tint(scene.theme, "text", 0.55), 1))
    painter.drawLine(QLineF(x, plot.top(), x, plot.bottom() + 3 * unit))
    painter.setFont(scene.font(small_px))
    width = width_px("here", painter.font()) + 8 * unit
    left = x if x + width < plot.right() else x - width
    box = QRectF(left, plot.top() - 2 * unit, width, 14 * unit)
    _write_on_patch(painter, scene, box.adjusted(1, 0, -1, 0), "here")
    return box


def paint_cut_off(painter: QPainter, scene: ScoreScene, now: QRectF) -> None:
    """Say so where a value lies beyond the bounds; `now`: where the present is named."""
    axes, plot, unit = scene.axes, scene.axes.plot, scene.axes.unit
    if axes.highest > axes.bounds[1] * (1 + 1e-9):
        _write_at_right(painter, scene, plot.top() - 2 * unit, f"↑ up to {scene.write(axes.highest)}", now)
    if axes.lowest < axes.bounds[0] - 1e-9 * abs(axes.bounds[0]):
        _write_at_right(painter, scene, plot.bottom() - 14 * unit, f"↓ down to {scene.write(axes.lowest)}", now)


def _write_at_right(painter: QPainter, scene: ScoreScene, top: float, words: str, now: QRectF) -> None:
    """Left of the present, if it would cover that."""
    plot, unit = scene.axes.plot, scene.axes.unit
    painter.setFont(scene.font(small_px))
    width = width_px(words, painter.font()) + 8 * unit
    box = QRectF(plot.right() - width, top, width, 14 * unit)
    if box.left() < now.right() and now.left() < box.right():
        box.moveRight(now.left() - 2 * unit)
    _write_on_patch(painter, scene, box, words, see_through)


def _write_on_patch(painter: QPainter, scene: ScoreScene, box: QRectF, words: str, strength: float = 1.0) -> None:
    painter.fillRect(box, scene.theme.color("surface", strength))
    painter.setPen(scene.theme.color("muted"))
    painter.drawText(box, Align.AlignCenter, words)


def paint_hover(painter: QPainter, scene: ScoreScene, step: float, points: Sequence[tuple[float, float]]) -> None:
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
