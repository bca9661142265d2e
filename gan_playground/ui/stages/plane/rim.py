"""What is told in words on the plane: how many dots lie beyond its edges, and what is under the pointer."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt

from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Array, Survey
from gan_playground.ui.plot.items.words_item import Words
from gan_playground.ui.stages.plane.box import PlaneBox
from gan_playground.ui.stages.plane.items.mode_labels import half_label_px, label_places, ring_radius
from gan_playground.ui.theme.wording import number, percent

Align = Qt.AlignmentFlag
Place = tuple[float, float]

side_px, edge_px = 10.0, 16.0  # between words and the edge that they stand at
half_words_px = 46.0, 20.0  # half of how wide words beyond an edge are, and brief ones
half_line_px = 9.0
roomy_px = 260.0  # wide enough to say more than numbers and arrows
shares = (0.5, 0.62, 0.38, 0.7, 0.3, 0.8, 0.2)  # of the edge, the most wanted first
rows = (1, 2.3, 3.6, 4.9)  # from the edge, in distances of words from it


names_of_axes = (
    Words("x₁", 1, 1, Align.AlignRight, dx=-9, dy=-12, pill=True),
    Words("x₂", 0, 0, Align.AlignLeft, dx=9, dy=12, pill=True),
)
"""Of data that have no names of their own."""


class Edge(Struct, frozen=True):
    """An edge of the box: what is told there, in full and in brief; at which share of the box it is; whether it is
    upright.
    """

    words: str
    brief: str
    at: float
    upright: bool


EDGES = (
    Edge("‹ {:,} further left", "‹ {:,}", 0.0, True),
    Edge("{:,} further right ›", "{:,} ›", 1.0, True),
    Edge("{:,} further up", "↑ {:,}", 0.0, False),
    Edge("{:,} further down", "↓ {:,}", 1.0, False),
)


def rim(dots: Array, centres: Array | None, sigma: float, box: PlaneBox, unit: float) -> list[Words]:
    """At each edge, how many dots (N, 2) lie beyond it, clear of what is written beside modes; places are shares of
    the box.
    """
    region = box.region
    if region.contains(dots).all():
        return []
    *beyond, lost = _counts(dots, region)
    taken, brief = _labels(centres, sigma, box, unit), box.width() < roomy_px * unit
    told = [_beyond(edge, count, taken, box, unit, brief) for edge, count in zip(EDGES, beyond, strict=True) if count]
    if lost:
        told.append(Words(f"{lost:,} are no longer numbers", 0.5, 0.5))
    return [replace(words, role="generated", pill=True) for words in told]


def _labels(centres: Array | None, sigma: float, box: PlaneBox, unit: float) -> tuple[Array, Array]:
    """Where words stand already, beside modes and in a corner; and the modes; px from the left upper corner (M, 2)."""
    corner = np.array([[14.0, 12.0]]) * unit
    if centres is None or not len(centres):
        return corner, np.empty((0, 2))
    region, size = box.region, np.array(box.pixel_size)
    points = np.column_stack((centres[:, 0] - region.left, region.top - centres[:, 1])) / size
    radius = ring_radius(3 * sigma / size[0], unit)
    places = label_places(points, radius, QRectF(0, 0, box.width(), box.height()), unit)
    return np.concatenate((corner, places)), points


def _beyond(edge: Edge, count: int, taken: tuple[Array, Array], box: PlaneBox, unit: float, brief: bool) -> Words:
    """What is told at one edge, at the first place that hides no words, and no mode if there is one."""
    half = half_words_px[brief] * unit
    apart = np.array([half + half_label_px[0] * unit, (half_line_px + half_label_px[1]) * unit])
    into = 1 if edge.at == 0.0 else -1
    deep = rows[:1] if edge.upright and brief else rows  # or they would reach to the other side
    places = [(share, into * row) for row in deep for share in shares]
    middles = [(place, _middle(edge, place, half, box, unit)) for place in places]
    clear = [place for place, middle in middles if not _hides(middle, taken[0], apart)]
    free = (place for place, middle in middles if place in clear and not _hides(middle, taken[1], apart))
    share, row = next(free, (clear or places)[0])
    text = (edge.brief if brief else edge.words).format(count)
    if edge.upright:
        dx = into * side_px + (row - into) * 2 * half / unit
        return Words(text, edge.at, share, Align.AlignLeft if into > 0 else Align.AlignRight, dx=dx)
    return Words(text, share, edge.at, dy=row * edge_px)


def _middle(edge: Edge, place: Place, half: float, box: PlaneBox, unit: float) -> Place:
    """Of words at a place, px."""
    (share, row), into = place, 1 if edge.at == 0.0 else -1
    if edge.upright:
        inwards = into * (side_px * unit + half) + (row - into) * 2 * half
        return edge.at * box.width() + inwards, share * box.height()
    return share * box.width(), edge.at * box.height() + row * edge_px * unit


def _hides(middle: Place, labels: Array, apart: Array) -> bool:
    return bool((np.abs(labels - middle) < apart).all(axis=1).any())


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


def under(place: Place, survey: Survey | None, scores: bool = False) -> list[Words]:
    """What is at a place of the data, in numbers; `scores`: D gives no probabilities."""
    x, y = place
    words = f"x {number(x)}   y {number(y)}"
    opinion = opinion_at(place, survey)
    if opinion is not None:
        words += f"   D(x) {number(opinion) if scores else percent(opinion)}"
    return [Words(words, 0, 1, Align.AlignLeft, dx=12, dy=-edge_px, pill=True)]


def opinion_at(place: Place, survey: Survey | None) -> float | None:
    """D(x) in the cell that a place lies in; None where D was not asked."""
    if survey is None or survey.heat is None or not survey.region.contains(np.array([place]))[0]:
        return None
    (x, y), region = place, survey.region
    rows, columns = survey.heat.shape
    row = min(rows - 1, int((y - region.bottom) / region.height * rows))
    column = min(columns - 1, int((x - region.left) / region.width * columns))
    return float(survey.heat[row, column])
