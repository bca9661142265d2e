"""A few colours in the place of a field of swatches, so large that D's verdict has room below, and a second colour."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.words_item import Words, font_of
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.stages.colours.plan import title_px
from gan_playground.ui.stages.colours.swatches import screen_colours, short_names

Align = Qt.AlignmentFlag

tile_px, row_px, gap_px, verdict_px = 34.0, 15.0, 5.0, 11.0
"""Of a shade at the least; of the row of its verdict; between two tiles; of the words."""


class JudgedColours(Struct, frozen=True, eq=False):
    """Whose colours (N, 3) these are, by the name of their layer. says: what D says of each, once it has. pushed: (N,
    3) which colour each is pushed towards, or None. notes: what is said of them, from the longest way to the shortest.
    """

    name: str
    colours: Array
    says: tuple[str, ...] = ()
    pushed: Array | None = None
    notes: tuple[str, ...] = ()


class TilesItem(PixelItem):
    """As many of them as there is room for; a tile that is pushed is split, at its right the colour that it goes to."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: JudgedColours | None = None

    def set_data(self, tiles: JudgedColours | None) -> None:
        self.tiles = tiles
        self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if (tiles := self.tiles) is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_title(painter, at.box, tiles)
        raised = self.theme.color("raised")
        colours = screen_colours(tiles.colours, raised)
        pushed = None if tiles.pushed is None else screen_colours(tiles.pushed, raised)
        whole = painter.opacity()
        painter.setOpacity(whole * self.strength)
        for place, room in enumerate(self._rooms(at.box, len(colours))):
            self._paint_shades(painter, room, colours[place], None if pushed is None else pushed[place])
            if tiles.says:
                self._paint_verdict(painter, room, tiles.says[place])
        painter.setOpacity(whole)

    def _rooms(self, box: QRectF, count: int) -> list[QRectF]:
        """Of each tile that fits, without its gaps."""
        tile, gap = tile_px * self.unit, gap_px * self.unit
        columns = max(1, int((box.width() + gap) // (tile + gap)))
        rows = max(1, int((box.height() + gap) // (tile + row_px * self.unit + gap)))
        width, height = (box.width() + gap) / columns, (box.height() + gap) / rows
        return [
            QRectF(box.left() + i % columns * width, box.top() + i // columns * height, width - gap, height - gap)
            for i in range(min(count, columns * rows))
        ]

    def _paint_shades(
        self, painter: QPainter, room: QRectF, now: NDArray[np.uint8], pushed: NDArray[np.uint8] | None
    ) -> None:
        shade = room.adjusted(0, 0, 0, -row_px * self.unit)
        painter.fillRect(shade, QColor(*now.tolist()))
        if pushed is not None:
            painter.fillRect(shade.adjusted(shade.width() / 2, 0, 0, 0), QColor(*pushed.tolist()))

    def _paint_verdict(self, painter: QPainter, room: QRectF, says: str) -> None:
        row = QRectF(room.left(), room.bottom() - row_px * self.unit, room.width(), row_px * self.unit)
        painter.setFont(font_of(Words("", 0, 0, size_px=verdict_px), self.unit))
        painter.setPen(self.theme.ink("discriminator"))
        painter.drawText(row, Align.AlignCenter | Qt.TextFlag.TextDontClip, says)

    def _paint_title(self, painter: QPainter, box: QRectF, tiles: JudgedColours) -> None:
        """As over any field: whose they are, and the longest of the notes for which there is room."""
        height, gap = title_px * self.unit, gap_px * self.unit
        row = QRectF(box.left(), box.top() - height, box.width() + gap, height)
        title, note = font_of(Words("", 0, 0, bold=True), self.unit), font_of(Words("", 0, 0), self.unit)
        of_title, of_note = QFontMetricsF(title).horizontalAdvance, QFontMetricsF(note).horizontalAdvance
        choices = [(name, words) for words in tiles.notes for name in (tiles.name, short_names[tiles.name])]
        fitting = (pair for pair in choices if of_title(f"{pair[0]}  ") + of_note(pair[1]) <= row.width())
        name, words = next(fitting, (short_names[tiles.name], ""))
        flags = Align.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.setFont(title)
        painter.setPen(self.theme.ink(tiles.name))
        painter.drawText(row, flags, name)
        painter.setFont(note)
        painter.setPen(self.theme.color("muted"))
        painter.drawText(row.adjusted(of_title(f"{name}  "), 0, 0, 0), flags, words)
