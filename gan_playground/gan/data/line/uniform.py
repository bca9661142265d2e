"""A box: two edges that a smooth generator finds hard to make."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.data.distribution import Array, Family, LineDistribution
from gan_playground.gan.data.line.shape import SHAPE_KNOBS, stretch

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

half_width = math.sqrt(3)  # of the uniform density with deviation 1


def sample(count: int, rng: Generator) -> Tensor:
    import torch

    return torch.rand(count, 1, generator=rng, device=rng.device).mul_(2 * half_width).sub_(half_width)


def density(x: Array) -> Array:
    return np.where(np.abs(x) <= half_width, 1 / (2 * half_width), 0.0)


def make(data: Data) -> LineDistribution:
    return stretch(data, sample, density)


UNIFORM = Family(title="Uniform", explanation="Flat, with two sharp edges.", stage="line", make=make, knobs=SHAPE_KNOBS)
