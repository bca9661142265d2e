"""The sizes of both players' gradients, as two bars on one logarithmic scale: whose learning still lives."""

from __future__ import annotations

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


class GradientMeter(QWidget):
    """Two bars, G's solid and D's hatched; `norms` is what they show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.norms, self._most = unknown, unknown
        self._theme, self._unit, self._roomy = DARK, 1.0, True
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

    def set_unit(self, unit: float, roomy: bool = True) -> None:
        """How much larger than in a small window, and whether there is room for the scale's numbers."""
        self._unit, self._roomy = unit, roomy
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, round((72 if self._roomy else 50) * self._unit))

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
        scale = self._scale(QFontMetricsF(font))
        if self._roomy:
            self._paint_decades(painter, scale)
        rows = (
            ("G’s gradient", "generated", self.norms.generator, self._most.generator),
            ("D’s gradient", "discriminator", self.norms.discriminator, self._most.discriminator),
        )
        for index, (name, role, norm, most) in enumerate(rows):
            bar = QRectF(scale.left(), (11 + 22 * index) * unit, scale.width(), 13 * unit)
            self._paint_row(painter, bar, name, role, norm, most)

    def _scale(self, metrics: QFontMetricsF) -> QRectF:
        """Where the bars lie: between the names and the numbers."""
        left = metrics.horizontalAdvance("D’s gradient") + 16 * self._unit
        right = metrics.horizontalAdvance("8.8·10⁻⁸⁸") + 12 * self._unit
        return QRectF(left, 0, max(40.0, self.width() - left - right), self.height())

    def _paint_decades(self, painter: QPainter, scale: QRectF) -> None:
        painter.setPen(self._theme.color("muted"))
        low, high = decades
        for decade in range(low, high + 1, 2 if scale.width() > 300 * self._unit else 4):
            x = scale.left() + scale.width() * (decade - low) / (high - low)
            painter.drawLine(QLineF(x, 48 * self._unit, x, 51 * self._unit))
            words = QRectF(x - 40 * self._unit, 52 * self._unit, 80 * self._unit, 18 * self._unit)
            painter.drawText(words, Align.AlignHCenter | Align.AlignVCenter, ten_to(decade))

    def _paint_row(self, painter: QPainter, bar: QRectF, name: str, role: str, norm: float, most: float) -> None:
        theme, unit = self._theme, self._unit
        words = bar.adjusted(-bar.left(), -4 * unit, 0, 4 * unit)
        painter.setPen(theme.color("muted"))
        painter.drawText(words, Align.AlignLeft | Align.AlignVCenter, name)
        painter.setPen(theme.color("text"))
        beside = QRectF(bar.right(), words.top(), self.width() - bar.right(), words.height())
        painter.drawText(beside, Align.AlignRight | Align.AlignVCenter, power(norm))
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
