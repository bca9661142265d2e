"""Futures on the phase plane: the way that the game would take, and where it would be."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from gan_playground.gan.observe.ghost import PhaseGhost
from gan_playground.ui.plot.futures import FUTURES, FutureLook
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, joined_pen, tint
from gan_playground.ui.stages.ghosts import Place, PlottedGhosts
from gan_playground.ui.stages.phase.path_item import far, way
from gan_playground.ui.stages.phase.plot import PhasePlot

end_px, rim_px = 5.0, 2.0


class GhostPathItem(PixelItem):
    """A way through the plane, thinner than the one that was taken, and a ring where it ends."""

    def __init__(self, look: FutureLook) -> None:
        super().__init__()
        self._look = look
        self._steps, self._path = np.empty(0), np.empty((0, 2))
        self.cut_off_sharply()

    def set_data(self, steps: Array, path: Array) -> None:
        """Steps (N,) and the places (N, 2) then."""
        self._steps, self._path = steps, path
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not len(self._path):
            return
        points = at.points(self._path.clip(-far, far))
        lines, dots = way(points, self._steps)
        color, width = tint(self.theme, self._look.role, self.strength), self._look.line.width * self.unit
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strokes, pen in ((lines, joined_pen(color, width)), (dots, joined_pen(color, width + self.unit))):
            painter.setPen(pen)
            draw_strokes(painter, strokes)
        if np.isfinite(points[-1]).all():
            painter.setPen(QPen(color, rim_px * self.unit))
            painter.setBrush(self.theme.color("surface"))
            painter.drawEllipse(QPointF(*points[-1]), end_px * self.unit, end_px * self.unit)


class PhaseGhosts(PlottedGhosts):
    """A path each, from where the run is."""

    def __init__(self, figure: PhasePlot) -> None:
        self._paths, self._plot = [GhostPathItem(look) for look in FUTURES], figure
        super().__init__(figure, figure.plane, self._paths)

    def draw(self, number: int, picture: PhaseGhost) -> Place:
        ahead = picture.path_steps >= self.since
        self._paths[number].set_data(picture.path_steps[ahead], picture.path[ahead])
        return picture.position

    def distance(self, picture: PhaseGhost, place: QPointF) -> float:
        box = self._plot.box
        at, size = box.mapSceneToView(place), box.viewPixelSize()
        ahead = picture.path[picture.path_steps >= self.since]
        away = np.hypot(*((ahead - (at.x(), at.y())) / size).T)
        return float(np.fmin.reduce(away, initial=np.inf))
