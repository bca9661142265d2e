"""What every network is: a pure function of a list of weights and a batch.

A network is called in three ways on the same storage: as it is, when gradients flow into its weights; through
`frozen`, when they must not, which is the whole of "D's weights are held still in G's turn"; and through `look`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Self

from gan_playground.gan.networks.layer_shape import LayerShape
from gan_playground.gan.networks.norms import Statistics

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from gan_playground.gan.networks.spectral import SpectralNorm


class Network(ABC):
    """Weights, and the function they parameterise.

    `parameters` are leaves that collect gradients; `values` are the same numbers without gradients. `buffers` are
    numbers that training keeps but does not descend in. `mixes_samples`: one sample's output depends on the others.
    `label_count`: of classes that it is told of; `pack`: samples that a D judges together. `own_numbers`: the
    names of the weights, in their order, where a hand can set each of them.
    """

    mixes_samples = False
    label_count = 0
    pack = 1
    own_numbers: tuple[str, ...] = ()

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

    def look(self, x: Tensor, trace: list[Tensor] | None = None) -> Tensor:
        """The same function for a spectator, who changes nothing.

        `trace` collects the values of the hidden layers, (B, width) each.
        """
        return self.forward(self.values, x, Statistics.REMEMBERED, trace)

    def with_weights(self, weights: Sequence[Tensor], batch: Tensor) -> Self:
        """Another network of this kind with these weights, to be looked at.

        Its norms are those of these weights: batch normalisation remembers what they make of this batch.
        """
        other = copy(self)
        other.values = list(weights)
        if self.spectral is not None:
            other.spectral = self.spectral.of(other.values)
        return other.among(batch)

    def among(self, batch: Tensor) -> Self:
        """This network in the company of this batch, to be looked at: batch normalisation remembers nothing else."""
        if not self.buffers:
            return self
        other = copy(self)
        other.buffers = [buffer.clone() for buffer in self.buffers]
        other.forward(other.values, batch, Statistics.ONLY)
        return other

    def forward(
        self,
        weights: Sequence[Tensor],
        x: Tensor,
        statistics: Statistics = Statistics.BATCH,
        trace: list[Tensor] | None = None,
    ) -> Tensor:
        """The function with these weights in place of its own."""
        if self.spectral is not None:
            weights = self.spectral(weights)
        return self.apply(weights, x, statistics, trace)

    @abstractmethod
    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor: ...

    def normalise_spectrally(self, wanted: bool) -> None:
        """Begin or end spectral normalisation; harmless where nothing changes."""
        if wanted and self.spectral is None:
            from gan_playground.gan.networks.spectral import SpectralNorm

            self.spectral = SpectralNorm(self.values)
        elif not wanted:
            self.spectral = None

    def shows(self, batch: Tensor) -> Tensor:
        """Which numbers of a sample of this batch (B, columns) are of what is shown, and not of a class: (columns,)."""
        import torch

        of_one = batch.shape[1] // self.pack
        return torch.arange(batch.shape[1], device=batch.device) % of_one < of_one - self.label_count

    def iterate_spectrally(self) -> None:
        """One power iteration, as every update makes; nothing without spectral normalisation."""
        if self.spectral is not None:
            self.spectral.iterate()

    def to(self, device: torch.device) -> Self:
        """This network, moved to a device before training begins."""
        Network.__init__(self, [value.to(device) for value in self.values], [b.to(device) for b in self.buffers])
        return self

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        """What follows its inputs: those of which `look` traces the values, and the last one."""
        return ()

    @property
    def effective(self) -> Sequence[Tensor]:
        """Its weights as they work: divided, where there is spectral normalisation."""
        return self.values if self.spectral is None else self.spectral(self.values)

    @property
    def theta(self) -> tuple[float, float] | None:
        """The two knobs, of a network that has nothing else."""
        return None

    @property
    def size(self) -> int:
        """How many numbers training can change."""
        return sum(weight.numel() for weight in self.values)
