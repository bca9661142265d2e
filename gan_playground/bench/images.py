"""Pictures to measure with: 32 x 32, in grey; our convolutional networks on them, and the same as modules.

The modules are what everybody writes, down to their own initial weights; layer by layer they compute what ours do.
"""

from __future__ import annotations

import numpy as np
from torch import Generator, nn

from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.image import ImageDistribution, of_pictures
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks import make_discriminator, make_generator
from gan_playground.gan.networks.convolutional import channels_at
from gan_playground.gan.training.trainer import Trainer

latent_dim, side_px, width, batch_size = 100, 32, 32, 64
levels = 3  # 32 pixels, halved down to 4


def noisy_pictures(count: int = 1000) -> ImageDistribution:
    """Pictures of nothing, to be trained on: what they show costs nothing."""
    rng = np.random.default_rng(0)
    return of_pictures(Album(rng.integers(0, 256, (count, side_px, side_px, 1), dtype=np.uint8)), conditional=False)


def image_trainer(real: ImageDistribution) -> Trainer:
    """A trainer of the convolutional networks on these pictures (N, 32, 32, 1)."""
    players = {f"{player}.{name}": value for player in ("generator", "discriminator") for name, value in shape.items()}
    knobs = {"data.kind": "digits", "latent.dim": latent_dim, "batch_size": batch_size, "generator.activation": "relu"}
    experiment = Experiment().with_knobs({**players, **knobs})
    trainer = Trainer(experiment)
    trainer.real = real
    trainer.replace_networks(*(make(experiment, real, Generator()) for make in (make_generator, make_discriminator)))
    return trainer


shape = {"kind": "conv", "width": width}


def generator_module() -> nn.Module:
    """z (B, 100) to pictures (B, 1, 32, 32)."""
    layers: list[nn.Module] = [nn.Linear(latent_dim, channels_at(levels, width) * 16)]
    layers += [nn.Unflatten(1, (channels_at(levels, width), 4, 4)), nn.ReLU()]
    for level in reversed(range(levels)):
        layers += [nn.Upsample(scale_factor=2)]
        layers += [nn.Conv2d(channels_at(level + 1, width), channels_at(level, width), 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.Conv2d(width, 1, 3, padding=1), nn.Tanh())


def discriminator_module() -> nn.Module:
    """Pictures (B, 1, 32, 32) to logits (B, 1)."""
    layers: list[nn.Module] = [nn.Conv2d(1, width, 3, padding=1), nn.LeakyReLU(0.2)]
    for level in range(levels):
        layers += [nn.Conv2d(channels_at(level, width), channels_at(level + 1, width), 4, 2, 1), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels_at(levels, width) * 16, 1))
