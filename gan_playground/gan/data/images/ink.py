"""Flat shapes drawn on many pictures at once, by their signed distance: below zero inside, in pixels.

An edge is as soft as a pixel, so a shape that moves by a tenth of a pixel changes its picture by a tenth: what a
generator learns from is smooth in everything that varies. Lengths are pixels from the middle of a picture, y down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gan_playground.gan.data.images.album import Pictures

Field: TypeAlias = NDArray[np.floating]
"""(N, H, W) a number at each pixel, (N, 1, 1) one for each picture; colours are (N, 3, 1, 1), from 0 to 255.

They are float32 wherever they are large.
"""

Size: TypeAlias = "Field | float"

brightness = np.array([0.299, 0.587, 0.114], dtype=np.float32)  # of red, green, blue: ITU-R BT.601
sheet_size = 64  # pictures drawn together: few enough that a plane of them stays in the processor's cache


class Dice:
    """What differs from picture to picture, for `count` pictures."""

    def __init__(self, count: int, rng: np.random.Generator) -> None:
        self.count, self.rng = count, rng

    def between(self, low: Size, high: Size) -> Field:
        """(N, 1, 1) evenly from low to high."""
        return low + (high - low) * self.rng.random((self.count, 1, 1), dtype=np.float32)

    def about(self, middle: Size, spread: Size) -> Field:
        """(N, 1, 1) from a bell curve, cut at two spreads so that nothing leaves its place."""
        bell = self.rng.standard_normal((self.count, 1, 1), dtype=np.float32)
        return middle + spread * bell.clip(-2, 2)

    def chance(self, share: float) -> Field:
        """(N, 1, 1) 1 for a share of the pictures and 0 for the others."""
        return np.where(self.between(0, 1) < share, np.float32(1), np.float32(0))

    def rows(self, shares: Sequence[float]) -> NDArray[np.int64]:
        """(N,) rows of a table, each as often as its share says."""
        weights = np.asarray(shares, dtype=np.float64)
        return self.rng.choice(len(weights), size=self.count, p=weights / weights.sum())


def grid(height: int, width: int) -> tuple[Field, Field]:
    """x and y of the pixels' middles, (1, H, W) each."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    return x[None] - (width - 1) / 2, y[None] - (height - 1) / 2


def turned(x: Field, y: Field, angle_deg: Field) -> tuple[Field, Field]:
    """The same places, seen by something that leans clockwise by an angle (N, 1, 1)."""
    angle = np.deg2rad(angle_deg)
    c, s = np.cos(angle), np.sin(angle)
    return c * x + s * y, c * y - s * x


def ellipse(x: Field, y: Field, half_width: Size, half_height: Size) -> Field:
    """Distance to an ellipse about (0, 0), to first order: (k - 1) k / |gradient| (Quilez, "Ellipsoid")."""
    u, v = x / half_width, y / half_height
    k = np.sqrt(u * u + v * v) + np.float32(1e-4)
    slope = np.sqrt(np.square(u / half_width) + np.square(v / half_height)) + np.float32(1e-4)
    distance: Field = k * (k - 1) / slope
    return distance


def box(x: Field, y: Field, half_width: Size, half_height: Size, corner: Size = 0.0) -> Field:
    """Distance to a box about (0, 0) with rounded corners."""
    u, v = abs(x) - half_width + corner, abs(y) - half_height + corner
    outside = np.hypot(np.maximum(u, 0), np.maximum(v, 0))
    distance: Field = outside + np.minimum(np.maximum(u, v), 0) - corner
    return distance


def petals(x: Field, y: Field) -> Field:
    """cos(8 angle) about (0, 0): the double angle three times is far cheaper than an arc tangent."""
    c = x / (np.hypot(x, y) + np.float32(1e-4))
    for _ in range(3):
        c = 2 * c * c - 1
    return c


def inside(distance: Field) -> Field:
    """How much of each pixel a shape covers, from 0 to 1."""
    return (0.5 - distance).clip(0, 1)


def outline(distance: Field, weight: Size) -> Field:
    """How much of each pixel a line along a shape's edge covers; thinner than a pixel, it is fainter."""
    reach = np.minimum(weight, 1.0) if isinstance(weight, float) else np.minimum(weight, np.float32(1))
    return (0.5 + np.float32(0.5) * weight - abs(distance)).clip(0, reach)


def lay(canvas: Field, cover: Field, colour: Field) -> None:
    """Lay a colour (N, 3, 1, 1) over a canvas (N, 3, H, W) where `cover` (N, H, W) says."""
    canvas += cover[:, None] * (colour - canvas)


def printed(count: int, sheet: Callable[[int, int], Field], colour: bool) -> Pictures:
    """Pictures (count, H, W, C) of canvases (n, 3, H, W) that `sheet` draws for the pictures first to first + n."""
    firsts = range(0, count, sheet_size)
    sheets = [_bytes(sheet(first, min(sheet_size, count - first)), colour) for first in firsts]
    return np.concatenate(sheets)


def _bytes(canvas: Field, colour: bool) -> Pictures:
    shades = np.moveaxis(canvas, 1, -1)  # (n, H, W, 3)
    if not colour:
        shades = (shades @ brightness)[..., None]
    return np.ascontiguousarray(np.rint(shades).clip(0, 255), dtype=np.uint8)
