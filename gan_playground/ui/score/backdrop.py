"""What stands still in a plot of the score from one frame to the next: painted once, and kept as a picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPen, QPixmap

from gan_playground.ui.plot.strokes import dashed, draw_strokes, flat_pen, tint
from gan_playground.ui.score.drawing import ScoreScene, decades, step_size_px, step_words, time_height
from gan_playground.ui.score.headline import Headline, paint_samples

Align = Qt.AlignmentFlag


class Backdrop:
    """Paints the surface, theory, the time axis with its first step, and the headline's samples of lines."""

    def __init__(self) -> None:
        self._shows: tuple[object, ...] = ()
        self._sheet = QPixmap()

    def paint(self, painter: QPainter, scene: ScoreScene, headline: Headline, size: QSizeF) -> None:
        """From the picture, which is painted again if anything of it changed; as lines where lines are kept."""
        if keeps_vectors(painter):
            _paint(painter, scene, headline, size)
            return
        ratio, axes, chart = painter.deviceTransform().m11(), scene.axes, scene.chart
        place = (size, ratio, scene.theme, scene.typeface, axes.plot, axes.bounds, axes.span[0], axes.unit)
        theory = (chart.guides, chart.floor, chart.ceiling, chart.logarithmic, bool(chart.series))
        shows = (*place, *theory, headline.samples)
        if shows != self._shows:
            self._shows, self._sheet = shows, _sheet(scene, headline, size, ratio)
        painter.drawPixmap(0, 0, self._sheet)


def keeps_vectors(painter: QPainter) -> bool:
    """Whether lines stay lines where it paints, as in a .svg file."""
    return painter.paintEngine().type() is not QPaintEngine.Type.Raster


def _sheet(scene: ScoreScene, headline: Headline, size: QSizeF, ratio: float) -> QPixmap:
    sheet = QPixmap((size * ratio).toSize())
    sheet.setDevicePixelRatio(ratio)
    with QPainter(sheet) as painter:
        _paint(painter, scene, headline, size)
    return sheet


def _paint(painter: QPainter, scene: ScoreScene, headline: Headline, size: QSizeF) -> None:
    painter.fillRect(QRectF(QPointF(0, 0), size), scene.theme.color("surface"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_decades(painter, scene)
    _paint_bands(painter, scene)
    _paint_guides(painter, scene)
    _paint_time(painter, scene, size.height())
    paint_samples(painter, headline, scene.theme)


def _paint_decades(painter: QPainter, scene: ScoreScene) -> None:
    """The powers of ten of a logarithmic axis."""
    painter.setPen(QPen(scene.theme.color("outline"), 1))
    for _, y in decades(scene):
        painter.drawLine(QLineF(scene.axes.plot.left(), y, scene.axes.plot.right(), y))


def _paint_bands(painter: QPainter, scene: ScoreScene) -> None:
    """What nothing can get below, or above."""
    plot, chart, axes, grey = scene.axes.plot, scene.chart, scene.axes, tint(scene.theme, "theory", 0.3)
    if chart.floor is not None:
        top = float(axes.y(np.array(chart.floor)))
        painter.fillRect(QRectF(plot.left(), top, plot.width(), plot.bottom() - top), grey)
    if chart.ceiling is not None:
        bottom = float(axes.y(np.array(chart.ceiling)))
        painter.fillRect(QRectF(plot.left(), plot.top(), plot.width(), bottom - plot.top()), grey)


def _paint_guides(painter: QPainter, scene: ScoreScene) -> None:
    """Theory's dotted lines."""
    plot, axes = scene.axes.plot, scene.axes
    painter.setPen(flat_pen(tint(scene.theme, "theory", 0.8), 1.2 * axes.unit))
    for guide in scene.chart.guides:
        y = np.full(2, float(axes.y(np.array(guide))))
        ends = np.array([plot.left(), plot.right()])
        draw_strokes(painter, dashed(ends, y, 1.5 * axes.unit, 3.5 * axes.unit))


def _paint_time(painter: QPainter, scene: ScoreScene, height: float) -> None:
    """A line, and the first step under it."""
    plot, y = scene.axes.plot, time_height(scene.axes)
    painter.setPen(QPen(scene.theme.color("outline"), 1))
    painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
    if scene.chart.series:
        painter.setFont(scene.font(step_size_px))
        painter.setPen(scene.theme.color("muted"))
        row = QRectF(plot.left(), y, plot.width(), height - y)
        painter.drawText(row, Align.AlignLeft | Align.AlignBottom, step_words(scene.axes.span[0]))
