"""Generators and discriminators: pure functions of a list of weights and a batch.

A network is called in two ways on the same storage: as it is, when gradients flow into its weights, and
through `frozen`, when they must not. That is the whole of "D's weights are held still in G's turn".
torch is loaded when a network is made, not when the registries are read.
"""

from __future__ import annotations

import itertools
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import torch
    from torch import Generator, Tensor

    from gan_playground.gan.data.distribution import Distribution
    from gan_playground.gan.experiment import Experiment


class Network(ABC):
    """Weights, and the function they parameterise.

    `parameters` are leaves that collect gradients; `values` are the same numbers without gradients.
    """

    def __init__(self, weights: Sequence[Tensor]) -> None:
        self.parameters = [weight.requires_grad_() for weight in weights]
        self.values = [weight.detach() for weight in weights]

    def __call__(self, x: Tensor) -> Tensor:
        return self.forward(self.parameters, x)

    def frozen(self, x: Tensor) -> Tensor:
        """The same function; gradients flow to `x` only."""
        return self.forward(self.values, x)

    @abstractmethod
    def forward(self, weights: Sequence[Tensor], x: Tensor) -> Tensor: ...

    def to(self, device: torch.device) -> Self:
        """This network, moved to a device before training begins."""
        Network.__init__(self, [value.to(device) for value in self.values])
        return self

    @property
    def theta(self) -> tuple[float, float] | None:
        """The two knobs, of a network that has nothing else."""
        return None

    @property
    def size(self) -> int:
        """How many numbers training can change."""
        return sum(weight.numel() for weight in self.values)


class Mlp(Network):
    """Fully connected layers with one activation between them; depth 0 is a single linear map.

    Weights start uniform in +-1/sqrt(inputs), as torch's own Linear does.
    """

    def __init__(self, sizes: Sequence[int], activation: str, rng: Generator) -> None:
        import torch
        from torch.nn.functional import linear

        self._linear = linear
        self._activation = ACTIVATIONS[activation].function()
        weights = []
        for inputs, outputs in itertools.pairwise(sizes):
            bound = 1 / math.sqrt(inputs)
            weights.append(torch.empty(outputs, inputs).uniform_(-bound, bound, generator=rng))
            weights.append(torch.empty(outputs).uniform_(-bound, bound, generator=rng))
        super().__init__(weights)

    def forward(self, weights: Sequence[Tensor], x: Tensor) -> Tensor:
        for layer in range(0, len(weights) - 2, 2):
            x = self._activation(self._linear(x, weights[layer], weights[layer + 1]))
        return self._linear(x, weights[-2], weights[-1])  # (B, sizes[-1])


class TwoKnobs(Network):
    """x = (z + theta1) * theta2: a generator that can only move and stretch, starting at theta = (3, 1).

    Training happens in units where the data has mean 0 and deviation 1 (`shift` and `scale` say how they
    map back), so that the same learning rates suit every data set; theta itself is in the data's units.
    """

    start = (3.0, 1.0)

    def __init__(self, shift: float, scale: float) -> None:
        import torch

        self._shift, self._scale = shift, scale
        super().__init__([torch.tensor(start) for start in self.start])

    @property
    def theta(self) -> tuple[float, float]:
        theta1, theta2 = (float(value) for value in self.values)
        return theta1, theta2

    def forward(self, weights: Sequence[Tensor], x: Tensor) -> Tensor:
        theta1, theta2 = weights
        return ((x + theta1) * theta2 - self._shift) / self._scale  # (B, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """`function()` loads torch and gives the elementwise function."""

    title: str
    explanation: str
    function: Callable[[], Callable[[Tensor], Tensor]]
    knobs: tuple[str, ...] = ()


def _relu() -> Callable[[Tensor], Tensor]:
    import torch

    return torch.relu


def _leaky_relu() -> Callable[[Tensor], Tensor]:
    from torch.nn.functional import leaky_relu

    return lambda x: leaky_relu(x, 0.2)


def _tanh() -> Callable[[Tensor], Tensor]:
    import torch

    return torch.tanh


def _silu() -> Callable[[Tensor], Tensor]:
    from torch.nn.functional import silu

    return silu


ACTIVATIONS: dict[str, Activation] = {
    "relu": Activation(title="ReLU", explanation="max(0, x): straight pieces with corners.", function=_relu),
    "leaky-relu": Activation(
        title="Leaky ReLU",
        explanation="ReLU with slope 0.2 below zero, so that no unit ever falls silent.",
        function=_leaky_relu,
    ),
    "tanh": Activation(title="tanh", explanation="Smooth, between -1 and 1.", function=_tanh),
    "silu": Activation(title="SiLU", explanation="x * sigmoid(x): a ReLU without the corner.", function=_silu),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorKind:
    title: str
    explanation: str
    make: Callable[[Experiment, Distribution, Generator], Network]
    knobs: tuple[str, ...] = ()
    latent_dim: int | None = None  # the only one that it can take


def _mlp_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    player = experiment.generator
    hidden = [player.width] * player.depth
    return Mlp([experiment.latent.dim, *hidden, real.dim], player.activation, rng)


def _two_knobs_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    return TwoKnobs(real.shift, real.scale)


GENERATORS: dict[str, GeneratorKind] = {
    "mlp": GeneratorKind(
        title="Network",
        explanation="A fully connected network: it can bend z into any shape.",
        make=_mlp_generator,
        knobs=("depth", "width", "activation"),
    ),
    "two-knobs": GeneratorKind(
        title="Two knobs",
        explanation="x = (z + theta1) * theta2: it can move and stretch z, nothing else.",
        make=_two_knobs_generator,
        latent_dim=1,
    ),
}


def make_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    """The generator that the experiment describes, with weights drawn from `rng` (a CPU generator)."""
    return GENERATORS[experiment.generator.kind].make(experiment, real, rng)


def make_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    """The discriminator: a batch (B, dim) to logits (B, 1)."""
    player = experiment.discriminator
    return Mlp([real.dim, *[player.width] * player.depth, 1], player.activation, rng)
