"""Several bells in a row: the smallest data on which a generator can forget a mode."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.data.distribution import Array, Family, LineDistribution
from gan_playground.gan.data.line import normal
from gan_playground.gan.data.line.shape import SHAPE_KNOBS, stretch

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

spacing = 5.0  # between neighbouring bells, in deviations of one bell


def bells(modes: int) -> tuple[Array, float]:
    """Centres (modes,) and common deviation of the mixture that has mean 0 and deviation 1."""
    places: Array = spacing * (np.arange(modes, dtype=np.float64) - (modes - 1) / 2)
    width = 1 / math.sqrt(1 + float(np.mean(places**2)))
    return places * width, width


def make(data: Data) -> LineDistribution:
    centres, width = bells(data.modes)

    def sample(count: int, rng: Generator) -> Tensor:
        import torch

        mode = torch.randint(len(centres), (count, 1), generator=rng, device=rng.device)
        # The centres are equally spaced: arithmetic is cheaper here than looking them up.
        return normal.sample(count, rng).mul_(width).add_(mode * (spacing * width)).add_(float(centres[0]))

    def density(x: Array) -> Array:
        each = normal.density((x[:, None] - centres) / width)
        return np.asarray(each.mean(axis=1) / width)

    edge = max(4.0, float(centres[-1]) + 6 * width)
    return stretch(data, sample, density, view=(-edge, edge))


MIXTURE = Family(
    title="Several modes",
    explanation="A mixture of equal bell curves in a row: will the generator find them all?",
    stage="line",
    make=make,
    knobs=(*SHAPE_KNOBS, "modes"),
)
