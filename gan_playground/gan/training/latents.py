"""Where the noise z comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gan_playground.gan.experiment.knob import Choice

if TYPE_CHECKING:
    from torch import Generator, Tensor

Array = NDArray[np.float64]


class Latent(Choice, frozen=True, kw_only=True):
    """`sample(count, dim, rng)` gives z of shape (count, dim), on the random generator's device.

    `view` is the interval of one coordinate of z that a picture shows. `spread(shares)` gives the values of one
    coordinate (N,) below which these shares (N,) of the noise lie, those at 0 and 1 not quite.
    """

    sample: Callable[[int, int, Generator], Tensor]
    view: tuple[float, float]
    spread: Callable[[Array], Array]


def normal(count: int, dim: int, rng: Generator) -> Tensor:
    import torch

    return torch.randn(count, dim, generator=rng, device=rng.device)


def uniform(count: int, dim: int, rng: Generator) -> Tensor:
    """Uniform on [-1, 1), the usual scaling of the paper's uniform noise."""
    import torch

    return torch.rand(count, dim, generator=rng, device=rng.device).mul_(2).sub_(1)


outermost_share = 0.005  # where an even grid of normal noise ends, for it has no edge


def normal_spread(shares: Array) -> Array:
    from statistics import NormalDist  # here, since the window has no use for it

    inverse = NormalDist().inv_cdf
    return np.array([inverse(float(share)) for share in shares.clip(outermost_share, 1 - outermost_share)])


def uniform_spread(shares: Array) -> Array:
    return 2 * shares - 1


LATENTS: dict[str, Latent] = {
    "normal": Latent(
        title="Normal",
        explanation="A bell around 0 with deviation 1.",
        sample=normal,
        view=(-3.0, 3.0),
        spread=normal_spread,
    ),
    "uniform": Latent(
        title="Uniform",
        explanation="Every value from -1 to 1 alike.",
        sample=uniform,
        view=(-1.0, 1.0),
        spread=uniform_spread,
    ),
}
