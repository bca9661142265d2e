"""Runs on the line that are looked at, and the samples that they were judged by."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from msgspec import structs
from torch import Tensor

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.trainer import Trainer

SIZE = 2_000  # samples that a run is judged by


def make(seed: int = 0, **knobs: Any) -> Trainer:
    small = {"generator__width": 8, "discriminator__width": 8, "batch_size": 32, "data__mean": 10.0, "data__std": 2.0}
    begun, turned = ({name.replace("__", "."): value for name, value in some.items()} for some in (small, knobs))
    return Trainer(Experiment().with_knobs(begun).with_knobs(turned), seed=seed)  # a column has a mean of its own


def two_knobs(move: float, stretch: float, **knobs: Any) -> Trainer:
    trainer = make(generator__kind="two-knobs", **knobs)
    for tensor, value in zip(trainer.generator.network.values, (move, stretch), strict=True):
        tensor.fill_(value)
    return trainer


def forward(network: Callable[[Tensor], Tensor], x: Tensor) -> np.ndarray:
    with torch.no_grad():
        return network(x)[:, 0].double().numpy()


def decide(trainer: Trainer, x: np.ndarray) -> np.ndarray:
    """D's logits at x, in the data's units."""
    standardised = torch.tensor((x - trainer.real.shift) / trainer.real.scale, dtype=torch.float32)[:, None]
    return forward(trainer.discriminator.network, standardised)


def generate(trainer: Trainer, z: Tensor) -> np.ndarray:
    """G's samples in the data's units."""
    return forward(trainer.generator.network, z) * trainer.real.scale + trainer.real.shift


@dataclasses.dataclass
class Judged:
    """A trainer, its frame, and the samples that were drawn to judge it."""

    trainer: Trainer
    frame: Frame
    real: np.ndarray
    latent: Tensor

    @property
    def picture(self) -> LinePicture:
        return self.frame.picture

    @property
    def generated(self) -> np.ndarray:
        return generate(self.trainer, self.latent)


def judge(trainer: Trainer, steps: int) -> Judged:
    """Train, then look for the first time, recording what is drawn for it."""
    trainer.advance(steps)
    real, latent = [], []
    kind, data = trainer.experiment.latent.kind, trainer.real
    choice = LATENTS[kind]

    def draw_real(*arguments: Any) -> Tensor:
        real.append(data.sample(*arguments))
        return real[-1]

    def draw_latent(*arguments: Any) -> Tensor:
        latent.append(choice.sample(*arguments))
        return latent[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(LATENTS, kind, structs.replace(choice, sample=draw_latent))
        trainer.real = structs.replace(data, sample=draw_real)
        frame = trainer.observe()
        trainer.real = data
    first = torch.cat(real).flatten()[:SIZE].double().numpy() * data.scale + data.shift
    return Judged(trainer, frame, first, torch.cat(latent)[:SIZE])
