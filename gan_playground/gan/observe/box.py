"""A rectangle of the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Box(Struct, frozen=True):
    """From left to right and from bottom to top, in the data's units."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, x: float, y: float, half_width: float, half_height: float | None = None) -> Self:
        """The box with this middle; a square unless told otherwise."""
        half_height = half_width if half_height is None else half_height
        return cls(x - half_width, y - half_height, x + half_width, y + half_height)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def contains(self, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of these places (N, 2) lie inside; what is not a number does not."""
        x, y = places[:, 0], places[:, 1]
        inside: NDArray[np.bool_] = (x >= self.left) & (x <= self.right) & (y >= self.bottom) & (y <= self.top)
        return inside
