"""The readout under the mouse: what the figure says at one place, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, REAL, THEORY, LineStyle, draw_sample
from gan_playground.ui.theme.wording import number, percent

Align = Qt.AlignmentFlag
below_px = 36.0  # from the lower edge of the box to the x line
Row = tuple[LineStyle | None, str, str]
"""Line style, name and number of a line of the card."""


class Reading(Struct, frozen=True):
    """The picture's numbers at the grid point nearest to a place."""

    x: float
    real_density: float
    generated_density: float
    decision: float
    best_decision: float


def read(picture: LinePicture, x: float) -> Reading:
    """What the picture says at the grid point nearest to x."""
    at = int(np.argmin(np.abs(picture.x - x)))
    columns = (picture.real_density, picture.generated_density, picture.decision, picture.best_decision)
    return Reading(float(picture.x[at]), *(float(column[at]) for column in columns))


def rows(reading: Reading, of_fake: bool, has_best: bool = True) -> list[Row]:
    """The lines of the card; has_best: there is a best possible D."""
    decision, best = reading.decision, reading.best_decision
    names = ("D(x)", "D*(x)")
    if of_fake:
        decision, best, names = 1 - decision, 1 - best, ("1 − D(x)", "1 − D*(x)")
    says = percent if has_best else partial(number, decimals=3)
    told: list[Row] = [
        (None, "x", number(reading.x)),
        (REAL, "p(x) real", number(reading.real_density, 4)),
        (GENERATED, "p(x) fake", number(reading.generated_density, 4)),
        (DISCRIMINATOR, names[0], says(decision)),
    ]
    return [*told, (THEORY, names[1], says(best))] if has_best else told


class Dot(Struct, frozen=True):
    """A place on a curve, in the units of the box, in the curve's colour."""

    role: str
    y: float


class ReadoutItem(PixelItem):
    """A thin upright line down to the x line, a dot on each curve, and a small card beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._x = 0.0
        self._dots: Sequence[Dot] = ()
        self._rows: Sequence[Row] = ()
        self.setOpacity(0.0)

    def set_data(self, x: float, dots: Sequence[Dot], rows: Sequence[Row]) -> None:
        """No rows: nothing is drawn."""
        if rows or self._rows:
            self._x, self._dots, self._rows = x, dots, rows
            self.setOpacity(1.0 if rows else 0.0)
            self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not self._rows:
            return
        x = at.point(self._x, 0).x()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("muted"), 1))
        painter.drawLine(QLineF(x, at.box.top(), x, at.box.bottom() + below_px * self.unit))
        self._paint_dots(painter, at, x)
        self._paint_card(painter, at.box, x)

    def _paint_dots(self, painter: QPainter, at: ToPixels, x: float) -> None:
        radius = 3.6 * self.unit
        painter.setPen(QPen(self.theme.color("surface"), 1.5))
        for dot in self._dots:
            y = at.point(0, dot.y).y()
            if np.isfinite(y) and y >= at.box.top() - radius:
                painter.setBrush(self.theme.color(dot.role))
                painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_card(self, painter: QPainter, box: QRectF, x: float) -> None:
        """The numbers beside the upright line, on the side where there is room."""
        theme, unit, font = self.theme, self.unit, QFont()
        font.setPixelSize(round(12.5 * unit))
        metrics = QFontMetricsF(font)
        names = max(metrics.horizontalAdvance(name) for _, name, _ in self._rows)
        numbers = max(metrics.horizontalAdvance(value) for _, _, value in self._rows)
        row, air, sample = 18 * unit, 10 * unit, 24 * unit
        size = QSizeF(sample + names + numbers + 3.6 * air, row * len(self._rows) + 1.4 * air)
        card = QRectF(QPointF(x + 14 * unit, box.top() + 6 * unit), size)
        if card.right() > box.right():
            card.moveRight(x - 14 * unit)
        painter.setPen(QPen(theme.color("outline"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(card, 8 * unit, 8 * unit)
        painter.setFont(font)
        inner = card.adjusted(air, 0.7 * air, -air, 0)
        inner.setHeight(row)
        for style, name, value in self._rows:
            if style:
                draw_sample(painter, QRectF(inner.left(), inner.top(), 16 * unit, row), style, theme, unit)
            painter.setPen(theme.color("text"))
            painter.drawText(inner.adjusted(sample, 0, 0, 0), Align.AlignLeft | Align.AlignVCenter, name)
            painter.drawText(inner, Align.AlignRight | Align.AlignVCenter, value)
            inner.translate(0, row)
