"""The pictures on a way through the noise, in a row."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gan_playground.gan.observe.frame import LatentWalk
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.images.geometry import Grid, lay_tiles
from gan_playground.ui.stages.images.plan import Room, row_plan
from gan_playground.ui.stages.images.tiles import TilePainter, TileStyle
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.theme.wording import number, percent

label_px = 17.0
lowest_px, highest_px = 68.0, 100.0
roomy_px = 420  # height of a stage that has room for high pictures


class WalkStrip(QWidget):
    """Shows `latent_walk`, or in its place what to do first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.latent_walk: LatentWalk | None = None
        self.hint = ""
        self.shows_verdicts = True
        self._theme, self._unit, self._height = DARK, 1.0, lowest_px
        self._tiles = TilePainter()
        self.setObjectName("walkStrip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Pictures on the way through the noise")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_unit(self, unit: float, roomy: bool) -> None:
        """How much larger than in a small window; `roomy`: whether there is height to spare."""
        self._unit, self._height = unit, highest_px if roomy else lowest_px
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(600, round(self._height * self._unit))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    @property
    def grid(self) -> Grid | None:
        """Where the pictures lie; None without any."""
        latent_walk = self.latent_walk
        if latent_walk is None or not len(latent_walk.pictures):
            return None
        count, height, width = latent_walk.pictures.shape[:3]
        unit, ratio = self._unit, self.devicePixelRatioF()
        high = self.height() - (label_px + 2) * unit
        room = Room(max(1.0, self.width() - 8.0), max(1.0, high), unit, ratio, 0, 0, 1, count, width, height)
        plan = row_plan(room)
        if plan is None:
            return None
        box = QRectF(4, 2 * unit, room.width, room.height)
        return lay_tiles(plan, box, [np.arange(count)], None)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = QFont(self.font())
            font.setPixelSize(round(12 * self._unit))
            painter.setFont(font)
            painter.setPen(self._theme.color("muted"))
            grid = self.grid
            if self.hint:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.hint)
            elif self.latent_walk is not None and grid is not None:
                self._paint(painter, self.latent_walk, grid)

    def _paint(self, painter: QPainter, latent_walk: LatentWalk, grid: Grid) -> None:
        manner = TileStyle(grid.tile, self._theme, self.devicePixelRatioF())
        self._tiles.draw_pictures(painter, "walk", latent_walk.pictures, grid.corners, grid.pictures, manner)
        if self.shows_verdicts:
            self._tiles.draw_verdicts(painter, latent_walk.verdicts, grid.corners, manner)
        self._paint_stops(painter, latent_walk, grid)

    def _paint_stops(self, painter: QPainter, latent_walk: LatentWalk, grid: Grid) -> None:
        """Every one, or every second, or only those that are tiles of the grid."""
        across, down = grid.tile.cell
        words = [stop_words(latent_walk, place) for place in range(len(grid.corners))]
        longest = max(map(QFontMetricsF(painter.font()).horizontalAdvance, words)) + 8
        every = max(1, math.ceil(longest / grid.tile.pitch[0]))
        ends = _ends(latent_walk)
        for place, (x, y) in enumerate(grid.corners):
            if (place - ends[0]) % every == 0 or place in ends:
                painter.setPen(self._theme.color("text" if place in ends else "muted"))
                middle = float(x) + across / 2
                label(painter, middle, float(y) + down + 9 * self._unit, words[place], Align.AlignHCenter)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def told_at(self, point: QPointF) -> str:
        """What is known of the picture there."""
        grid, latent_walk = self.grid, self.latent_walk
        place = grid.picture_at(point) if grid is not None else None
        if latent_walk is None or place is None:
            return ""
        return f"{stop_words(latent_walk, place)}: D says {percent(float(latent_walk.verdicts[place]))} real"


def _ends(latent_walk: LatentWalk) -> tuple[int, ...]:
    """The stops that are tiles of the grid."""
    last = len(latent_walk.pictures) - 1
    return (0, last) if latent_walk.walk.to is not None else (last // 2,)


def stop_words(latent_walk: LatentWalk, place: int) -> str:
    """Where on the way a picture is: the number of z that changes, or how far it is."""
    walk, stop = latent_walk.walk, float(latent_walk.stops[place])
    if walk.to is not None:
        last = len(latent_walk.stops) - 1
        return {0: "A", last: "B"}.get(place, percent(stop))
    if walk.axis is not None and walk.axis < latent_walk.z.shape[1]:
        return number(float(latent_walk.z[place, walk.axis]))
    return "A" if place == (len(latent_walk.stops) - 1) // 2 else f"{'+' if stop > 0 else ''}{number(stop, 1)} σ"
