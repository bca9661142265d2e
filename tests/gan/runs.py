"""Small runs, and what of them is compared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
import torch
from msgspec import structs
from torch import Tensor

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.trainer import Trainer

PLAYERS = ("generator", "discriminator")


def both(**knobs: Any) -> dict[str, Any]:
    """The same knobs for both players."""
    return {f"{player}__{name}": value for player in PLAYERS for name, value in knobs.items()}


def small(**knobs: Any) -> Experiment:
    """A small experiment; a knob's dot is written __."""
    values = {**both(width=8), "batch_size": 32, **knobs}
    return Experiment().with_knobs({name.replace("__", "."): value for name, value in values.items()})


def make(seed: int = 0, **knobs: Any) -> Trainer:
    return Trainer(small(**knobs), seed=seed)


def duel(**knobs: Any) -> Trainer:
    """The Dirac-GAN as it is usually drawn: plain descent with h = 0.2 from (1, 1)."""
    whole = {"data__kind": "point", "generator__kind": "point", "discriminator__kind": "slope"}
    return make(**whole, **{**both(optimizer="sgd", learning_rate=0.2), "batch_size": 1, **knobs})


def weights(trainer: Trainer, player: str = "") -> dict[str, Tensor]:
    """Copies of one player's weights, or both."""
    return {key: value for key, value in trainer.state().items() if key.startswith(player) and ".weights." in key}


def assert_same(a: dict[str, Tensor], b: dict[str, Tensor]) -> None:
    """Bitwise the same."""
    assert a.keys() == b.keys()
    for key in a:
        assert torch.equal(a[key], b[key]), key


def differ(a: dict[str, Tensor], b: dict[str, Tensor]) -> bool:
    return all(not torch.equal(a[key], b[key]) for key in a)


@dataclasses.dataclass
class Draws:
    """What the trainer drew, in the order of drawing."""

    real: list[Tensor] = dataclasses.field(default_factory=list)
    latent: list[Tensor] = dataclasses.field(default_factory=list)


def spy_on(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> Draws:
    draws = Draws()

    def recording(sample: Callable[..., Tensor], into: list[Tensor]) -> Callable[..., Tensor]:
        def record(*arguments: Any) -> Tensor:
            into.append(sample(*arguments))
            return into[-1].clone()

        return record

    kind = trainer.experiment.latent.kind
    spy = structs.replace(LATENTS[kind], sample=recording(LATENTS[kind].sample, draws.latent))
    monkeypatch.setitem(LATENTS, kind, spy)
    trainer.real = structs.replace(trainer.real, sample=recording(trainer.real.sample, draws.real))
    return draws
