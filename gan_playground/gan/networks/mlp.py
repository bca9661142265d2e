"""Fully connected networks."""

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

    from gan_playground.gan.experiment.parts import PlayerConfig


class Mlp(Network):
    """Layers of a linear map, a norm and an activation; depth 0 is a single linear map.

    Weights in order: of each hidden layer matrix, bias and, with a norm, gain and shift; then the last matrix
    and bias. Buffers: of each batch norm the mean and variance it remembers.
    """

    _ends_with = ""
    """The title of what bends the last layer."""

    def __init__(self, inputs: int, outputs: int, player: PlayerConfig, rng: Generator) -> None:
        import torch
        from torch.nn.functional import layer_norm, linear

        self._linear, self._layer_norm, self._batch_norm = linear, layer_norm, torch.batch_norm
        self._norm = player.norm if player.norm in ("batch", "layer") else ""
        self.mixes_samples = self._norm == "batch" and player.depth > 0
        activation, draw = ACTIVATIONS[player.activation], INITIALISATIONS[player.init].draw
        self._activation, self._bends, self._depth = activation.function(), activation, player.depth
        weights: list[Tensor] = []
        buffers: list[Tensor] = []
        sizes = [inputs, *[player.width] * player.depth]
        for before, after in itertools.pairwise(sizes):
            weights += draw(before, after * activation.pieces, rng)
            if self._norm:
                weights += [torch.ones(after * activation.pieces), torch.zeros(after * activation.pieces)]
            if self._norm == "batch":
                buffers += [torch.zeros(after * activation.pieces), torch.ones(after * activation.pieces)]
        weights += draw(sizes[-1], outputs, rng)
        super().__init__(weights, buffers)

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        features = self._features(weights[:-2], x, statistics, trace)
        return self._linear(features, weights[-2], weights[-1])  # (B, outputs)

    def _features(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None
    ) -> Tensor:
        stride = 4 if self._norm else 2
        for first in range(0, len(weights), stride):
            x = self._linear(x, weights[first], weights[first + 1])
            if self._norm:
                x = self._even_out(first // stride, x, weights[first + 2], weights[first + 3], statistics)
            x = self._activation(x)
            if trace is not None:
                trace.append(x)
        return x  # (B, width)

    @property
    def layers(self) -> tuple[LayerShape, ...]:
        stride, norm = (4, f"{self._norm} norm") if self._norm else (2, "")
        *hidden, last = range(0, stride * self._depth + 1, stride)
        bend = self._bends
        bent = [LayerShape(len(self.values[i]) // bend.pieces, i, None, bend.title, norm) for i in hidden]
        return (*bent, LayerShape(len(self.values[last]), last, activation=self._ends_with))

    def _even_out(self, layer: int, x: Tensor, gain: Tensor, shift: Tensor, statistics: Statistics) -> Tensor:
        if self._norm == "layer":
            return self._layer_norm(x, gain.shape, gain, shift)
        mean, variance = self.buffers[2 * layer : 2 * layer + 2]
        remembered = statistics is Statistics.REMEMBERED
        # A batch of one has no deviation to remember.
        use = statistics.remembers and (remembered or len(x) > 1)
        kept_mean, kept_variance = (mean, variance) if use else (None, None)
        momentum, tiny, cudnn = statistics.weight_of_newest, 1e-5, True
        return self._batch_norm(x, gain, shift, kept_mean, kept_variance, not remembered, momentum, tiny, cudnn)


class MlpPainter(Mlp):
    """A fully connected generator of pictures: numbers between -1 and 1, and the class that was asked for.

    The classes at the end of z meet columns of the first matrix, which are their embedding.
    """

    _ends_with = "tanh"

    def __init__(self, inputs: int, outputs: int, label_count: int, player: PlayerConfig, rng: Generator) -> None:
        super().__init__(inputs + label_count, outputs, player, rng)
        self.label_count = label_count

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        import torch

        painted = super().apply(weights, x, statistics, trace).tanh()
        return painted if not self.label_count else torch.cat((painted, x[:, -self.label_count :]), dim=1)


class MlpJudge(Mlp):
    """A fully connected discriminator that is told the class, and projects it on its features (Miyato and Koyama 2018).

    One weight more than `Mlp`, the last: the embeddings of the classes (label_count, width).
    """

    def __init__(self, inputs: int, label_count: int, pack: int, player: PlayerConfig, rng: Generator) -> None:
        super().__init__(inputs * pack, 1, player, rng)
        features = self.values[-2].shape[1]
        embedding, _ = INITIALISATIONS[player.init].draw(features, label_count, rng)
        self.label_count, self.pack = label_count, pack
        Network.__init__(self, [*self.values, embedding], self.buffers)

    def apply(
        self, weights: Sequence[Tensor], x: Tensor, statistics: Statistics, trace: list[Tensor] | None = None
    ) -> Tensor:
        shown, classes = parted(x, self.label_count, self.pack)
        features = self._features(weights[:-3], shown, statistics, trace)
        fits = (features * (classes @ weights[-1])).sum(dim=1, keepdim=True)
        return self._linear(features, weights[-3], weights[-2]) + fits  # (B, 1)
