"""The cube of red, green and blue: how it is turned, and where its colours come to lie on the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from gan_playground.ui.stages.geometry import Array

full_shade = 255.0
most_tilt_deg = 90.0
names_px = 15.0
"""Of room around the cube, for the names of its axes."""

CORNERS: Array = full_shade * np.array([[i & 1, i >> 1 & 1, i >> 2 & 1] for i in range(8)], dtype=float)
"""(8, 3) colours: the bits of the i-th say whether it has red, green and blue."""

EDGES: NDArray[np.int64] = np.array([(i, i | bit) for bit in (1, 2, 4) for i in range(8) if not i & bit])
"""(12, 2) corners; the first four run along red, then green, then blue."""

AXES = (0, 4, 8)
"""The edges that leave black."""


@dataclass(frozen=True, slots=True)
class Turn:
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


@dataclass(frozen=True, slots=True)
class Cube:
    """The cube in its box, seen from very far, so that equal lengths stay equal. edge: px of one edge seen from the
    front.
    """

    box: QRectF
    edge: float
    turn: Turn

    @classmethod
    def fit(cls, box: QRectF, unit: float, turn: Turn) -> Cube:
        """As large as it can be and be turned any way."""
        room = 2 * names_px * unit
        edge = min((box.width() - room) / math.sqrt(2), (box.height() - room) / math.sqrt(3))
        return cls(box, max(8.0, edge), turn)

    def project(self, colours: Array) -> Array:
        """(N, 3) of colours (N, 3): x and y in px, and how far away, in px; what is not on a screen lies on a face."""
        shares = np.clip(colours, 0, full_shade) / full_shade - 0.5
        seen: Array = shares @ (self.edge * self.turn.matrix.T)
        seen[:, 1] *= -1
        seen[:, :2] += (self.box.center().x(), self.box.center().y())
        return seen

    def point(self, colour: Array) -> QPointF:
        x, y, _ = self.project(colour.reshape(1, 3))[0]
        return QPointF(float(x), float(y))

    @property
    def far_corner(self) -> int:
        """The one that a solid cube would hide."""
        return int(np.argmax(self.project(CORNERS)[:, 2]))
