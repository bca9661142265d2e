"""Networks of a number or two, in which the whole of learning can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gan_playground.gan.networks.layer_shape import LayerShape
from gan_playground.gan.networks.network import Network
from gan_playground.gan.networks.norms import Statistics

if TYPE_CHECKING:
    from torch import Tensor


class TwoKnobs(Network):
    """x = (z + theta1) * theta2: a generator that can only move and stretch, starting at theta = (3, 1) unless told.

    Training happens in units where the data has mean 0 and deviation 1 (`shift` and `scale` say how they
    map back), so that the same learning rates suit every data set; theta itself is in the data's units.
    """

    own_numbers = ("theta1", "theta2")

    def __init__(self, shift: float, scale: float, start: tuple[float, float] = (3.0, 1.0)) -> None:
        import torch

        self._shift, self._scale = shift, scale
        super().__init__([torch.tensor(value) for value in start])

    @property
    def theta(self) -> tuple[float, float]:
        theta1, theta2 = (float(value) for value in self.values)
        return theta1, theta2

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        theta1, theta2 = weights
        moved = x + theta1
        if trace is not None:
            trace.append(moved)
        return (moved * theta2 - self._shift) / self._scale  # (B, 1)

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        return LayerShape(1, number=("+ θ₁", 0)), LayerShape(1, number=("× θ₂", 1))


class Point(Network):
    """G(z) = theta, whatever z is: the generator of the Dirac-GAN (Mescheder et al. 2018, definition 2.1).

    theta is (1,), or (B, 1) for a batch of games.
    """

    def __init__(self, start: float) -> None:
        import torch

        super().__init__([torch.tensor([start])])

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        return weights[0] + x.new_zeros(len(x), 1)  # (B, 1)

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        return (LayerShape(1, number=("θ", 0)),)


class Slope(Network):
    """D(x) = psi x, a logit: the discriminator of the Dirac-GAN.

    psi is (1,); or (B, 1) for a batch of games, whose samples x (k B, 1) come in k batches one below the other.
    """

    def __init__(self, start: float) -> None:
        import torch

        super().__init__([torch.tensor([start])])

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        psi = weights[0]
        if psi.dim() == 2 and len(psi) != len(x):
            psi = psi.repeat(len(x) // len(psi), 1)
        return psi * x  # (B, 1)

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        return (LayerShape(1, number=("× ψ", 0)),)


class Threshold(Network):
    """D(x) = steepness (x - threshold), a logit: what lies on one side of an edge is real, on the other it is fake.

    The threshold is in deviations of the real data from their mean; with a steepness below 0 the left is real.
    """

    own_numbers = ("threshold", "steepness")

    def __init__(self, start: tuple[float, float]) -> None:
        import torch

        super().__init__([torch.tensor(value) for value in start])

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        threshold, steepness = weights
        beyond = x - threshold
        if trace is not None:
            trace.append(beyond)
        return steepness * beyond  # (B, 1)

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        return LayerShape(1, number=("− t", 0)), LayerShape(1, number=("× s", 1))
