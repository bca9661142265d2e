"""Real data that go round while a generator is after them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

    from gan_playground.gan.data.distribution import Array


def rotation(angle: float) -> Array:
    """The matrix (2, 2) that turns rows (x, y) by an angle in radians, to the left: places @ rotation(angle)."""
    return np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])


def turned(samples: Tensor, angle: float) -> Tensor:
    """Standardised samples (N, 2), turned about their middle by an angle in radians, to the left."""
    return samples @ samples.new_tensor(rotation(angle))
