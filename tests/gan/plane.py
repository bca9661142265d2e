"""Runs on the plane, real data in their own units, and a generator that cannot be told from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gan.runs import small
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.plane import PLANE_FAMILIES, PlaneDistribution
from gan_playground.gan.experiment.experiment import Data
from gan_playground.gan.networks import Network
from gan_playground.gan.networks.norms import Statistics
from gan_playground.gan.training.trainer import Trainer

KINDS = tuple(PLANE_FAMILIES)
MIXTURES = ("two-blobs", "ring", "soft-ring", "grid", "disjoint")
CURVES = ("segment", "moons", "spiral", "swiss-roll")


def real_data(kind: str, **knobs: Any) -> PlaneDistribution:
    real = FAMILIES[kind].make(Data(kind=kind, **knobs))
    assert isinstance(real, PlaneDistribution)
    return real


def draw(real: PlaneDistribution, count: int, seed: int = 0) -> np.ndarray:
    """Samples (count, 2) in the data's own units."""
    samples = real.sample(count, torch.Generator().manual_seed(seed))
    assert samples.shape == (count, 2)
    assert samples.dtype == torch.float32
    return samples.double().numpy() * real.scale + real.shift


def make(kind: str = "ring", seed: int = 0, **knobs: Any) -> Trainer:
    """A small run; z has two numbers."""
    return Trainer(small(data__kind=kind, **{"latent__dim": 2, **knobs}), seed=seed)


def real_of(trainer: Trainer) -> PlaneDistribution:
    assert isinstance(trainer.real, PlaneDistribution)
    return trainer.real


def own_units(trainer: Trainer, standardised: Tensor) -> np.ndarray:
    real = real_of(trainer)
    return standardised.detach().double().numpy() * real.scale + real.shift


def standardised(trainer: Trainer, places: np.ndarray) -> Tensor:
    real = real_of(trainer)
    return torch.tensor((places - real.shift) / real.scale, dtype=torch.float32)


class Fixed(Network):
    """Gives these samples in their order, whatever z is; of a single z the first."""

    def __init__(self, samples: Tensor) -> None:
        super().__init__([torch.zeros(1)])
        self.samples = samples

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        return self.samples[torch.arange(len(x)) % len(self.samples)] + 0 * weights[0]


def generating(kind: str, samples: np.ndarray | None = None, seed: int = 0, **knobs: Any) -> Trainer:
    """A run whose generator gives these samples, or real ones that nobody has seen before."""
    trainer = make(kind, seed=seed, **knobs)
    if samples is None:
        fresh = real_of(trainer).sample(2500, torch.Generator().manual_seed(1_000_003 + seed))
    else:
        fresh = standardised(trainer, samples)
    trainer.replace_networks(Fixed(fresh), trainer.discriminator.network)
    return trainer
