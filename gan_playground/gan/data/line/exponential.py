"""A waiting time: a sharp edge on the left, a long tail on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.data.distribution import Array, Family, LineDistribution
from gan_playground.gan.data.line.shape import SHAPE_KNOBS, stretch

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data


def sample(count: int, rng: Generator) -> Tensor:
    import torch

    return torch.empty(count, 1, device=rng.device).exponential_(generator=rng).sub_(1)


def density(x: Array) -> Array:
    return np.where(x >= -1, np.exp(-np.maximum(x, -1) - 1), 0.0)


def make(data: Data) -> LineDistribution:
    return stretch(data, sample, density, view=(-3.0, 6.0))


EXPONENTIAL = Family(
    title="Exponential",
    explanation="A sharp edge and a long tail, as waiting times have.",
    stage="line",
    make=make,
    knobs=SHAPE_KNOBS,
)
