"""A game of two numbers, judged by its orbit: theta and psi turn about the point where the game would rest."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct

from gan_playground.gan.doctor.course import Array

least_turn = 2 * math.pi
shrinks_by = 0.9  # a turn: with less it comes to rest
grows_by = 1.1  # a turn: with more it runs away
rested = 0.05  # of the first radius


class Orbit(Struct, frozen=True):
    """turns: how often it went round, in all that is known; growth: of the radius, a turn; radius: now. began: after
    how many of the places that are known it became what it is: at rest, growing, shrinking, or neither.
    """

    turns: float
    growth: float
    radius: float
    first_radius: float
    began: int


def orbit_of(positions: Array) -> Orbit:
    """Of theta and psi at every step (N, 2), N at least 2."""
    radius = np.hypot(positions[:, 0], positions[:, 1])
    angle = np.unwrap(np.arctan2(positions[:, 1], positions[:, 0]))
    turns = abs(angle[-1] - angle[0]) / least_turn
    before = np.abs(angle - angle[-1]) >= least_turn  # a whole turn ago and more
    last = int(np.flatnonzero(before)[-1]) if before.any() else 0
    growth = float(radius[-1] / max(radius[last], 1e-12)) if before.any() else math.nan
    return Orbit(float(turns), growth, float(radius[-1]), float(radius[0]), _began(angle, radius))


def _began(angle: Array, radius: Array) -> int:
    """A growth is of a whole turn, and so has been there since that turn began."""
    travelled = np.maximum.accumulate(np.abs(angle - angle[0]))
    before = np.searchsorted(travelled, travelled - least_turn, side="right") - 1  # -1: not yet once round
    growth = radius / np.maximum(radius[before], 1e-12)
    rests, kinds = radius <= rested * radius[0], np.digitize(growth, (shrinks_by, grows_by))
    kinds[before < 0] = -1
    kinds[rests] = -2
    others = np.flatnonzero(kinds != kinds[-1])
    first = int(others[-1]) + 1 if len(others) else 0
    return first if rests[-1] else max(int(before[first]), 0)
