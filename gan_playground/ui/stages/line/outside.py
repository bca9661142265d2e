"""What is told in words of generated samples that the figure does not show: beyond its sides, and above its edge."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.ui.plot.items.words_item import Words, font_of
from gan_playground.ui.theme.wording import number, percent

Align = Qt.AlignmentFlag


def cut_off(picture: LinePicture, density_top: float) -> list[Words]:
    """The generated density's peak in numbers, where it is cut off."""
    peak = int(picture.generated_density.argmax())
    density = float(picture.generated_density[peak])
    if not density > density_top:
        return []
    return [Words(f"↑ {number(density, 1)}", float(picture.x[peak]), 1, Align.AlignLeft, "generated", dx=10, dy=12)]


def outside(picture: LinePicture, dy: float, room_px: float, unit: float) -> list[Words]:
    """How many generated samples the view leaves out, told at the side where most lie, in as many words as there is
    room for. dy: how far below its lower edge, or above it.
    """
    if not picture.outside > 0:
        return []
    left, right = picture.outside_left, picture.outside - picture.outside_left
    share = percent(picture.outside) if picture.outside >= 0.005 else "under 1%"
    at_left = left > right
    where = "outside this view" if left > 0 and right > 0 else "further left" if at_left else "further right"
    arrows = ("← " if left > 0 else "", " →" if right > 0 else "")
    choices = [words.join(arrows) for words in (f"{share} of generated samples lie {where}", f"{share} {where}")]
    align = Align.AlignLeft if at_left else Align.AlignRight
    told = [Words(text, 0 if at_left else 1, 1, align, "generated", dy=dy, pill=dy < 0) for text in choices]
    return told[:1] if _width(told[0], unit) <= room_px else told[1:]


def _width(words: Words, unit: float) -> float:
    return QFontMetricsF(font_of(words, unit)).horizontalAdvance(words.text)
