"""A bell with a pointed top and heavy tails."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.data.distribution import Array, Family, LineDistribution
from gan_playground.gan.data.line.shape import SHAPE_KNOBS, stretch

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

width = math.sqrt(0.5)  # of the Laplace density with deviation 1


def sample(count: int, rng: Generator) -> Tensor:
    """The difference of two exponentials."""
    import torch

    pair = torch.empty(2, count, 1, device=rng.device).exponential_(generator=rng)
    return (pair[0] - pair[1]) * width


def density(x: Array) -> Array:
    return np.exp(-np.abs(x) / width) / (2 * width)


def make(data: Data) -> LineDistribution:
    return stretch(data, sample, density)


LAPLACE = Family(
    title="Laplace",
    explanation="A pointed top and heavy tails.",
    stage="line",
    make=make,
    knobs=SHAPE_KNOBS,
)
