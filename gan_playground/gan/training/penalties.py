"""What is added to D's loss to keep its slopes in bounds, a function of the gradient of D's logit in its input.

A penalty asks for slopes of 0 or of 1 at places of its own. Slopes are in the standardised units of training.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.experiment.knob import Knob

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.networks.network import Network

tiny = 1e-12  # keeps the root of a slope of exactly 0 differentiable


def on_real(D: Network, x: Tensor, fake: Tensor, rng: Generator) -> Tensor:
    return x


def on_generated(D: Network, x: Tensor, fake: Tensor, rng: Generator) -> Tensor:
    return fake


def between(D: Network, x: Tensor, fake: Tensor, rng: Generator) -> Tensor:
    """A random point on the line from each real sample to a generated one."""
    return x + _uniform((len(x), 1), rng) * (fake - x)


def around_real(D: Network, x: Tensor, fake: Tensor, rng: Generator) -> Tensor:
    """x + 0.5 std(x) U(0, 1), the deviation being that of all the batch's numbers; a class is none, and stays."""
    if not D.label_count:
        return x + 0.5 * x.std(correction=0) * _uniform(x.shape, rng)
    shown = D.shows(x)
    return x + 0.5 * x[:, shown].std(correction=0) * _uniform(x.shape, rng) * shown


def _uniform(shape: Sequence[int], rng: Generator) -> Tensor:
    import torch

    return torch.rand(shape, generator=rng, device=rng.device)


def zero_centred(slopes: Tensor) -> Tensor:
    """1/2 ||grad||^2 of each sample; slopes (m, dim)."""
    return slopes.square().sum(1) / 2


def one_centred(slopes: Tensor) -> Tensor:
    """(||grad|| - 1)^2 of each sample; slopes (m, dim)."""
    return ((slopes.square().sum(1) + tiny).sqrt() - 1).square()


class Penalty(Struct, frozen=True, kw_only=True):
    """strength * mean of cost(slopes at places(D, real, generated, rng)); `knob` is its strength."""

    knob: Knob
    places: Callable[[Network, Tensor, Tensor, Generator], Tensor]
    cost: Callable[[Tensor], Tensor]


def _strength(title: str, explanation: str, source: str, simple: bool = False) -> Knob:
    return Knob(
        title=title,
        explanation=explanation,
        source=source,
        low=0.0,
        high=100.0,
        least=1e-3,
        logarithmic=True,
        simple=simple,
        named={0: "off"},
    )


PENALTIES: dict[str, Penalty] = {
    "r1": Penalty(
        knob=_strength(
            "R1",
            "Flattens D where the real data are: γ/2 times the squared slope of D there.",
            "Mescheder et al. 2018",
            simple=True,
        ),
        places=on_real,
        cost=zero_centred,
    ),
    "r2": Penalty(
        knob=_strength(
            "R2",
            "Flattens D where the generated data are: γ/2 times the squared slope of D there.",
            "Mescheder et al. 2018; with R1 as in Huang et al. 2024",
        ),
        places=on_generated,
        cost=zero_centred,
    ),
    "wgan_gp": Penalty(
        knob=_strength(
            "WGAN-GP",
            "Draws D's slope to 1 between real and generated data: λ times (slope - 1)². The paper has 10.",
            "Gulrajani et al. 2017",
        ),
        places=between,
        cost=one_centred,
    ),
    "dragan": Penalty(
        knob=_strength(
            "DRAGAN",
            "Draws D's slope to 1 around the real data: λ times (slope - 1)². The paper has 10.",
            "Kodali et al. 2017",
        ),
        places=around_real,
        cost=one_centred,
    ),
}

CLIP = Knob(
    title="Weight clipping",
    explanation="Keeps every weight of D between -c and c. The Wasserstein paper has 0.01.",
    source="Arjovsky et al. 2017",
    low=0.0,
    high=10.0,
    least=1e-3,
    logarithmic=True,
    named={0: "off"},
)
