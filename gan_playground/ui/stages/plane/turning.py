"""From the data as a hand wrote them to where they lie now that they have turned, and back."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.data.plane.turning import rotation
from gan_playground.gan.observe.frame import Array, PlanePicture


def turned(places: Array, picture: PlanePicture) -> Array:
    """Where places (..., 2) of the data lie in a picture."""
    return places if not picture.angle else _turned(places, picture, picture.angle)


def turned_back(places: Array, picture: PlanePicture) -> Array:
    """Which places (..., 2) of the data lie there."""
    return _turned(places, picture, -picture.angle)


def _turned(places: Array, picture: PlanePicture, angle: float) -> Array:
    scale, middle = np.array(picture.scale), np.array(picture.middle)
    moved: Array = (places - middle) / scale @ rotation(angle) * scale + middle
    return moved
