"""Whose data are under the pointer, on each kind of stage: what is nearest, if it is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from gan_playground.ui.plot.light import NOBODY, OF_FAKES, OF_REAL, Roles

if TYPE_CHECKING:
    from gan_playground.ui.stages.colours.figure import ColoursFigure
    from gan_playground.ui.stages.images.plot import ImagesPlot
    from gan_playground.ui.stages.line.plot import LinePlot
    from gan_playground.ui.stages.plane.plot import PlanePlot

near_curve_px, near_dot_px = 14.0, 8.0
OF_TILES = {"real": OF_REAL, "nearest": OF_REAL, "generated": OF_FAKES}


def at_curve(plot: LinePlot, point: QPointF) -> Roles:
    """Of the curves on a line."""
    reading, y = plot.reading, plot.curves.box.mapSceneToView(point).y()
    dots = plot.dots_of(reading) if reading is not None else []
    away_px = {dot.role: abs(dot.y - y) * plot.curves.box.height() for dot in dots}
    role = min(away_px, key=lambda name: away_px[name], default="theory")
    return frozenset({role}) if role != "theory" and away_px[role] <= near_curve_px * plot.unit else NOBODY


def at_dot(plot: PlanePlot, point: QPointF) -> Roles:
    """Of the dots on the plane; a generated one lies over a real one."""
    if plot.dot_at(point, near_dot_px) is not None:
        return OF_FAKES
    return OF_REAL if plot.dot_at(point, near_dot_px, real=True) is not None else NOBODY


def at_tile(plot: ImagesPlot, point: QPointF) -> Roles:
    """Of the pictures."""
    tile = plot.tile_at(point)
    return NOBODY if tile is None else OF_TILES[tile[0]]


def at_swatch(figure: ColoursFigure, point: QPointF) -> Roles:
    """Of the swatches of colours."""
    swatch = figure.swatch_at(point)
    return NOBODY if swatch is None else OF_TILES[swatch[0]]
