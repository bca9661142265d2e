"""Generators and discriminators: pure functions of a list of weights and a batch.

A network is called in three ways on the same storage: as it is, when gradients flow into its weights; through
`frozen`, when they must not, which is the whole of "D's weights are held still in G's turn"; and through `look`.
torch is loaded when a network is made, not when the registries are read.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from gan_playground.gan.knob import Choice
from gan_playground.gan.norms import Statistics

if TYPE_CHECKING:
    import torch
    from torch import Generator, Tensor

    from gan_playground.gan.data.distribution import Distribution
    from gan_playground.gan.experiment import Experiment
    from gan_playground.gan.spectral import SpectralNorm


class Network(ABC):
    """Weights, and the function they parameterise.

    `parameters` are leaves that collect gradients; `values` are the same numbers without gradients. `buffers` are
    numbers that training keeps but does not descend in. `mixes_samples`: one sample's output depends on the others.
    """

    mixes_samples = False

    def __init__(self, weights: Sequence[Tensor], buffers: Sequence[Tensor] = ()) -> None:
        self.parameters = [weight.requires_grad_() for weight in weights]
        self.values = [weight.detach() for weight in weights]
        self.buffers = list(buffers)
        self.spectral: SpectralNorm | None = None

    def __call__(self, x: Tensor) -> Tensor:
        return self.forward(self.parameters, x, Statistics.OWN)

    def frozen(self, x: Tensor) -> Tensor:
        """The same function; gradients flow to `x` only."""
        return self.forward(self.values, x)

    def look(self, x: Tensor, weights: Sequence[Tensor] | None = None) -> Tensor:
        """The same function for a spectator, who changes nothing; perhaps with other weights."""
        return self.forward(self.values if weights is None else weights, x, Statistics.REMEMBERED)

    def forward(self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics = Statistics.BATCH) -> Tensor:
        """The function with these weights in place of its own."""
        if self.spectral is not None:
            weights = self.spectral(weights)
        return self.apply(weights, x, statistics)

    @abstractmethod
    def apply(self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics) -> Tensor: ...

    def normalise_spectrally(self, wanted: bool) -> None:
        """Begin or end spectral normalisation; harmless where nothing changes."""
        if wanted and self.spectral is None:
            from gan_playground.gan.spectral import SpectralNorm

            self.spectral = SpectralNorm(self.values)
        elif not wanted:
            self.spectral = None

    def iterate_spectrally(self) -> None:
        """One power iteration, as every update makes; nothing without spectral normalisation."""
        if self.spectral is not None:
            self.spectral.iterate()

    def to(self, device: torch.device) -> Self:
        """This network, moved to a device before training begins."""
        Network.__init__(self, [value.to(device) for value in self.values], [b.to(device) for b in self.buffers])
        return self

    def theta(self, weights: Sequence[Tensor] | None = None) -> tuple[float, float] | None:
        """The two knobs, of a network that has nothing else; perhaps of other weights."""
        return None

    @property
    def size(self) -> int:
        """How many numbers training can change."""
        return sum(weight.numel() for weight in self.values)


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

    def theta(self, weights: Sequence[Tensor] | None = None) -> tuple[float, float]:
        theta1, theta2 = (float(value) for value in (self.values if weights is None else weights))
        return theta1, theta2

    def apply(self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics) -> Tensor:
        theta1, theta2 = weights
        return ((x + theta1) * theta2 - self._shift) / self._scale  # (B, 1)


class Point(Network):
    """G(z) = theta, whatever z is: the generator of the Dirac-GAN (Mescheder et al. 2018, definition 2.1).

    theta is (1,), or (B, 1) for a batch of games.
    """

    def __init__(self, start: float) -> None:
        import torch

        super().__init__([torch.tensor([start])])

    def apply(self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics) -> Tensor:
        return weights[0] + x.new_zeros(len(x), 1)  # (B, 1)


class Slope(Network):
    """D(x) = psi x, a logit: the discriminator of the Dirac-GAN.

    psi is (1,); or (B, 1) for a batch of games, whose samples x (k B, 1) come in k batches one below the other.
    """

    def __init__(self, start: float) -> None:
        import torch

        super().__init__([torch.tensor([start])])

    def apply(self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics) -> Tensor:
        psi = weights[0]
        if psi.dim() == 2 and len(psi) != len(x):
            psi = psi.repeat(len(x) // len(psi), 1)
        return psi * x  # (B, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkKind(Choice):
    """takes_noise: whether a generator reads z at all."""

    make: Callable[[Experiment, Distribution, Generator], Network]
    takes_noise: bool = True


def _mlp_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    from gan_playground.gan.mlp import Mlp

    return Mlp(experiment.latent.dim, real.dim, experiment.generator, rng)


def _two_knobs_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    return TwoKnobs(real.shift, real.scale)


def _point_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    return Point(experiment.generator.start)


def _mlp_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    from gan_playground.gan.mlp import Mlp

    return Mlp(real.dim * experiment.stabilise.pack, 1, experiment.discriminator, rng)


def _slope_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    return Slope(experiment.discriminator.start)


MLP_KNOBS = ("depth", "width", "activation", "norm", "init")

GENERATORS: dict[str, NetworkKind] = {
    "mlp": NetworkKind(
        title="Network",
        explanation="A fully connected network: it can bend z into any shape.",
        make=_mlp_generator,
        knobs=MLP_KNOBS,
    ),
    "two-knobs": NetworkKind(
        title="Two knobs",
        explanation="x = (z + theta1) * theta2: it can move and stretch z, nothing else.",
        make=_two_knobs_generator,
    ),
    "point": NetworkKind(
        title="A point",
        explanation="One number, theta: every sample lies there.",
        source="Mescheder et al. 2018",
        make=_point_generator,
        knobs=("start",),
        takes_noise=False,
    ),
}
DISCRIMINATORS: dict[str, NetworkKind] = {
    "mlp": NetworkKind(
        title="Network",
        explanation="A fully connected network: it can say anything of any x.",
        make=_mlp_discriminator,
        knobs=MLP_KNOBS,
    ),
    "slope": NetworkKind(
        title="A slope",
        explanation="One number, psi: its logit of real is psi times x.",
        source="Mescheder et al. 2018",
        make=_slope_discriminator,
        knobs=("start",),
    ),
}


def make_generator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    """The generator that the experiment describes, with weights drawn from `rng` (a CPU generator)."""
    return GENERATORS[experiment.generator.kind].make(experiment, real, rng)


def make_discriminator(experiment: Experiment, real: Distribution, rng: Generator) -> Network:
    """The discriminator: a batch (B, dim) to logits (B, 1)."""
    return DISCRIMINATORS[experiment.discriminator.kind].make(experiment, real, rng)
