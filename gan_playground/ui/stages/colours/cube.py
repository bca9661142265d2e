"""The cube of red, green and blue: how it is turned, and where its colours come to lie. Its edge is the unit."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.ui.plot.pixels import Array

full_shade = 255.0
most_tilt_deg = 90.0

CORNERS: Array = full_shade * np.array([[i & 1, i >> 1 & 1, i >> 2 & 1] for i in range(8)], dtype=float)
"""(8, 3) colours: the bits of the i-th say whether it has red, green and blue."""

EDGES: NDArray[np.int64] = np.array([(i, i | bit) for bit in (1, 2, 4) for i in range(8) if not i & bit])
"""(12, 2) corners; the first four run along red, then green, then blue."""

AXES = (0, 4, 8)
"""The edges that leave black."""


class Turn(Struct, frozen=True):
    """yaw_deg: how far the cube has turned about green, which stands upright; what is in front goes to the right.
    tilt_deg: how far it leans towards us, so that 90 shows it from above.
    """

    yaw_deg: float = 32.0
    tilt_deg: float = 22.0

    def by(self, yaw_deg: float, tilt_deg: float) -> Turn:
        """So much further; nobody looks at it upside down."""
        yaw = (self.yaw_deg + yaw_deg + 180) % 360 - 180
        return Turn(yaw, min(most_tilt_deg, max(-most_tilt_deg, self.tilt_deg + tilt_deg)))

    @property
    def matrix(self) -> Array:
        """(3, 3): red, green and blue to what lies right, up and away from us."""
        yaw, tilt = math.radians(self.yaw_deg), math.radians(self.tilt_deg)
        right = [math.cos(yaw), 0.0, -math.sin(yaw)]
        away = [math.sin(yaw), 0.0, math.cos(yaw)]
        up = [away[0] * math.sin(tilt), math.cos(tilt), away[2] * math.sin(tilt)]
        depth = [away[0] * math.cos(tilt), -math.sin(tilt), away[2] * math.cos(tilt)]
        return np.array([right, up, depth])


def project(turn: Turn, colours: Array) -> Array:
    """(N, 3) of colours (N, 3): x to the right, y up, and how far away, from the middle.

    Seen from very far, so that equal lengths stay equal; what is not on a screen lies on a face.
    """
    shares = np.clip(colours, 0, full_shade) / full_shade - 0.5
    seen: Array = shares @ turn.matrix.T
    return seen


def far_corner(turn: Turn) -> int:
    """The one that a solid cube would hide."""
    return int(np.argmax(project(turn, CORNERS)[:, 2]))


def reach_of(width: float, height: float, air: float) -> tuple[float, float]:
    """How far to show from the middle, across and up, so that the cube can be turned any way in a box of this size.

    air: what is to be free around it, in the units of the size.
    """
    edge = max(8.0, min((width - 2 * air) / math.sqrt(2), (height - 2 * air) / math.sqrt(3)))
    return math.sqrt(2) / 2 + air / edge, math.sqrt(3) / 2 + air / edge
