"""The frames of a grid's tiles, which say what D thinks of each picture."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.sprites import draw_parts
from gan_playground.ui.stages.images.grid import Array, Grid, Indices
from gan_playground.ui.stages.images.verdicts import levels, levels_of, plain, unknown, verdict_color
from gan_playground.ui.theme.theme import Theme

roundest_px, roundness = 5.0, 0.13
"""The radius of a picture's corners: at most, and of its shorter side."""

most_stamped_dots = 160  # of larger cells there are few, and pictures of all their frames would be large


class Cell(Struct, frozen=True):
    """A picture of so many dots, with its frame and the bar of the verdict below, in dots. ratio: dots in one px."""

    across: int
    down: int
    frame: int
    bar: int
    ratio: float

    @property
    def size(self) -> tuple[int, int]:
        return self.across + 2 * self.frame, self.down + 2 * self.frame + self.bar


class TileFramesItem(PixelItem):
    """A frame around each tile, blue for fake and orange for real, and below it a bar: the longer, the surer D is that
    it is real. Each kind of frame is painted once for each size of the tiles, and then stamped.
    """

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid | None = None
        self._shown: Indices = np.empty(0, np.int64)
        self._stamps = QPixmap()
        self._stamps_for: tuple[object, ...] = ()

    def set_data(self, grid: Grid, verdicts: Array | None) -> None:
        """The verdicts on all pictures (N,); None where they are not shown, and frames only round the corners off."""
        self._grid = grid
        if verdicts is None:
            self._shown = np.full(len(grid.pictures), plain)
        else:
            self._shown = levels_of(verdicts[grid.pictures])
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        grid = self._grid
        if grid is None:
            return
        cell = _cell_of(grid, at)
        frame, corners = cell.frame / at.ratio, at.points(grid.places)
        corners[:, 0], corners[:, 1] = at.snapped_x(corners[:, 0]) - frame, at.snapped_y(corners[:, 1]) - frame
        seen = _seen(corners, cell, at.box)
        painter.setClipRect(at.box)  # as the pictures are
        if max(cell.size) > most_stamped_dots:
            _paint_cells(painter, corners[seen], self._shown[seen], cell, self.theme)
        else:
            self._stamp(painter, corners[seen], self._shown[seen], cell)

    def _stamp(self, painter: QPainter, corners: Array, shown: Indices, cell: Cell) -> None:
        wanted = (cell, self.theme)
        if wanted != self._stamps_for:
            self._stamps_for, self._stamps = wanted, _make_stamps(cell, self.theme)
        sources = np.column_stack((np.zeros(len(shown)), shown * float(cell.size[1])))
        draw_parts(painter, self._stamps, corners, sources, cell.size, 1 / cell.ratio)


def _cell_of(grid: Grid, at: ToPixels) -> Cell:
    """Frame and bar are of one size however much the picture is magnified."""
    width, height = grid.picture_size
    across, down = (max(1, round(side * at.ratio)) for side in (width * at.x_scale, height * at.y_scale))
    finer = at.ratio / grid.ratio  # where this is painted than on the screen
    return Cell(across, down, max(1, round(grid.tile.frame * finer)), round(grid.tile.bar * finer), at.ratio)


def _seen(corners: Array, cell: Cell, box: QRectF) -> Indices:
    """Which cells with these upper left corners (M, 2), px, are in a box."""
    width, height = (side / cell.ratio for side in cell.size)
    left_above = (corners[:, 0] < box.right()) & (corners[:, 1] < box.bottom())
    return np.flatnonzero(left_above & (corners[:, 0] + width > box.left()) & (corners[:, 1] + height > box.top()))


def _make_stamps(cell: Cell, theme: Theme) -> QPixmap:
    """Every frame there can be, one below the other."""
    across, down = cell.size
    stamps = QPixmap(across, down * (plain + 1))
    stamps.fill(Qt.GlobalColor.transparent)
    every = np.arange(plain + 1)
    with QPainter(stamps) as painter:
        corners = np.column_stack((np.zeros(len(every)), every * float(down))) / cell.ratio
        painter.scale(cell.ratio, cell.ratio)
        _paint_cells(painter, corners, every, cell, theme)
    return stamps


def _paint_cells(painter: QPainter, corners: Array, shown: Indices, cell: Cell, theme: Theme) -> None:
    """Frames with their upper left corners (M, 2), px, and of these levels (M,)."""
    for (x, y), level in zip(corners.tolist(), shown.tolist(), strict=True):
        painter.save()
        painter.translate(x, y)
        painter.scale(1 / cell.ratio, 1 / cell.ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_frame(painter, cell, theme, level)
        painter.restore()


def _paint_frame(painter: QPainter, cell: Cell, theme: Theme, level: int) -> None:
    """Empty where the picture shows through."""
    frame, ratio = cell.frame, cell.ratio
    inside = QRectF(frame, frame, cell.across, cell.down)
    outside = inside.adjusted(-frame, -frame, frame, frame)
    radius = min(roundest_px * ratio, roundness * min(inside.width(), inside.height()))
    corners, hole = QPainterPath(), QPainterPath()
    corners.addRect(outside)
    hole.addRoundedRect(inside, radius, radius)
    painter.fillPath(corners.subtracted(hole), theme.color("surface"))
    if level == plain:
        return
    color = theme.color("muted") if level == unknown else verdict_color(theme, level / (levels - 1))
    style = Qt.PenStyle.DotLine if level == unknown else Qt.PenStyle.SolidLine
    painter.setPen(QPen(color, frame, style))
    half = frame / 2
    painter.drawRoundedRect(outside.adjusted(half, half, -half, -half), radius + half, radius + half)
    if level != unknown:
        groove = QRectF(inside.left(), outside.bottom() + cell.bar / 2, inside.width(), cell.bar / 2)
        _paint_bar(painter, groove, theme, level / (levels - 1), ratio)


def _paint_bar(painter: QPainter, groove: QRectF, theme: Theme, verdict: float, ratio: float) -> None:
    """As long as D is sure that it is real, with a mark where one half would be: the verdict without its colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(groove, theme.color("raised"))
    role = "muted" if abs(verdict - 0.5) < 0.02 else "real" if verdict > 0.5 else "generated"
    half = QRectF(groove.center().x() - ratio / 2, groove.top(), ratio, groove.height())
    painter.fillRect(half, theme.color("muted", 0.6))
    painter.fillRect(QRectF(groove.left(), groove.top(), verdict * groove.width(), groove.height()), theme.color(role))
