"""The modes of the real data, and what each gets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QStaticText, QTransform

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import tint

least_radius_px = 7.0
crowd = 12  # so many modes leave room for words above them alone
text_px = 12.5
pill_opacity = 0.82

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Label:
    """Words whose letters have their places already: to find them takes longer than to draw them. Sizes in px."""

    text: QStaticText
    half_width: float
    half_height: float


@lru_cache(maxsize=512)
def laid_out(words: str, size_px: int) -> Label:
    """The words in this size."""
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.prepare(QTransform(), font_of(size_px))
    return Label(text, text.size().width() / 2, text.size().height() / 2)


@lru_cache(maxsize=8)
def font_of(size_px: int) -> QFont:
    """The program's typeface in this size. Nobody changes it."""
    font = QFont()
    font.setPixelSize(size_px)
    return font


class ModesItem(PixelItem):
    """A ring of three sigma around each mode, and what it gets: a tick and a number, or a cross.

    The numbers stand on a patch of the surface, so that they can be read where dots lie under them.
    """

    clips_itself = True

    def __init__(self) -> None:
        super().__init__()
        self._centres, self._hits, self._reach = np.empty((0, 2)), np.empty(0, np.int64), 0.0

    def set_data(self, centres: Array | None, hits: Counts | None, sigma: float) -> None:
        """Middles (M, 2), how many samples lie near each (M,), and the modes' deviation; None: there are none."""
        if centres is None or hits is None or len(hits) != len(centres):
            centres, hits = np.empty((0, 2)), np.empty(0, np.int64)
        self._centres, self._hits, self._reach = centres, hits, 3 * sigma
        self.update()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        if not len(self._centres):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = at.points(self._centres)
        radius = max(least_radius_px * self.unit, self._reach * at.x_scale)
        ends = np.concatenate((points - radius, points + radius))
        self.clip(painter, at, reach(ends[:, 0]), reach(ends[:, 1]))
        self._paint_rings(painter, points, radius)
        self._paint_counts(painter, points, radius)

    def _paint_rings(self, painter: QPainter, points: Array, radius: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for role, found in (("good", True), ("warning", False)):
            painter.setPen(QPen(tint(self.theme, role, self.strength), 1.2 * self.unit))
            for x, y in points[(self._hits > 0) == found].tolist():
                painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_counts(self, painter: QPainter, points: Array, radius: float) -> None:
        size_px = round(text_px * self.unit)
        painter.setFont(font_of(size_px))
        hits = self._hits.tolist()
        labels = [laid_out(f"✓ {hit:,}" if hit else "✗ 0", size_px) for hit in hits]
        middles = self._beside(points, radius)
        self._paint_pills(painter, middles, labels)
        for role, found in (("text", True), ("warning", False)):
            painter.setPen(tint(self.theme, role, self.strength))
            for (x, y), label, hit in zip(middles, labels, hits, strict=True):
                if (hit > 0) is found:
                    painter.drawStaticText(QPointF(x - label.half_width, y - label.half_height), label.text)

    def _paint_pills(self, painter: QPainter, middles: list[tuple[float, float]], labels: list[Label]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("surface", pill_opacity * self.strength))
        air = 4 * self.unit
        for (x, y), label in zip(middles, labels, strict=True):
            across, up = label.half_width + air, label.half_height
            painter.drawRoundedRect(QRectF(x - across, y - up, 2 * across, 2 * up), up, up)

    def _beside(self, points: Array, radius: float) -> list[tuple[float, float]]:
        """Where the numbers stand: away from the middle of all modes, or above each where there are many."""
        away = points - points.mean(axis=0)
        length = np.hypot(away[:, 0], away[:, 1])
        away[length <= 1e-9] = (0.0, -1.0)
        away /= np.maximum(length, 1e-9)[:, None] * (length > 1e-9)[:, None] + (length <= 1e-9)[:, None]
        room = 13 + 15 * np.abs(away[:, :1])  # words are wider than high
        if len(points) > crowd:
            away, room = np.array([[0.0, -1.0]]), np.array([[9.0]])
        return [(x, y) for x, y in (points + away * (radius + room * self.unit)).tolist()]
