"""Where the number of each mode stands, px: so that other words can keep clear of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from PySide6.QtCore import QRectF

from gan_playground.ui.plot.pixels import Array

least_radius_px = 7.0
crowd = 12  # so many modes leave room for words above them alone
half_label_px = 20.0, 9.0  # of a label with a few digits, across and up


def ring_radius(reach_px: float, unit: float) -> float:
    """Of the ring around a mode that reaches so far."""
    return max(least_radius_px * unit, reach_px)


def label_places(points: Array, radius: float, box: QRectF, unit: float) -> Array:
    """The middles of the labels of modes (M, 2): away from the middle of all, or above each where there are many; in
    the box, if the mode is.
    """
    away = points - points.mean(axis=0)
    length = np.hypot(away[:, 0], away[:, 1])
    away[length <= 1e-9] = (0.0, -1.0)
    away /= np.maximum(length, 1e-9)[:, None] * (length > 1e-9)[:, None] + (length <= 1e-9)[:, None]
    room = 13 + 15 * np.abs(away[:, :1])  # words are wider than high
    if len(points) > crowd:
        away, room = np.array([[0.0, -1.0]]), np.array([[9.0]])
    return _kept_inside(points + away * (radius + room * unit), points, box, unit)


def _kept_inside(places: Array, points: Array, box: QRectF, unit: float) -> Array:
    """Places (M, 2) of labels, moved into the box where their modes (M, 2) are seen."""
    half = np.array(half_label_px) * unit
    low, high = np.array([box.left(), box.top()]), np.array([box.right(), box.bottom()])
    seen = ((points >= low) & (points <= high)).all(axis=1, keepdims=True)
    return np.where(seen, np.minimum(np.maximum(places, low + half), high - half), places)


def are_crowded(places: Sequence[tuple[float, float]], unit: float) -> bool:
    """Whether labels at these places would lie on one another."""
    across, up = (2 * half * unit for half in half_label_px)
    return any(abs(x - u) < across and abs(y - v) < up for (x, y), (u, v) in combinations(places, 2))
