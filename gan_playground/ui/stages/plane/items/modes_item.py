"""The modes of the real data, and what each gets."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QStaticText, QTransform

from gan_playground.ui.plot.item import PixelItem, reach
from gan_playground.ui.plot.kept_pictures import draw_around, empty_picture, kept, paints_pixels, phase_of, phases
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.strokes import tint

least_radius_px = 7.0
crowd = 12  # so many modes leave room for words above them alone
text_px = 12.5
pill_opacity, pill_air_px = 0.82, 4.0
most_kept_px = 120.0  # radius of rings that are painted once and copied

Counts = NDArray[np.int64]


class Label(Struct, frozen=True):
    """Words on a patch, which is so much wider than they are, px; colours as Qt has them."""

    words: str
    size_px: int
    air: float
    color: int
    surface: int


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
        self._paint_rings(painter, at, points, radius)
        self._paint_counts(painter, at, points, radius)

    def _paint_rings(self, painter: QPainter, at: ToPixels, points: Array, radius: float) -> None:
        width = 1.2 * self.unit
        copied = radius <= most_kept_px and paints_pixels(painter)
        for (x, y), hit in zip(points.tolist(), self._hits.tolist(), strict=True):
            color = tint(self.theme, "good" if hit else "warning", self.strength).rgb()
            if copied:
                (across, x_phase), (down, y_phase) = phase_of(x, at.ratio), phase_of(y, at.ratio)
                ring = _ring(radius, width, color, (x_phase, y_phase), at.ratio)
                draw_around(painter, ring, across, down, at.ratio)
            else:
                _paint_ring(painter, QPointF(x, y), radius, width, color)

    def _paint_counts(self, painter: QPainter, at: ToPixels, points: Array, radius: float) -> None:
        copied = paints_pixels(painter)
        for (x, y), hit in zip(self._beside(points, radius), self._hits.tolist(), strict=True):
            label = self._label_of(hit)
            if copied:
                draw_around(painter, _picture_of(label, at.ratio), round(x * at.ratio), round(y * at.ratio), at.ratio)
            else:
                _paint_label(painter, QPointF(x, y), label)

    def _label_of(self, hit: int) -> Label:
        """What is said of a mode with so many samples."""
        color = tint(self.theme, "text" if hit else "warning", self.strength).rgb()
        surface = self.theme.color("surface", pill_opacity * self.strength).rgba()
        return Label(
            f"✓ {hit:,}" if hit else "✗ 0", round(text_px * self.unit), pill_air_px * self.unit, color, surface
        )

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


def _paint_ring(painter: QPainter, middle: QPointF, radius: float, width: float, color: int) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor.fromRgb(color), width))
    painter.drawEllipse(middle, radius, radius)


@kept(128)
def _ring(radius: float, width: float, color: int, phase: tuple[int, int], ratio: float) -> QPixmap:
    """A ring whose middle lies so far behind the edge of the picture's middle pixel."""
    half = ceil((radius + width) * ratio) + 1
    picture = empty_picture(2 * half + 1, 2 * half + 1)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        middle = QPointF(half + phase[0] / phases, half + phase[1] / phases) / ratio
        _paint_ring(painter, middle, radius, width, color)
    return picture


def _paint_label(painter: QPainter, middle: QPointF, label: Label) -> None:
    text = laid_out(label.words, label.size_px)
    across, up = text.size().width() / 2, text.size().height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(label.surface))
    painter.drawRoundedRect(
        QRectF(-across - label.air, -up, 2 * (across + label.air), 2 * up).translated(middle), up, up
    )
    painter.setFont(font_of(label.size_px))
    painter.setPen(QColor.fromRgb(label.color))
    painter.drawStaticText(middle - QPointF(across, up), text)


@kept(512)
def _picture_of(label: Label, ratio: float) -> QPixmap:
    """The label around the edge of the picture's middle pixel."""
    size = laid_out(label.words, label.size_px).size()
    across, down = ceil((size.width() / 2 + label.air) * ratio) + 1, ceil(size.height() / 2 * ratio) + 1
    picture = empty_picture(2 * across + 1, 2 * down + 1)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        _paint_label(painter, QPointF(across, down) / ratio, label)
    return picture


@lru_cache(maxsize=512)
def laid_out(words: str, size_px: int) -> QStaticText:
    """Words whose letters have their places already: to find them takes longer than to draw them."""
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.prepare(QTransform(), font_of(size_px))
    return text


@lru_cache(maxsize=8)
def font_of(size_px: int) -> QFont:
    """The program's typeface in this size. Nobody changes it."""
    font = QFont()
    font.setPixelSize(size_px)
    return font
