"""Outlines around the tiles that are picked, and around the one that is pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.stages.images.grid import Grid

text_px, flag_px = 12.5, 7.5


class Outline(Struct, frozen=True):
    """Around which picture; strong if it is picked. letter: so that two picked ones can be told apart."""

    picture: int
    strong: bool = True
    letter: str = ""


class TileOutlinesItem(PixelItem):
    """It is added over its plot: a letter on a corner reaches over the edge of the box."""

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid | None = None
        self._outlines: Sequence[Outline] = ()
        self.setOpacity(0.0)

    def set_data(self, grid: Grid | None, outlines: Sequence[Outline]) -> None:
        """In the order in which they are drawn; pictures that are not shown have none."""
        if grid is not self._grid or outlines != self._outlines:
            self._grid, self._outlines = grid, outlines
            self.setOpacity(1.0 if outlines else 0.0)  # what cannot be seen is not painted
            self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        grid, is_whole = self._grid, at.x_scale < 1.001  # in a box that has px of its own
        reach = (flag_px + 1) * self.unit if is_whole else 0.0
        if grid is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._clipped = True
        painter.setClipRect(at.box.adjusted(-reach, -reach, reach, reach))
        for outline in self._outlines:
            place = grid.place_of(outline.picture)
            if place is not None:
                self._paint_outline(painter, outline, _cell(grid, place, at))

    def _paint_outline(self, painter: QPainter, outline: Outline, cell: QRectF) -> None:
        grow, width = 1.5 * self.unit, (2.4 if outline.strong else 1.2) * self.unit**0.5
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("text"), width))
        painter.drawRoundedRect(cell.adjusted(-grow, -grow, grow, grow), 5 * self.unit, 5 * self.unit)
        if outline.letter:
            self._paint_flag(painter, cell.topLeft(), outline.letter)

    def _paint_flag(self, painter: QPainter, middle: QPointF, letter: str) -> None:
        radius, font = flag_px * self.unit, QFont()
        font.setPixelSize(round(text_px * self.unit))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("text"))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(self.theme.color("background"))
        painter.setFont(font)
        disc = QRectF(middle.x() - 2 * radius, middle.y() - 2 * radius, 4 * radius, 4 * radius)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)


def _cell(grid: Grid, place: QRectF, at: ToPixels) -> QRectF:
    """A tile with its frame and its bar, which are of one size however much it is magnified, px."""
    frame, bar = grid.tile.frame / grid.ratio, grid.tile.bar / grid.ratio
    corner = at.point(place.left(), place.top())
    picture = QRectF(corner.x(), corner.y(), place.width() * at.x_scale, place.height() * at.y_scale)
    return picture.adjusted(-frame, -frame, frame, frame + bar)
