"""D as somebody looks at it: what is shown is the D that trains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from gan_playground.gan.training.seeds import Stream, random_generator

if TYPE_CHECKING:
    from gan_playground.gan.networks import Network
    from gan_playground.gan.training.trainer import Trainer


def _blurred(trainer: Trainer, packs: Tensor) -> Tensor:
    """With the instance noise of this step on what is shown, and on no class; the same noise at every look."""
    if not trainer.noise:
        return packs
    rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
    grain = torch.randn(packs.shape, generator=rng, device=trainer.device)
    return packs + trainer.noise * grain * trainer.discriminator.network.shows(packs)


def among(trainer: Trainer, D: Network, packs: Tensor) -> Network:
    """D in the company of these packs (N, columns), which are without noise."""
    return D.among(_blurred(trainer, packs)) if D.mixes_samples else D


class Judges:
    """D among real samples, and among generated ones.

    They are one, unless D normalises over batches: in training each is all real or all generated, and the same sample
    is judged otherwise in other company. What is remembered from step to step mixes the two. Their company is blurred
    by the instance noise, as it is in training.
    """

    def __init__(self, trainer: Trainer, real: Tensor, fake: Tensor) -> None:
        """real, fake: packs (N, columns), without noise."""
        D = trainer.discriminator.network
        self._among_real, self._among_fake = (among(trainer, D, batch) for batch in (real, fake))

    def on_real(self, batch: Tensor) -> Tensor:
        """D's logits (N, 1) on real samples."""
        return self._among_real.look(batch)

    def on_fake(self, batch: Tensor) -> Tensor:
        """D's logits (N, 1) on generated samples."""
        return self._among_fake.look(batch)

    def on_both(self, real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
        """Both, in one pass where D is one."""
        if self._among_real is not self._among_fake:
            return self.on_real(real), self.on_fake(fake)
        logits = self.on_real(torch.cat((real, fake)))
        return logits[: len(real)], logits[len(real) :]

    def anywhere(self, batch: Tensor) -> Tensor:
        """D's logits (N, 1) where nobody says what is real: between what it says in either company."""
        if self._among_real is self._among_fake:
            return self.on_real(batch)
        return (self.on_real(batch) + self.on_fake(batch)) / 2
