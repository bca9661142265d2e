"""The bell."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.data.distribution import Array, Family, LineDistribution
from gan_playground.gan.data.line.shape import SHAPE_KNOBS, stretch

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data


def sample(count: int, rng: Generator) -> Tensor:
    import torch

    return torch.randn(count, 1, generator=rng, device=rng.device)


def density(x: Array) -> Array:
    return np.exp(-0.5 * x**2) / math.sqrt(2 * math.pi)


def make(data: Data) -> LineDistribution:
    return stretch(data, sample, density)


NORMAL = Family(title="Normal", explanation="One bell.", stage="line", make=make, knobs=SHAPE_KNOBS)
