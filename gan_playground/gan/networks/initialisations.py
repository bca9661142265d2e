"""Where the weights of a linear layer start; biases start as the scheme says, or at 0."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from gan_playground.gan.experiment.knob import Choice

if TYPE_CHECKING:
    from torch import Generator, Tensor

Layer: TypeAlias = "tuple[Tensor, Tensor]"


class Initialisation(Choice, frozen=True, kw_only=True):
    """`draw(inputs, outputs, rng)` gives a matrix (outputs, inputs) and a bias (outputs,)."""

    draw: Callable[[int, int, Generator], Layer]


def _uniform(inputs: int, outputs: int, rng: Generator) -> Layer:
    import torch

    bound = 1 / math.sqrt(inputs)
    matrix = torch.empty(outputs, inputs).uniform_(-bound, bound, generator=rng)
    return matrix, torch.empty(outputs).uniform_(-bound, bound, generator=rng)


def _normal(deviation: float, inputs: int, outputs: int, rng: Generator) -> Layer:
    import torch

    return torch.randn(outputs, inputs, generator=rng).mul_(deviation), torch.zeros(outputs)


def _he(inputs: int, outputs: int, rng: Generator) -> Layer:
    return _normal(math.sqrt(2 / inputs), inputs, outputs, rng)


def _glorot(inputs: int, outputs: int, rng: Generator) -> Layer:
    import torch

    bound = math.sqrt(6 / (inputs + outputs))
    return torch.empty(outputs, inputs).uniform_(-bound, bound, generator=rng), torch.zeros(outputs)


def _small(inputs: int, outputs: int, rng: Generator) -> Layer:
    return _normal(0.02, inputs, outputs, rng)


def _orthogonal(inputs: int, outputs: int, rng: Generator) -> Layer:
    import torch

    matrix = torch.nn.init.orthogonal_(torch.empty(outputs, inputs), generator=rng)
    return matrix, torch.zeros(outputs)


INITIALISATIONS: dict[str, Initialisation] = {
    "uniform": Initialisation(
        title="PyTorch's own",
        explanation="Uniform in ±1/sqrt(inputs), biases too, as torch.nn.Linear does.",
        source="LeCun et al. 1998",
        draw=_uniform,
    ),
    "he": Initialisation(
        title="He",
        explanation="Normal with variance 2/inputs, which keeps signals alive through ReLUs.",
        source="He et al. 2015",
        draw=_he,
    ),
    "glorot": Initialisation(
        title="Glorot",
        explanation="Uniform with variance 2/(inputs + outputs), made for tanh.",
        source="Glorot and Bengio 2010",
        draw=_glorot,
    ),
    "small": Initialisation(
        title="Small normal",
        explanation="Normal with deviation 0.02, as the DCGAN starts.",
        source="Radford et al. 2015",
        draw=_small,
    ),
    "orthogonal": Initialisation(
        title="Orthogonal",
        explanation="Rows at right angles, which neither stretch nor squeeze.",
        source="Saxe et al. 2014",
        draw=_orthogonal,
    ),
}
