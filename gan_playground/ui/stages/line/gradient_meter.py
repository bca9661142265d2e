"""The sizes of both players' gradients, as two bars on one logarithmic scale: whose learning still lives."""

from __future__ import annotations

import enum
import math

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.observe.frame import Pair
from gan_playground.numerals import power, ten_to
from gan_playground.ui.theme.theme import DARK, Theme

Align = Qt.AlignmentFlag

decades = (-9, 2)
"""From 10^-9 to 10^2: below, a step of single precision moves nothing any more."""


unknown = Pair(math.nan, math.nan)
"""Before anything was measured."""


def share_of(norm: float) -> float:
    """How long the bar of a norm is, from 0 to 1."""
    if not math.isfinite(norm) or norm <= 0:
        return 0.0 if not norm > 0 else 1.0
    low, high = decades
    return min(1.0, max(0.0, (math.log10(norm) - low) / (high - low)))


class MeterSize(enum.Enum):
    """What there is room for; the value is how high that is."""

    SCALED = 72
    BARS = 50
    ONE_ROW = 28


class GradientMeter(QWidget):
    """Two bars, G's solid and D's hatched; `norms` is what they show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.norms, self._most = unknown, unknown
        self._theme, self._unit, self._size = DARK, 1.0, MeterSize.SCALED
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("gradientMeter")
        self.setAccessibleName("How large the gradients of both players are")
        self.setToolTip(
            "The norm of each player's last gradient, on a logarithmic scale. A gradient near 0 moves nothing: "
            "its player has stopped learning. The tick: the largest of this run."
        )

    def begin(self) -> None:
        """A run begins."""
        self._most = unknown
        self.show_norms(unknown)

    def show_norms(self, norms: Pair) -> None:
        self.norms = norms
        most = self._most
        self._most = Pair(_larger(norms.generator, most.generator), _larger(norms.discriminator, most.discriminator))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_unit(self, unit: float, size: MeterSize = MeterSize.SCALED) -> None:
        """How much larger than in a small window, and how much of it there is room for."""
        self._unit, self._size = unit, size
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._size.value * self._unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme, unit = self._theme, self._unit
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("outline"), 1))
        painter.drawLine(QLineF(0, 0.5, self.width(), 0.5))
        font = QFont(self.font())
        font.setPixelSize(round(13 * unit))
        painter.setFont(font)
        rows = (
            ("G’s gradient", "generated", self.norms.generator, self._most.generator),
            ("D’s gradient", "discriminator", self.norms.discriminator, self._most.discriminator),
        )
        metrics = QFontMetricsF(font)
        for place, row in zip(self._places(), rows, strict=True):
            self._paint_row(painter, place, self._bar(place, metrics), *row)
        if self._size is MeterSize.SCALED:
            self._paint_decades(painter, self._bar(self._places()[1], metrics))

    def _places(self) -> list[QRectF]:
        """Of both rows: one below the other, or beside it."""
        unit, width = self._unit, float(self.width())
        if self._size is MeterSize.ONE_ROW:
            half = (width - 20 * unit) / 2
            return [QRectF(left, 7 * unit, half, 21 * unit) for left in (0.0, width - half)]
        return [QRectF(0, (7 + 22 * index) * unit, width, 21 * unit) for index in (0, 1)]

    def _bar(self, place: QRectF, metrics: QFontMetricsF) -> QRectF:
        """Between the name and the number of a row."""
        left = metrics.horizontalAdvance("D’s gradient") + 16 * self._unit
        right = metrics.horizontalAdvance("8.8·10⁻⁸⁸") + 12 * self._unit
        width = max(40.0, place.width() - left - right)
        return QRectF(place.left() + left, place.top() + 4 * self._unit, width, 13 * self._unit)

    def _paint_decades(self, painter: QPainter, scale: QRectF) -> None:
        painter.setPen(self._theme.color("muted"))
        low, high = decades
        for decade in range(low, high + 1, 2 if scale.width() > 300 * self._unit else 4):
            x = scale.left() + scale.width() * (decade - low) / (high - low)
            painter.drawLine(QLineF(x, 48 * self._unit, x, 51 * self._unit))
            words = QRectF(x - 40 * self._unit, 52 * self._unit, 80 * self._unit, 18 * self._unit)
            painter.drawText(words, Align.AlignHCenter | Align.AlignVCenter, ten_to(decade))

    def _paint_row(
        self, painter: QPainter, words: QRectF, bar: QRectF, name: str, role: str, norm: float, most: float
    ) -> None:
        theme, unit = self._theme, self._unit
        painter.setPen(theme.color("muted"))
        painter.drawText(words, Align.AlignLeft | Align.AlignVCenter, name)
        painter.setPen(theme.color("text"))
        painter.drawText(words, Align.AlignRight | Align.AlignVCenter, power(norm))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(bar, 3 * unit, 3 * unit)
        filled = QRectF(bar.left(), bar.top(), bar.width() * share_of(norm), bar.height())
        painter.setBrush(theme.color(role, 0.45 if role == "discriminator" else 1.0))
        painter.drawRoundedRect(filled, 3 * unit, 3 * unit)
        if role == "discriminator":  # dashed, as everywhere
            painter.setBrush(QBrush(theme.color(role), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(filled, 3 * unit, 3 * unit)
        if most > 0:
            painter.setPen(QPen(theme.color("theory"), 2 * unit))
            x = round(bar.left() + bar.width() * share_of(most))  # on whole pixels, or a thin tick is a blur
            painter.drawLine(QLineF(x, bar.top() - 2 * unit, x, bar.bottom() + 2 * unit))


def _larger(norm: float, most: float) -> float:
    """Of two norms, one of which may be no number."""
    return float(np.fmax(norm, most)) if math.isfinite(norm) else most
