"""A dot that somebody follows, from its noise through every layer of G to its place, and what D says of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gan_playground.gan.observe.frame import PinnedDot
from gan_playground.numerals import power
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.theme.wording import number, verdict_words

column_px, low_px, wide_px = 176, 400, 470
"""How wide a column is; a stage that is lower has one, if it is as wide as this."""
row_px, title_px, aside_px = 19.0, 72.0, 36.0  # of a column: a row, what says of what it is, and the button
words_px = 215.0
line_px, widest_px = 40.0, 400.0  # the room for a line of words
most_rows = 4  # of cells in one layer
shades = 64
Group = tuple[str, NDArray[np.float64]]
"""The values of a layer, and what it is called."""


class CardShape(Enum):
    """How the card stands; its height in px of a small panel, or 0 where it is as high as the plane."""

    STRIP = 66
    COLUMN = 0
    WORDS = 48


def shape_for(width: float, height: float) -> CardShape:
    """A strip takes from the plane's height, which is short where the stage is low; sizes in px of a small panel."""
    if height >= low_px:
        return CardShape.STRIP
    return CardShape.COLUMN if width >= wide_px else CardShape.WORDS


class PinCard(QWidget):
    """A strip below the plane, a column at its right, or below it words alone.

    Signals: closed() when it is no longer wanted.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._unit = 1.0
        self.shape = CardShape.STRIP
        self.scores = False
        self._dot: PinnedDot | None = None
        self.setObjectName("pinCard")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            "The dot that you follow: its noise z, the values of each layer of G (light is high), where it lies, "
            "how likely D thinks it real, and the force on it. Esc lets it go."
        )
        self.close_button = QPushButton(self, toolTip="Follow it no longer (Esc)")
        self.close_button.setObjectName("unpinButton")
        self.close_button.setAccessibleName("Follow the dot no longer")
        self.close_button.setProperty("variant", "icon")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.closed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self._row.addWidget(self.close_button)

    def stand_for(self, width: float, height: float, beside: QBoxLayout, below: QBoxLayout) -> None:
        """Stand where a stage of this size, in px of a small panel, has room for it: beside its plane or below it."""
        shape = shape_for(width, height)
        if shape is not self.shape:
            self._set_shape(shape)
            (beside if shape is CardShape.COLUMN else below).addWidget(self)

    @property
    def below_px(self) -> int:
        """What it takes of the stage's height."""
        return 0 if self.isHidden() or self.shape is CardShape.COLUMN else self.sizeHint().height()

    def _set_shape(self, shape: CardShape) -> None:
        self.shape, stands = shape, shape is CardShape.COLUMN
        along, across = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((across, along) if stands else (along, across)))
        self._row.setAlignment(self.close_button, Qt.AlignmentFlag.AlignTop if stands else Qt.AlignmentFlag(0))
        self.updateGeometry()
        self.update()

    def show_dot(self, dot: PinnedDot) -> None:
        self._dot = dot
        verdict = verdict_words(dot.verdict, self.scores)
        words = f"x {number(float(dot.place[0]))}, y {number(float(dot.place[1]))}; {verdict}"
        self.setAccessibleName(f"Dot {dot.index}: {words}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        draw_icon(self.close_button, "close", theme.text, 16)
        self.update()

    def set_unit(self, unit: float) -> None:
        self._unit = unit
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if self.shape is CardShape.COLUMN:
            return QSize(round(column_px * self._unit), 100)
        return QSize(600, round(self.shape.value * self._unit))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint().boundedTo(QSize(200, 100))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._dot is not None:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint(painter, self._dot)

    def _paint(self, painter: QPainter, dot: PinnedDot) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(12 * self._unit))
        painter.setFont(font)
        groups = [("z", dot.z), *((f"layer {i}", layer) for i, layer in enumerate(dot.layers, 1))]
        if self.shape is CardShape.STRIP:
            self._paint_strip(painter, dot, groups)
        else:
            self._paint_column(painter, dot, groups if self.shape is CardShape.COLUMN else [])

    def _paint_column(self, painter: QPainter, dot: PinnedDot, groups: Sequence[Group]) -> None:
        """A row for each layer, as far as the words below have their room."""
        unit, row = self._unit, row_px * self._unit
        width, top = self.width() - (title_px + aside_px) * unit, 0.0
        for title, values in groups[: max(0, int((self.height() - CardShape.WORDS.value * unit) / row))]:
            painter.setPen(self._theme.color("muted"))
            _write(painter, 4 * unit, top + row / 2, f"{title} · {len(values)}")
            self._paint_cells(painter, QRectF(title_px * unit, top + 2 * unit, width, row - 4 * unit), values)
            top += row
        self._paint_words(painter, dot, 4 * unit, top + 10 * unit)

    def _paint_strip(self, painter: QPainter, dot: PinnedDot, groups: Sequence[Group]) -> None:
        unit, theme = self._unit, self._theme
        room = self.width() - words_px * unit - 44
        width = max(title_px * unit, min(150 * unit, room / max(1, len(groups)) - 22 * unit))
        left, top = 4 * unit, 20 * unit
        for title, values in groups:
            if left + width > room:
                break
            box = QRectF(left, top, width, self.height() - top - 8 * unit)
            painter.setPen(theme.color("muted"))
            _write(painter, left, top - 9 * unit, f"{title} · {len(values)}")
            self._paint_cells(painter, box, values)
            self._paint_step(painter, box.right() + 4 * unit, box.center().y())
            left += width + 22 * unit
        self._paint_words(painter, dot, left, top)

    def _paint_cells(self, painter: QPainter, box: QRectF, values: NDArray[np.float64]) -> None:
        """The values as shades, row by row, the highest light."""
        rows = 1 if len(values) <= 8 else min(most_rows, max(2, len(values) // 16))
        columns = -(-len(values) // rows)
        low, high = float(values.min()), float(values.max())
        share = (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
        filled = np.zeros(rows * columns, dtype=np.uint8)
        filled[: len(values)] = 1 + np.nan_to_num(share * (shades - 2))
        image = QImage(filled.data, columns, rows, columns, QImage.Format.Format_Indexed8)
        table = [self._theme.color("surface").rgb()]
        table += [tint(self._theme, "generated", 0.08 + 0.92 * i / (shades - 2)).rgb() for i in range(shades - 1)]
        image.setColorTable(table)
        painter.drawImage(box, image.convertToFormat(QImage.Format.Format_RGB32))

    def _paint_step(self, painter: QPainter, x: float, y: float) -> None:
        unit = self._unit
        painter.setPen(self._theme.color("muted"))
        tip = QPointF(x + 12 * unit, y)
        painter.drawLine(QPointF(x, y), tip)
        painter.drawLine(tip, tip + QPointF(-4, -3) * unit)
        painter.drawLine(tip, tip + QPointF(-4, 3) * unit)

    def _paint_words(self, painter: QPainter, dot: PinnedDot, left: float, top: float) -> None:
        unit, theme = self._unit, self._theme
        painter.setPen(theme.ink("generated"))
        place = f"x {number(float(dot.place[0]))}   y {number(float(dot.place[1]))}"
        _write(painter, left, top - 2 * unit, place)
        painter.setPen(theme.ink("discriminator"))
        _write(painter, left, top + 15 * unit, verdict_words(dot.verdict, self.scores))
        painter.setPen(theme.color("text"))
        force = power(float(np.hypot(*dot.force)))
        _write(painter, left, top + 32 * unit, f"force on it {force}")


def _write(painter: QPainter, left: float, middle: float, text: str) -> None:
    """Text that begins at the left, with its middle at this height."""
    row = QRectF(left, middle - line_px / 2, widest_px, line_px)
    painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
