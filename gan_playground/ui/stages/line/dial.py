"""A dial without its looks: which number stands at which angle, and which numbers are round."""

from __future__ import annotations

import math

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF

sweep_deg = 270.0
strides_to_end = 100  # about: how many round numbers lie between 0 and either end


class Dial(Struct):
    """One dial: 0 at the top, `reach` at either end."""

    symbol: str
    verb: str
    value: float
    exact: float | None = None
    reach: float = 1.0

    def widen(self, room: float = 1.0) -> None:
        """Double the reach until the value and the exact solution fit: never back, so the dial keeps still.

        room: how many times over they are to fit.
        """
        wanted = max((abs(v) for v in (self.value, self.exact) if v is not None and math.isfinite(v)), default=0)
        while room * wanted > self.reach and self.reach < 1e9:
            self.reach *= 2

    def angle_deg(self, value: float) -> float:
        """Clockwise from the top."""
        share = min(1.0, max(-1.0, value / self.reach)) if math.isfinite(value) else 0.0
        return share * sweep_deg / 2

    def value_at(self, angle_deg: float) -> float:
        """The round number nearest to an angle; beyond an end it is that end's."""
        share = min(1.0, max(-1.0, angle_deg / (sweep_deg / 2)))
        return self._round(share * self.reach / self.stride)

    def stepped(self, value: float, steps: int) -> float:
        """So many round numbers on: the first of them is the next one, wherever the value lies between two."""
        if not math.isfinite(value):
            return self._round(steps)
        strides = value / self.stride
        near = round(strides)
        if abs(strides - near) > 1e-3:
            near = math.floor(strides) if steps > 0 else math.ceil(strides)
        return self._round(near + steps)

    @property
    def stride(self) -> float:
        """From one round number to the next: 1, 2 or 5 times a power of ten."""
        most = self.reach / strides_to_end
        power = 10.0 ** math.floor(math.log10(most))
        return float(max(factor * power for factor in (1, 2, 5) if factor * power <= most * (1 + 1e-9)))

    def _round(self, strides: float) -> float:
        decimals = max(0, 1 - math.floor(math.log10(self.stride)))
        return round(round(strides) * self.stride, decimals) + 0.0  # never -0


def sixteenths(angle_deg: float) -> int:
    """Qt counts arcs in sixteenths of a degree."""
    return round(16 * angle_deg)


def on_circle(ring: QRectF, angle_deg: float, radius: float) -> QPointF:
    """The point at this angle, clockwise from the top."""
    angle = math.radians(angle_deg)
    return ring.center() + QPointF(radius * math.sin(angle), -radius * math.cos(angle))


def pointed_deg(ring: QRectF, place: QPointF) -> float:
    """At which angle a place lies, clockwise from the top, from -180 to 180."""
    off = place - ring.center()
    return math.degrees(math.atan2(off.x(), -off.y()))
