"""The ring and the label of a mode: painted, or as small pictures that are copied."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QStaticText, QTransform

from gan_playground.ui.plot.kept_pictures import empty_picture, kept, phases
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.theme.theme import Theme

text_px, ring_px = 12.5, 1.2
pill_opacity, pill_air_px = 0.82, 4.0


class ModeStyle(Struct, frozen=True):
    """How rings and labels are drawn. unit: how large; strength: how much of what is under them they cover."""

    theme: Theme
    unit: float
    strength: float

    def color(self, found: str, hit: bool) -> QColor:
        """Of a mode that gets something, or nothing."""
        return tint(self.theme, found if hit else "warning", self.strength)


def paint_ring(painter: QPainter, middle: QPointF, radius: float, style: ModeStyle, found: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.color("good", found), ring_px * style.unit))
    painter.drawEllipse(middle, radius, radius)


@kept(128)
def ring_picture(radius: float, style: ModeStyle, found: bool, phase: tuple[int, int], ratio: float) -> QPixmap:
    """A ring whose middle lies so far behind the edge of the picture's middle pixel."""
    half = ceil((radius + ring_px * style.unit) * ratio) + 1
    picture = empty_picture(2 * half + 1, 2 * half + 1)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        middle = QPointF(half + phase[0] / phases, half + phase[1] / phases) / ratio
        paint_ring(painter, middle, radius, style, found)
    return picture


def paint_label(painter: QPainter, middle: QPointF, style: ModeStyle, hit: int) -> None:
    """What a mode gets, on a patch that is a little wider."""
    text = _words(style, hit)
    across, up, air = text.size().width() / 2, text.size().height() / 2, pill_air_px * style.unit
    patch = QRectF(-across - air, -up, 2 * (across + air), 2 * up).translated(middle)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.theme.color("surface", pill_opacity * style.strength))
    painter.drawRoundedRect(patch, up, up)
    painter.setFont(font_of(round(text_px * style.unit)))
    painter.setPen(style.color("text", hit > 0))
    painter.drawStaticText(middle - QPointF(across, up), text)


@kept(512)
def label_picture(style: ModeStyle, hit: int, ratio: float) -> QPixmap:
    """The label around the edge of the picture's middle pixel."""
    size = _words(style, hit).size()
    across, down = ceil((size.width() / 2 + pill_air_px * style.unit) * ratio) + 1, ceil(size.height() / 2 * ratio) + 1
    picture = empty_picture(2 * across + 1, 2 * down + 1)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        paint_label(painter, QPointF(across, down) / ratio, style, hit)
    return picture


def _words(style: ModeStyle, hit: int) -> QStaticText:
    return laid_out(f"✓ {hit:,}" if hit else "✗", round(text_px * style.unit))


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
