"""What the plane says in words: the step, how many modes, and how many dots lie outside of what is seen."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gan_playground.gan.frame import Frame
from gan_playground.ui.stages.backdrop import Align, label
from gan_playground.ui.stages.plane_layers import PlaneScene

rim_px = 16.0


def paint_words(painter: QPainter, scene: PlaneScene, frame: Frame) -> None:
    """The step at the left, what was found at the right."""
    unit, y = scene.geometry.unit, rim_px * scene.geometry.unit
    painter.setFont(scene.font)
    painter.setPen(scene.theme.color("text"))
    label(painter, 12 * unit, y, f"step {frame.step:,}", Align.AlignLeft)
    label(painter, scene.geometry.width - 12 * unit, y, found(frame), Align.AlignRight)


def found(frame: Frame) -> str:
    """As in "5 of 8 modes · 71.2 % of high quality (at best 98.9 %)"."""
    if "modes" not in frame.metrics:
        return ""
    modes, total, quality = (frame.metrics[name] for name in ("modes", "modes_total", "high_quality"))
    best = f" (at best {100 * quality.ceiling:.1f} %)" if quality.ceiling is not None else ""
    return f"{modes.value:.0f} of {total.value:.0f} modes · {100 * quality.value:.1f} % of high quality{best}"


def paint_rim(painter: QPainter, scene: PlaneScene) -> None:
    """At each side, how many generated dots lie beyond it."""
    if "generated" not in scene.visible:
        return
    geometry, unit = scene.geometry, scene.geometry.unit
    x, y = scene.picture.generated.T
    region = geometry.region
    left, right = int((x < region.left).sum()), int((x > region.right).sum())
    beside = (x >= region.left) & (x <= region.right)
    below, above = int((beside & (y < region.bottom)).sum()), int((beside & (y > region.top)).sum())
    lost = int((~np.isfinite(x) | ~np.isfinite(y)).sum())
    painter.setFont(scene.font)
    painter.setPen(scene.theme.color("generated"))
    middle, side = geometry.width / 2, rim_px * unit
    if left:
        label(painter, 12 * unit, geometry.height / 2, f"‹ {left:,} further left", Align.AlignLeft)
    if right:
        label(painter, geometry.width - 12 * unit, geometry.height / 2, f"{right:,} further right ›", Align.AlignRight)
    if above:
        label(painter, middle, side, f"{above:,} further up", Align.AlignHCenter)
    if below or lost:
        words = f"{below:,} further down" if below else f"{lost:,} are no longer numbers"
        label(painter, middle, geometry.height - side, words, Align.AlignHCenter)
