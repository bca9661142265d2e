"""The families of real data on the plane, and their part of the registry."""

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.plane.checkerboard import CHECKERBOARD
from gan_playground.gan.data.plane.curves import MOONS, SEGMENT, SPIRAL, SWISS_ROLL
from gan_playground.gan.data.plane.drawing import DRAWING
from gan_playground.gan.data.plane.mixtures import DISJOINT, GRID, RING, SOFT_RING, TWO_BLOBS
from gan_playground.gan.data.plane.picture import PICTURE
from gan_playground.gan.data.plane.plane import Modes, PlaneDistribution
from gan_playground.gan.data.plane.points import POINTS
from gan_playground.gan.data.plane.word import WORD

PLANE_FAMILIES: dict[str, Family] = {
    "segment": SEGMENT,
    "two-blobs": TWO_BLOBS,
    "ring": RING,
    "soft-ring": SOFT_RING,
    "grid": GRID,
    "disjoint": DISJOINT,
    "moons": MOONS,
    "spiral": SPIRAL,
    "swiss-roll": SWISS_ROLL,
    "checkerboard": CHECKERBOARD,
    "word": WORD,
    "picture": PICTURE,
    "points": POINTS,
    "drawing": DRAWING,
}

__all__ = ["PLANE_FAMILIES", "Modes", "PlaneDistribution"]
