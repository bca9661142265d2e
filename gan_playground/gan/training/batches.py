"""What a step is trained on: samples of p_data and of the latent, as D gets to see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from gan_playground.gan.data.plane.turning import turned
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.stabilisers import decayed

if TYPE_CHECKING:
    from gan_playground.gan.data.distribution import Distribution
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.experiment.parts import Stabilisers


class Batches:
    """Those of one step, at which the real data have turned by `angle` radians about their middle.

    Draws from `rng`, m * pack samples at a time.
    """

    def __init__(
        self, experiment: Experiment, data: Distribution, rng: torch.Generator, step: int = 0, angle: float = 0.0
    ) -> None:
        self._experiment, self._data, self._rng = experiment, data, rng
        self._step, self._angle = step, angle
        self._count = experiment.samples_of_an_update

    def real(self) -> Tensor:
        """From p_data, (m * pack, dim), and behind it one-hot classes where the run is conditional."""
        samples = self._data.sample(self._count, self._rng)
        return turned(samples, self._angle) if self._angle else samples

    def latent(self) -> Tensor:
        """What G is fed, (m * pack, latent.dim), and behind it one-hot classes where the run is conditional."""
        latent = self._experiment.latent
        z = LATENTS[latent.kind].sample(self._count, latent.dim, self._rng)
        if self._data.sample_labels is None:
            return z
        return torch.cat((z, self._data.sample_labels(self._count, self._rng)), dim=1)

    def as_seen(self, samples: Tensor) -> Tensor:
        """Samples (m * pack, dim) as D gets them: blurred by the instance noise, and packed, (m, pack * dim).

        The classes behind them are names and not numbers: they stay as they are.
        """
        stabilise, dim = self._experiment.stabilise, self._data.dim
        if stabilise.instance_noise:
            grain = torch.randn((len(samples), dim), generator=self._rng, device=samples.device)
            noisy = samples[:, :dim] + noise_at(stabilise, self._step) * grain
            samples = torch.cat((noisy, samples[:, dim:]), dim=1) if self._data.label_count else noisy
        return samples.view(self._experiment.batch_size, -1) if stabilise.pack > 1 else samples


def noise_at(stabilise: Stabilisers, step: int) -> float:
    """The deviation of the instance noise at this step."""
    return decayed(stabilise.instance_noise, stabilise.instance_noise_half_life, step)
