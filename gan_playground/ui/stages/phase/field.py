"""What pulls at the game everywhere, and the circle it would stay on without friction: both in units of θ and ψ."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.observe.frame import PhasePicture
from gan_playground.ui.plot.pixels import Array

pull_length = 0.8  # of the distance between two arrows, for the strongest
least_pull = 1e-9


def pulls(picture: PhasePicture) -> Array:
    """Arrows (N, 4) from tail to tip, each in the middle of its place: longer where both players push harder."""
    known = np.isfinite(picture.force).all(axis=1)
    grid, force = picture.grid[known], picture.force[known]
    strength = np.hypot(force[:, 0], force[:, 1])
    pushing = strength > least_pull
    grid, force, strength = grid[pushing], force[pushing], strength[pushing]
    if not len(grid):
        return np.empty((0, 4))
    # Square roots, so that the weak ones near the centre are seen too.
    length = pull_length * _spacing(picture.grid) * np.sqrt(strength / np.percentile(strength, 95)).clip(0.12, 1.3)
    half = force / strength[:, None] * length[:, None] / 2
    return np.hstack((grid - half, grid + half))


def _spacing(grid: Array) -> float:
    """Between neighbours of a grid (N, 2) of equal steps."""
    rows = np.unique(grid[:, 1])
    return float(np.ptp(rows)) / max(1, len(rows) - 1)


def half_circle(radius: float, *, upper: bool) -> tuple[Array, Array]:
    """Points from left to right (91,), (91,) around the middle."""
    angle = np.linspace(np.pi, 0, 91)
    return radius * np.cos(angle), radius * np.sin(angle) * (1 if upper else -1)
