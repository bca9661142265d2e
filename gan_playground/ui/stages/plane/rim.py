"""What is told in words on the plane: how many dots lie beyond its edges, and what is under the pointer."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import Qt

from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Array, Survey
from gan_playground.ui.plot.items.words_item import Words
from gan_playground.ui.stages.plane.box import PlaneBox
from gan_playground.ui.theme.wording import number, percent

Align = Qt.AlignmentFlag

side_px, edge_px = 10.0, 16.0  # between words and the edge that they stand at
reach_px = 150.0  # so far from the sides reach the words that stand there
mode_px = 34.0  # so far from its middle a mode and what is written beside it are hidden by words
pill_shares = (0.5, 0.62, 0.38, 0.7, 0.3, 0.8, 0.2)  # of the height, the most wanted first

names_of_axes = (
    Words("x₁", 1, 1, Align.AlignRight, dx=-9, dy=-12, pill=True),
    Words("x₂", 0, 0, Align.AlignLeft, dx=9, dy=12, pill=True),
)
"""Of data that have no names of their own."""


def rim(dots: Array, centres: Array | None, box: PlaneBox, unit: float) -> list[Words]:
    """At each side, how many dots (N, 2) lie beyond it; places are shares of the box."""
    region = box.region
    if region.contains(dots).all():
        return []
    left, right, above, below, lost = _counts(dots, region)
    y = _clear_share(centres, box, unit)
    told = (
        (left, Words(f"‹ {left:,} further left", 0, y, Align.AlignLeft, dx=side_px)),
        (right, Words(f"{right:,} further right ›", 1, y, Align.AlignRight, dx=-side_px)),
        (above, Words(f"{above:,} further up", 0.5, 0, dy=edge_px)),
        (below, Words(f"{below:,} further down", 0.5, 1, dy=-edge_px)),
        (lost, Words(f"{lost:,} are no longer numbers", 0.5, 0.5)),
    )
    return [replace(words, role="generated", pill=True) for count, words in told if count]


def _counts(dots: Array, region: Box) -> tuple[int, ...]:
    """How many lie to the left, to the right, above, below; and how many are no numbers."""
    x, y = dots.T
    beside = (x >= region.left) & (x <= region.right)
    beyond = (
        x < region.left,
        x > region.right,
        beside & (y > region.top),
        beside & (y < region.bottom),
        ~(np.isfinite(x) & np.isfinite(y)),
    )
    return tuple(int(which.sum()) for which in beyond)


def _clear_share(centres: Array | None, box: PlaneBox, unit: float) -> float:
    """Where words at either side hide no mode: near the middle, or where they are furthest from the next one."""
    if centres is None or not len(centres):
        return pill_shares[0]
    region, (x_px, y_px) = box.region, box.pixel_size
    across, down = (centres[:, 0] - region.left) / x_px, (region.top - centres[:, 1]) / y_px
    reach = reach_px * unit
    modes = down[(across < reach) | (across > box.width() - reach)]
    heights = box.height() * np.array(pill_shares)
    free = np.abs(heights[:, None] - modes).min(axis=1, initial=mode_px * unit)
    return pill_shares[int(np.argmax(free))]


def under(place: tuple[float, float], survey: Survey | None, scores: bool = False) -> list[Words]:
    """What is at a place of the data, in numbers; `scores`: D gives no probabilities."""
    x, y = place
    words = f"x {number(x)}   y {number(y)}"
    opinion = opinion_at(place, survey)
    if opinion is not None:
        words += f"   D(x) {number(opinion) if scores else percent(opinion)}"
    return [Words(words, 0, 1, Align.AlignLeft, dx=12, dy=-edge_px, pill=True)]


def opinion_at(place: tuple[float, float], survey: Survey | None) -> float | None:
    """D(x) in the cell that a place lies in; None where D was not asked."""
    if survey is None or survey.heat is None or not survey.region.contains(np.array([place]))[0]:
        return None
    (x, y), region = place, survey.region
    rows, columns = survey.heat.shape
    row = min(rows - 1, int((y - region.bottom) / region.height * rows))
    column = min(columns - 1, int((x - region.left) / region.width * columns))
    return float(survey.heat[row, column])
