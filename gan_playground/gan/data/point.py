"""A single point: the real data of the Dirac-GAN (Mescheder et al. 2018), where a game is two numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import Family, LineDistribution

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data


def sample(count: int, rng: Generator) -> Tensor:
    import torch

    return torch.zeros(count, 1, device=rng.device)


def make(data: Data) -> LineDistribution:
    return LineDistribution(shift=0.0, scale=1.0, view=(-2.0, 2.0), sample=sample)


POINT = Family(
    title="A point at 0",
    explanation="Every real sample is 0: the smallest game there is.",
    source="Mescheder et al. 2018",
    stage="phase",
    make=make,
)
