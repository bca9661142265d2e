"""Fields of swatches: colours that were drawn from the photograph, and colours of G."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.words_item import Words, WordsItem, font_of
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.rgb_image import RgbImage
from gan_playground.ui.plot.strokes import fill_rectangles
from gan_playground.ui.stages.colours.cube import full_shade
from gan_playground.ui.stages.colours.plan import swatch_count, title_px
from gan_playground.ui.theme.wording import percent

Align = Qt.AlignmentFlag

short_names = {"real": "real", "generated": "G(z)"}
longest_note = "100 % clipped"
notable_share = 0.01
opaque = np.uint32(0xFF000000)
half_shade = 0.5
"""Real colours lie up to so much beside the shades of their pixels."""


class GapsItem(PixelItem):
    """Thin lines between the swatches, so that each is one: of whole pixels, at the right of and below each."""

    def __init__(self) -> None:
        super().__init__()
        self._columns, self._rows = 1, 1
        self.keep_painted()
        self.cut_off_sharply()

    def set_shape(self, columns: int, rows: int) -> None:
        if (columns, rows) != (self._columns, self._rows):
            self._columns, self._rows = columns, rows
            self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        box, gap = at.box, gap_of(at.x_scale, at.ratio)
        x = at.snapped_x(at.x(np.arange(1.0, self._columns))) - gap
        y = at.snapped_y(at.y(np.arange(1.0, self._rows))) - gap
        upright = [x, np.full_like(x, box.top()), np.full_like(x, gap), np.full_like(x, box.height())]
        level = [np.full_like(y, box.left()), y, np.full_like(y, box.width()), np.full_like(y, gap)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        fill_rectangles(painter, np.hstack((upright, level)).T, self.theme.color("surface"))


class SwatchesItem(RgbImage):
    """Of its pixels each is a swatch."""

    def set_data(self, cells: NDArray[np.uint8]) -> None:
        """Colours (R, C, 3), the first row above."""
        red, green, blue = np.moveaxis(cells.astype(np.uint32), -1, 0)
        self.show_colors(opaque | red << 16 | green << 8 | blue)


class FieldPlot(Plot):
    """The first 300 colours, row by row, each always in the same place; a swatch is as wide as 1 in its box."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.box.setMouseEnabled(x=False, y=False)
        self.box.invertY(True)
        self._columns, self._rows = 1, 1
        self._cells: NDArray[np.uint8] = np.empty((0, 3), np.uint8)
        self.image, self._gaps = SwatchesItem(), GapsItem()
        self._title = WordsItem(in_shares=True)
        self._title.keep_painted()
        self._notes: Sequence[str] = ()
        self._titled: tuple[object, ...] = ()
        self.add(self.image, self._gaps)
        self.add_over(self._title)

    def set_shape(self, columns: int, rows: int) -> None:
        """How many swatches are beside one another and over one another."""
        self.box.set_home((0.0, float(columns)), (0.0, float(rows)))
        self._gaps.set_shape(columns, rows)
        if (columns, rows) != (self._columns, self._rows):
            self._columns, self._rows = columns, rows
            self._show_cells()

    def set_data(self, colours: Array, notes: Sequence[str] = ()) -> None:
        """Colours (N, 3), and what is to be said of them, from the longest to the shortest."""
        raised = self.theme.color("raised")
        self._cells = np.empty((swatch_count, 3), np.uint8)
        self._cells[:] = rgb_of(raised)
        self._cells[: len(colours)] = screen_colours(colours[:swatch_count], raised)
        self._notes = notes
        self._show_cells()
        self.show_title()

    def _show_cells(self) -> None:
        if len(self._cells) == self._columns * self._rows:
            self.image.set_data(self._cells.reshape(self._rows, self._columns, 3))

    def show_title(self) -> None:
        """Whose swatches these are, and the longest of the notes for which there is room."""
        unit, width = self.unit, self.box.width()
        if (self._notes, unit, width) == self._titled:
            return
        self._titled = (self._notes, unit, width)
        strong = QFontMetricsF(font_of(Words("", 0, 0, bold=True), unit))
        metrics = QFontMetricsF(font_of(Words("", 0, 0), unit))
        room = width - metrics.horizontalAdvance(longest_note)  # kept, or the name would change with the note
        title = self.name if strong.horizontalAdvance(f"{self.name}  ") <= room else short_names[self.name]
        taken = strong.horizontalAdvance(f"{title}  ")
        fitting = (note for note in self._notes if metrics.horizontalAdvance(note) <= width - taken)
        note = next(fitting, self._notes[-1] if self._notes else "")
        words = [Words(title, 0, 0, Align.AlignLeft, self.name, dy=-title_px / 2, bold=True)]
        if note:
            words.append(Words(note, 0, 0, Align.AlignLeft, dx=taken / unit, dy=-title_px / 2))
        self._title.set_data(words)

    def index_at(self, point: QPointF) -> int | None:
        """Which swatch is at a place of the view, px."""
        place = self.box.mapSceneToView(point)
        column, row = int(np.floor(place.x())), int(np.floor(place.y()))
        return row * self._columns + column if 0 <= column < self._columns and 0 <= row < self._rows else None

    def place_of(self, index: int) -> QRectF:
        """Where a swatch lies in the view, px."""
        row, column = divmod(index, self._columns)
        corners = (QPointF(column, row), QPointF(column + 1, row + 1))
        return QRectF(*map(self.box.mapViewToScene, corners))


def gap_of(cell: float, ratio: float) -> float:
    """How wide the lines are between swatches of this size, px; ratio: the screen's pixels in one px."""
    return max(1, round(cell * ratio / 12)) / ratio


def rgb_of(color: QColor) -> Array:
    """Its red, green and blue, from 0 to 255."""
    return np.array([color.red(), color.green(), color.blue()], dtype=np.float64)


def screen_colours(colours: Array, instead: QColor) -> NDArray[np.uint8]:
    """The nearest colours that a screen has (N, 3); those that are not numbers become another one."""
    known = np.asarray(np.isfinite(colours).all(axis=1))
    shown = np.clip(np.where(known[:, None], colours, 0), 0, full_shade).round().astype(np.uint8)
    shown[~known] = rgb_of(instead)
    return shown


def beyond_notes(colours: Array) -> tuple[str, ...]:
    """How many colours (N, 3) a screen cannot show, from the longest way to say it to the shortest; nothing if few."""
    if not len(colours):
        return ()
    finite = np.isfinite(colours).all(axis=1)
    lost = float(np.mean(~finite))
    if lost > 0:
        share = percent(lost) if lost >= notable_share else "under 1%"
        return (f"{share} are no longer numbers", f"{share} no numbers", f"{share} lost")
    apart = np.abs(colours - 127.5).max(axis=1)
    beyond = float(np.mean(apart > 127.5 + half_shade))
    if beyond < notable_share:
        return ()
    share = percent(beyond)
    return (f"{share} are beyond what a screen shows", f"{share} beyond black or white", f"{share} clipped")
