"""Where the noise z comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gan_playground.gan.knob import Choice

if TYPE_CHECKING:
    from torch import Generator, Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Latent(Choice):
    """`sample(count, dim, rng)` gives z of shape (count, dim), on the random generator's device.

    `view` is the interval of one coordinate of z that a picture shows.
    """

    sample: Callable[[int, int, Generator], Tensor]
    view: tuple[float, float]


def normal(count: int, dim: int, rng: Generator) -> Tensor:
    import torch

    return torch.randn(count, dim, generator=rng, device=rng.device)


def uniform(count: int, dim: int, rng: Generator) -> Tensor:
    """Uniform on [-1, 1), the usual scaling of the paper's uniform noise."""
    import torch

    return torch.rand(count, dim, generator=rng, device=rng.device).mul_(2).sub_(1)


LATENTS: dict[str, Latent] = {
    "normal": Latent(title="Normal", explanation="A bell around 0 with deviation 1.", sample=normal, view=(-3.0, 3.0)),
    "uniform": Latent(title="Uniform", explanation="Every value from -1 to 1 alike.", sample=uniform, view=(-1.0, 1.0)),
}
