"""Networks of the DCGAN's shape (Radford et al. 2015) for grey images of 32 x 32, ours and as modules."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d, conv_transpose2d, leaky_relu

from gan_playground.gan.networks import Network
from gan_playground.gan.networks.norms import Statistics

latent_dim, side_px, channels = 100, 32, 32


def _weights(*shapes: tuple[int, ...]) -> list[Tensor]:
    """Small random kernels, and biases of 0; channels last is the order the kernels of a processor like best."""
    return [
        torch.randn(shape).mul_(0.02).to(memory_format=torch.channels_last) if len(shape) == 4 else torch.zeros(shape)
        for shape in shapes
    ]


class ImageGenerator(Network):
    """z (B, 100) to images (B, 1, 32, 32)."""

    def __init__(self) -> None:
        c = channels
        kernels = ((latent_dim, 4 * c, 4, 4), (4 * c, 2 * c, 4, 4), (2 * c, c, 4, 4), (c, 1, 4, 4))
        super().__init__(_weights(*(shape for kernel in kernels for shape in (kernel, (kernel[1],)))))

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        x = conv_transpose2d(x.view(-1, latent_dim, 1, 1), weights[0], weights[1])  # (B, 4c, 4, 4)
        for layer in (2, 4, 6):  # (B, 2c, 8, 8), (B, c, 16, 16), (B, 1, 32, 32)
            x = conv_transpose2d(x.relu(), weights[layer], weights[layer + 1], stride=2, padding=1)
        return x.tanh()


class ImageDiscriminator(Network):
    """Images (B, 1, 32, 32) to logits (B, 1)."""

    def __init__(self) -> None:
        c = channels
        kernels = ((c, 1, 4, 4), (2 * c, c, 4, 4), (4 * c, 2 * c, 4, 4), (1, 4 * c, 4, 4))
        super().__init__(_weights(*(shape for kernel in kernels for shape in (kernel, (kernel[0],)))))

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        for layer in (0, 2, 4):  # (B, c, 16, 16), (B, 2c, 8, 8), (B, 4c, 4, 4)
            x = leaky_relu(conv2d(x, weights[layer], weights[layer + 1], stride=2, padding=1), 0.2)
        return conv2d(x, weights[6], weights[7]).view(-1, 1)


def generator_module() -> nn.Module:
    """The same generator as everybody writes it."""
    c = channels
    return nn.Sequential(
        nn.ConvTranspose2d(latent_dim, 4 * c, 4),
        nn.ReLU(),
        nn.ConvTranspose2d(4 * c, 2 * c, 4, 2, 1),
        nn.ReLU(),
        nn.ConvTranspose2d(2 * c, c, 4, 2, 1),
        nn.ReLU(),
        nn.ConvTranspose2d(c, 1, 4, 2, 1),
        nn.Tanh(),
    )


def discriminator_module() -> nn.Module:
    """The same discriminator as everybody writes it."""
    c = channels
    return nn.Sequential(
        nn.Conv2d(1, c, 4, 2, 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(c, 2 * c, 4, 2, 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(2 * c, 4 * c, 4, 2, 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(4 * c, 1, 4),
        nn.Flatten(),
    )
