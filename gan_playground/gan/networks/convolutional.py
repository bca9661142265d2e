"""Convolutional networks for pictures: the DCGAN (Radford et al. 2016) as later work corrected it.

G doubles its maps by repeating pixels and convolves after that, where transposed convolutions leave a checkerboard
(Odena et al. 2016). D halves them by strides, and needs no batch norm.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gan_playground.gan.networks.activations import ACTIVATIONS
from gan_playground.gan.networks.initialisations import INITIALISATIONS
from gan_playground.gan.networks.labels import parted
from gan_playground.gan.networks.layer_shape import LayerShape
from gan_playground.gan.networks.network import Network
from gan_playground.gan.networks.norms import Statistics

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.data.images.image import ImageDistribution
    from gan_playground.gan.experiment.parts import PlayerConfig

least_side = 4  # of the smallest maps
most_times = 8  # as many channels as the largest maps have


def halvings(height: int, width: int) -> int:
    """How often maps can be halved without a remainder, down to `least_side` or little less."""
    times = 0
    while height % 2 == width % 2 == 0 and min(height, width) > least_side:
        height, width, times = height // 2, width // 2, times + 1
    return times


def channels_at(level: int, width: int) -> int:
    """Channels of maps that were halved so often."""
    return min(1 << level, most_times) * width


class _Convolutional(Network):
    """What both players have: layers that convolve, even out and bend."""

    def __init__(self, player: PlayerConfig, rng: Generator) -> None:
        import torch
        from torch.nn import functional

        self._conv, self._linear, self._batch_norm = functional.conv2d, functional.linear, torch.batch_norm
        self._group_norm, self._interpolate = functional.group_norm, functional.interpolate
        self._norm = player.norm if player.norm in ("batch", "layer") else ""
        self.mixes_samples = self._norm == "batch"
        activation = ACTIVATIONS[player.activation]
        self._pieces, self._function, self._bends = activation.pieces, activation.function(), activation.title
        self._init, self._rng = INITIALISATIONS[player.init].draw, rng
        self._weights: list[Tensor] = []
        self._buffers: list[Tensor] = []

    def _add_linear(self, inputs: int, outputs: int) -> None:
        self._weights += self._init(inputs, outputs, self._rng)

    def _add_conv(self, inputs: int, outputs: int, side: int, bends: bool = True) -> None:
        """A layer of side x side patches; where it bends, with a norm if the player has one."""
        import torch

        outputs *= self._pieces if bends else 1
        matrix, bias = self._init(inputs * side**2, outputs, self._rng)
        kernel = matrix.view(outputs, inputs, side, side)
        # The order that convolutions on a CPU like best: a quarter less time than channels first.
        self._weights += [kernel.contiguous(memory_format=torch.channels_last), bias]
        if bends:
            self._add_norm(outputs)

    def _add_norm(self, channels: int) -> None:
        import torch

        if self._norm:
            self._weights += [torch.ones(channels), torch.zeros(channels)]
        if self._norm == "batch":
            self._buffers += [torch.zeros(channels), torch.ones(channels)]

    def _bend(
        self, x: Tensor, layer: int, weights: Sequence[Tensor], statistics: Statistics, trace: list[Tensor] | None
    ) -> Tensor:
        """The norm, if there is one, with this gain and shift, and the activation; x (B, C, H, W)."""
        if self._norm == "layer":
            gain, shift = weights
            x = self._group_norm(x, 1, gain, shift)
        elif self._norm:
            gain, shift = weights
            mean, variance = self.buffers[2 * layer : 2 * layer + 2]
            remembered = statistics is Statistics.REMEMBERED
            kept_mean, kept_variance = (mean, variance) if statistics.remembers else (None, None)
            momentum, tiny, cudnn = statistics.weight_of_newest, 1e-5, True
            x = self._batch_norm(x, gain, shift, kept_mean, kept_variance, not remembered, momentum, tiny, cudnn)
        x = self._activate(x)
        if trace is not None:
            trace.append(x.flatten(1))
        return x

    def _activate(self, x: Tensor) -> Tensor:
        if self._pieces == 1:
            return self._function(x)
        return self._function(x.movedim(1, -1).contiguous()).movedim(-1, 1)  # it joins neighbours of the last axis

    def _bent(self, layer: int, channels: int, side: tuple[int, int]) -> LayerShape:
        norm = f"{self._norm} norm" if self._norm else ""
        return LayerShape(channels, layer * (2 + self._norm_weights), side, self._bends, norm)

    @property
    def _norm_weights(self) -> int:
        return 2 if self._norm else 0


class ConvPainter(_Convolutional):
    """z (B, latent + label_count) to pictures (B, C * H * W) between -1 and 1, with the class asked for at the end.

    Weights: matrix and bias from z to the smallest maps, then of each convolution its own, and its norm's.
    """

    def __init__(self, latent: int, real: ImageDistribution, player: PlayerConfig, rng: Generator) -> None:
        super().__init__(player, rng)
        self.label_count, self._levels = real.label_count, halvings(real.height, real.width)
        self._channels = [channels_at(level, player.width) for level in reversed(range(self._levels + 1))]
        self._painted = real.channels
        smallest = real.height >> self._levels, real.width >> self._levels
        self._first = self._channels[0], *smallest
        channels = self._first[0]
        self._add_linear(latent + real.label_count, channels * self._pieces * smallest[0] * smallest[1])
        self._add_norm(channels * self._pieces)
        for before, after in itertools.pairwise(self._channels):
            self._add_conv(before, after, 3)
        self._add_conv(self._channels[-1], real.channels, 3, bends=False)
        Network.__init__(self, self._weights, self._buffers)

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        import torch

        norms = self._norm_weights
        channels, height, width = self._first
        maps = self._linear(x, weights[0], weights[1]).view(-1, channels * self._pieces, height, width)
        maps = self._bend(maps, 0, weights[2 : 2 + norms], statistics, trace)
        at = 2 + norms
        for layer in range(1, self._levels + 1):
            maps = self._interpolate(maps, scale_factor=2.0, mode="nearest")
            maps = self._conv(maps, weights[at], weights[at + 1], padding=1)
            maps = self._bend(maps, layer, weights[at + 2 : at + 2 + norms], statistics, trace)
            at += 2 + norms
        painted = self._conv(maps, weights[at], weights[at + 1], padding=1).tanh().flatten(1)
        return painted if not self.label_count else torch.cat((painted, x[:, -self.label_count :]), dim=1)

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        _, height, width = self._first
        sides = [(height << level, width << level) for level in range(self._levels + 1)]
        bent = [self._bent(i, self._channels[i], side) for i, side in enumerate(sides)]
        last = len(bent) * (2 + self._norm_weights)
        return (*bent, LayerShape(self._painted, last, sides[-1], "tanh"))


class ConvJudge(_Convolutional):
    """Pictures (B, pack * (C * H * W + label_count)) to logits (B, 1); the pictures of a pack lie over one another.

    Weights: of each convolution its own, and its norm's; the last matrix and bias; with classes their embeddings
    (label_count, features), which are projected on the features (Miyato and Koyama 2018).
    """

    def __init__(self, real: ImageDistribution, pack: int, player: PlayerConfig, rng: Generator) -> None:
        super().__init__(player, rng)
        self.label_count, self.pack = real.label_count, pack
        self._shape, self._levels = (real.channels * pack, real.height, real.width), halvings(real.height, real.width)
        self._channels = [channels_at(level, player.width) for level in range(self._levels + 1)]
        self._add_conv(self._shape[0], player.width, 3)
        for before, after in itertools.pairwise(self._channels):
            self._add_conv(before, after, 4)
        side = (real.height >> self._levels) * (real.width >> self._levels)
        features = channels_at(self._levels, player.width) * side
        self._add_linear(features, 1)
        if real.label_count:
            self._weights.append(self._init(features, real.label_count, rng)[0])
        Network.__init__(self, self._weights, self._buffers)

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        classes: Tensor | None = None
        if self.label_count:
            x, classes = parted(x, self.label_count, self.pack)
        norms, maps, at = self._norm_weights, x.view(-1, *self._shape), 0
        for layer in range(self._levels + 1):
            stride = 2 if layer else 1
            maps = self._conv(maps, weights[at], weights[at + 1], stride=stride, padding=1)
            maps = self._bend(maps, layer, weights[at + 2 : at + 2 + norms], statistics, trace)
            at += 2 + norms
        features = maps.flatten(1)
        logits = self._linear(features, weights[at], weights[at + 1])  # (B, 1)
        if classes is None:
            return logits
        return logits + (features * (classes @ weights[at + 2])).sum(dim=1, keepdim=True)

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        _, height, width = self._shape
        bent = [self._bent(i, channels, (height >> i, width >> i)) for i, channels in enumerate(self._channels)]
        return (*bent, LayerShape(1, len(bent) * (2 + self._norm_weights)))
