"""What is told in words of generated samples that the figure does not show: beyond its sides, and above its edge."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.ui.plot.box import Span
from gan_playground.ui.plot.items.words_item import Words
from gan_playground.ui.theme.wording import number, percent

Align = Qt.AlignmentFlag


def cut_off(picture: LinePicture, density_top: float) -> list[Words]:
    """The generated density's peak in numbers, where it is cut off."""
    peak = int(picture.generated_density.argmax())
    density = float(picture.generated_density[peak])
    if not density > density_top:
        return []
    return [Words(f"↑ {number(density, 1)}", float(picture.x[peak]), 1, Align.AlignLeft, "generated", dx=10, dy=12)]


def outside(picture: LinePicture, view: Span, dy: float) -> list[Words]:
    """How many generated samples the view leaves out, told at the side where they lie; `dy`: below its lower edge."""
    if not picture.outside > 0:
        return []
    left, right = (picture.image < view[0]).any(), (picture.image > view[1]).any()
    share = percent(picture.outside) if picture.outside >= 0.005 else "under 1%"
    if left and not right:
        return [Words(f"← {share} of generated samples lie further left", 0, 1, Align.AlignLeft, "generated", dy=dy)]
    where = "further right →" if right and not left else "outside this view"
    return [Words(f"{share} of generated samples lie {where}", 1, 1, Align.AlignRight, "generated", dy=dy)]
