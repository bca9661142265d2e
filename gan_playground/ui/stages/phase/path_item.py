"""Where the game has been, and where it is."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtGui import QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import draw_strokes, joined_pen, tint
from gan_playground.ui.stages.phase.layers import PATH

bright_steps = 64  # of the path; one turn of the usual game
path_ages = ((math.inf, 0.28, 1.1), (3 * bright_steps, 0.55, 1.5), (bright_steps, 1.0, PATH.width))
"""How many steps of the path, up to now, are drawn with which share of the colour, and how wide."""
dot_px = 0.1  # its pen makes it as high as wide
most_gap_steps = 4  # between two places that a line joins: over more of a turn it would be a short cut
game_px, rim_px = 6.5, 2.0
far = 1e4  # of the units: what is further out would overflow as a pixel


class PathItem(PixelItem):
    """The recent past bright, what came before ever fainter; a dot with a rim where the game is."""

    def __init__(self) -> None:
        super().__init__()
        self._steps, self._path = np.empty(0), np.empty((0, 2))
        self._position = (math.nan, math.nan)

    def set_data(self, steps: Array, path: Array, position: tuple[float, float]) -> None:
        """Steps (N,) and the places (N, 2) then; where it is now."""
        self._steps, self._path, self._position = steps, path, position
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = at.points(self._path.clip(-far, far))
        now = float(self._steps[-1]) if len(self._steps) else 0.0
        begins = np.searchsorted(self._steps, [now - age for age, *_ in path_ages], side="right").tolist()
        ends = [begin + 1 for begin in begins[1:]] + [len(points)]  # each part ends where the next begins
        for begin, end, (_, share, width) in zip(begins, ends, path_ages, strict=True):
            self._paint_way(painter, points[begin:end], self._steps[begin:end], share, width * self.unit)
        self._paint_game(painter, at)

    def _paint_way(self, painter: QPainter, points: Array, steps: Array, share: float, width: float) -> None:
        lines, dots = way(points, steps)
        color = tint(self.theme, PATH.role, share)
        painter.setPen(joined_pen(color, width))
        draw_strokes(painter, lines)
        painter.setPen(joined_pen(color, width + self.unit))
        draw_strokes(painter, dots)

    def _paint_game(self, painter: QPainter, at: ToPixels) -> None:
        theta, psi = self._position
        if not (abs(theta) < far and abs(psi) < far):
            return
        painter.setPen(QPen(self.theme.color("surface"), rim_px * self.unit))
        painter.setBrush(self.theme.color("text"))
        painter.drawEllipse(at.point(theta, psi), game_px * self.unit, game_px * self.unit)


def way(points: Array, steps: Array) -> tuple[Array, Array]:
    """Strokes (M, 4) between points (N, 2) of near steps (N,), px, and dots (K, 4) where the step before is far."""
    strokes = np.hstack((points[:-1], points[1:]))
    known = np.isfinite(strokes).all(axis=1)
    near = np.diff(steps) <= most_gap_steps
    lone = strokes[known & ~near, 2:]
    return strokes[known & near], np.hstack((lone, lone + np.array([dot_px, 0.0])))
