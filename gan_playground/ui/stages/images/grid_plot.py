"""One grid of pictures with its title, in a box that a hand can move and magnify."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.plot.box import PlotBox
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.words_item import Words, WordsItem, font_of
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.stages.images.frames_item import TileFramesItem
from gan_playground.ui.stages.images.mosaic_item import MosaicItem
from gan_playground.ui.stages.images.outlines_item import Outline, TileOutlinesItem
from gan_playground.ui.stages.images.panels import Panel

Align = Qt.AlignmentFlag

most_magnified = 16.0
title_dy_px, beside_px = -12.0, 8.0
"""From the box to the middle of its title, and from tiles to what stands beside them."""


class GroundItem(PixelItem):
    """Where a grid will be."""

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("raised", 0.5))
        painter.drawRoundedRect(at.box, 10, 10)


class GridPlot(Plot):
    """`panel` is what it shows; None: nothing yet. Its box has px of its own, from the left and from above."""

    def __init__(self) -> None:
        super().__init__(box=PlotBox(most=most_magnified))
        self.box.invertY(True)
        self.panel: Panel | None = None
        self._ground, self.mosaic = GroundItem(), MosaicItem()
        self.frames, self._outlines = TileFramesItem(), TileOutlinesItem()
        self._beside, self._title = WordsItem(), WordsItem(in_shares=True)
        self._corner, self._foot = WordsItem(in_shares=True), WordsItem(in_shares=True)
        for words in (self._beside, self._title, self._foot):
            words.keep_painted()
        self.add(self._ground, self.mosaic, self.frames, self._beside)
        self.add_over(self._title, self._corner, self._foot, self._outlines)
        self._titled: tuple[object, ...] = ()
        self._show_parts(False)

    def place(self, box: QRectF, above_px: float) -> None:
        """Be where the box has this place in the view, px, with room for the title above; its home is set by others,
        for boxes that are linked get theirs together.
        """
        above = round(above_px)
        self.set_margins(top=above)
        self.setGeometry(box.adjusted(0, -above, 0, 0))
        self.layout().activate()

    def show_panel(self, panel: Panel | None) -> None:
        if (panel is None) != (self.panel is None):
            self._show_parts(panel is not None)
        self.panel = panel
        if panel is not None:
            self.mosaic.set_data(panel.grid, panel.pictures)
            self.frames.set_data(panel.grid, panel.verdicts)
            self._beside.set_data([*self._names(panel), *self._shares(panel)])

    def _show_parts(self, shown: bool) -> None:
        for item in (self.mosaic, self.frames, self._beside, self._title, self._corner, self._foot, self._outlines):
            item.setVisible(shown)
        self._ground.setVisible(not shown)

    def show_corner(self, corner: str) -> None:
        """What is told of the frame, at the right above; and the title in as many words as there is room for."""
        panel = self.panel
        if panel is None:
            return
        place, width = panel.grid.place, max(1.0, self.box.width())
        right = place.right() / width
        self._corner.set_data([Words(corner, right, 0, Align.AlignRight, "text", dy=title_dy_px)] if corner else [])
        titled = (panel.titles, panel.grid, len(corner), width, self.unit)
        if titled != self._titled:  # to measure words takes time
            self._titled = titled
            room = place.width() - self._width(corner) - 2 * beside_px * self.unit if corner else width - place.left()
            self._title.set_data(self._title_words(panel, room))

    def show_foot(self, foot: str, width_px: float, dy_px: float) -> None:
        """A line below the box, no longer than this; its middle lies so far below."""
        words = QFontMetricsF(small_font(self.unit)).elidedText(foot, Qt.TextElideMode.ElideRight, width_px)
        self._foot.set_data([Words(words, 0, 1, Align.AlignLeft, dy=dy_px / self.unit)] if foot else [])

    def show_outlines(self, outlines: Sequence[Outline]) -> None:
        self._outlines.set_data(self.panel.grid if self.panel is not None else None, tuple(outlines))

    def tile_at(self, point: QPointF) -> int | None:
        """The picture at a point of the view, px."""
        if self.panel is None or not self.isVisible() or not self.box.sceneBoundingRect().contains(point):
            return None
        return self.panel.grid.picture_at(self.box.mapSceneToView(point))

    def place_of(self, picture: int) -> QRectF | None:
        """Where a picture is in the view, px; None if it is not shown."""
        place = self.panel.grid.place_of(picture) if self.panel is not None else None
        return None if place is None else self.box.mapViewToScene(place).boundingRect()

    def _title_words(self, panel: Panel, room_px: float) -> list[Words]:
        """The longest title that does not run into what stands beside it."""
        widths = [self._width(title, bold=True) + self._width(f"  {note}") for title, note in panel.titles]
        fitting = (words for words, width in zip(panel.titles, widths, strict=True) if width <= room_px)
        title, note = next(fitting, panel.titles[-1])
        left = panel.grid.place.left() / max(1.0, self.box.width())
        behind = self._width(f"{title}  ", bold=True) / self.unit
        words = [Words(title, left, 0, Align.AlignLeft, panel.role, dy=title_dy_px, bold=True)]
        return [*words, Words(note, left, 0, Align.AlignLeft, dx=behind, dy=title_dy_px)] if note else words

    def _width(self, text: str, *, bold: bool = False) -> float:
        return QFontMetricsF(small_font(self.unit, bold=bold)).horizontalAdvance(text)

    def _names(self, panel: Panel) -> list[Words]:
        grid, metrics = panel.grid, QFontMetricsF(small_font(self.unit))
        elided = (
            metrics.elidedText(name, Qt.TextElideMode.ElideRight, grid.names - 11 * self.unit) for name in panel.names
        )
        return [
            Words(name, block.left(), block.center().y(), Align.AlignRight, "text", dx=-beside_px)
            for name, block in zip(elided, grid.blocks, strict=False)
        ]

    def _shares(self, panel: Panel) -> list[Words]:
        shares = zip(panel.shares, panel.grid.blocks, strict=False)
        return [
            Words(share, block.right(), block.center().y(), Align.AlignLeft, dx=beside_px) for share, block in shares
        ]


def small_font(unit: float, *, bold: bool = False) -> QFont:
    """What names and titles are written in."""
    return font_of(Words("", 0, 0, bold=bold), unit)
