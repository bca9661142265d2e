"""Paints the lines of other histories; while nothing moves, from a picture of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from gan_playground.ui.plot.strokes import LineStyle, draw_strokes, pen_of
from gan_playground.ui.score.axes import Axes
from gan_playground.ui.score.backdrop import keeps_vectors
from gan_playground.ui.score.lines import Bundle, StrandLine
from gan_playground.ui.score.strands import LEFT, POINTED, OverlayStyle
from gan_playground.ui.theme.theme import Theme

Group = tuple[LineStyle, OverlayStyle]


class Shadows:
    """Draws bundles of lines behind those of the run.

    What is drawn in one place for the second time is kept as a picture: it then costs as little as no lines at all.
    Nothing is kept while the time axis grows with every frame, or for a file of vectors.
    """

    def __init__(self) -> None:
        self._drawn: tuple[object, ...] = ()
        self._kept: tuple[object, ...] = ()
        self._sheet = QPixmap()

    def paint(
        self, painter: QPainter, bundles: Sequence[Bundle], axes: Axes, theme: Theme, pointed: int | None
    ) -> None:
        """The future that is pointed at is painted last."""
        chosen = tuple(bundle for bundle in bundles if bundle.strand.choice == pointed is not None)
        moving = tuple(bundle for bundle in bundles if bundle.strand.runs_alongside)
        still = tuple(bundle for bundle in bundles if bundle not in chosen and bundle not in moving)
        if still:
            self._paint_still(painter, still, axes, theme, pointed)
        _draw(painter, (*moving, *chosen), axes, theme, pointed)

    def _paint_still(
        self, painter: QPainter, bundles: tuple[Bundle, ...], axes: Axes, theme: Theme, pointed: int | None
    ) -> None:
        ratio = painter.deviceTransform().m11()
        place = (axes.plot, axes.span, axes.bounds, axes.unit, theme, pointed, ratio, tuple(map(id, bundles)))
        if keeps_vectors(painter) or place not in (self._kept, self._drawn):
            _draw(painter, bundles, axes, theme, pointed)
            self._drawn = place
            return
        if place != self._kept:
            self._kept, self._sheet = place, _sheet(bundles, axes, theme, pointed, ratio)
        painter.drawPixmap(QPointF(0, 0), self._sheet)


def _sheet(bundles: Sequence[Bundle], axes: Axes, theme: Theme, pointed: int | None, ratio: float) -> QPixmap:
    """A transparent picture of the lines."""
    corner = (axes.plot.bottomRight() + QPointF(2, 2)) * ratio
    sheet = QPixmap(round(corner.x()), round(corner.y()))
    sheet.setDevicePixelRatio(ratio)
    sheet.fill(Qt.GlobalColor.transparent)
    with QPainter(sheet) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter, bundles, axes, theme, pointed)
    return sheet


def _draw(painter: QPainter, bundles: Sequence[Bundle], axes: Axes, theme: Theme, pointed: int | None) -> None:
    """All lines of one look together."""
    groups: dict[Group, list[StrandLine]] = {}
    for bundle in bundles:
        for line in bundle.lines:
            groups.setdefault((line.style, _manner(bundle, pointed)), []).append(line)
    for (style, manner), lines in groups.items():
        painter.setPen(pen_of(style, theme, style.width * manner.width * axes.unit, manner.strength))
        draw_strokes(painter, np.concatenate([line.strokes_on(axes) for line in lines]))


def _manner(bundle: Bundle, pointed: int | None) -> OverlayStyle:
    """Its own; where one future is pointed at, the others step back."""
    if pointed is None or bundle.strand.choice is None:
        return bundle.strand.manner
    return POINTED if bundle.strand.choice == pointed else LEFT


def dot_ends(painter: QPainter, bundle: Bundle, axes: Axes, theme: Theme) -> None:
    """A point where each line ends; nothing may be clipped meanwhile, for it lies on the edge of the plot."""
    painter.setPen(theme.color("surface"))
    for line in bundle.lines:
        if line.end is not None:
            painter.setBrush(theme.color(line.style.role))
            step, value = (np.array(number) for number in line.end)
            painter.drawEllipse(QPointF(float(axes.x(step)), float(axes.y(value))), 3 * axes.unit, 3 * axes.unit)
