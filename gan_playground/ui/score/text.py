"""Typefaces in sizes, and how wide words are in them: asked for with every picture, and hardly ever new."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF


@lru_cache(maxsize=256)
def sized(typeface: QFont, size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The typeface in a size; whoever wants to change it makes a copy."""
    font = QFont(typeface)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font


@lru_cache(maxsize=4096)
def width_px(words: str, font: QFont) -> float:
    """How wide words are."""
    return QFontMetricsF(font).horizontalAdvance(words)
