"""How much arithmetic a network is, from its shapes alone: nothing is made, and torch is not needed.

A linear map of n numbers to k takes n k multiply-adds a sample; a convolution of c maps to k, with patches of p x p,
takes c k p^2 of them at each place that it writes (He and Sun 2015, "Convolutional neural networks at constrained time
cost"). Biases, norms and activations are next to nothing beside that, and left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec import Struct

from gan_playground.gan.networks.activations import ACTIVATIONS

Lookup: TypeAlias = "Callable[[str], Any]"
"""The value of a knob, by its path."""


class SampleShape(Struct, frozen=True):
    """Of one real sample: channels, height and width of a picture; of other data its numbers are the channels."""

    channels: int
    height: int = 1
    width: int = 1

    @property
    def dim(self) -> int:
        """How many numbers it is."""
        return self.channels * self.height * self.width


class Work(Struct, frozen=True):
    """Multiply-adds of a network for one sample, once forward: of its first layer, and of the rest.

    Back through it, slopes in its weights are as many again, and slopes in what goes into a layer too; nobody asks for
    those of what goes into the first, unless it comes from somebody else's weights.
    """

    first: int
    rest: int = 0

    @property
    def forward(self) -> int:
        """Once through it."""
        return self.first + self.rest

    @property
    def learning(self) -> int:
        """Forward, and back to the slopes in its weights."""
        return self.forward + self.forward + self.rest


def mlp_generator_work(knob: Lookup, shape: SampleShape) -> Work:
    return _mlp(knob, "generator", knob("latent.dim"), shape.dim)


def mlp_discriminator_work(knob: Lookup, shape: SampleShape) -> Work:
    return _mlp(knob, "discriminator", shape.dim * knob("stabilise.pack"), 1)


def _mlp(knob: Lookup, player: str, inputs: int, outputs: int) -> Work:
    pieces = _pieces(knob, player)
    sizes = [inputs, *[knob(f"{player}.width")] * knob(f"{player}.depth")]
    hidden = [before * after * pieces for before, after in itertools.pairwise(sizes)]
    return _of_layers([*hidden, sizes[-1] * outputs])


def conv_generator_work(knob: Lookup, shape: SampleShape) -> Work:
    """That of a ConvPainter."""
    from gan_playground.gan.networks.convolutional import channels_at, halvings

    width, pieces = knob("generator.width"), _pieces(knob, "generator")
    levels = halvings(shape.height, shape.width)
    channels = [channels_at(level, width) for level in reversed(range(levels + 1))]  # coarse maps first
    layers = [knob("latent.dim") * channels[0] * pieces * _places(shape, levels)]
    for level, (before, after) in zip(reversed(range(levels)), itertools.pairwise(channels), strict=True):
        layers.append(before * after * pieces * 3**2 * _places(shape, level))
    return _of_layers([*layers, channels[-1] * shape.channels * 3**2 * _places(shape, 0)])


def conv_discriminator_work(knob: Lookup, shape: SampleShape) -> Work:
    """That of a ConvJudge."""
    from gan_playground.gan.networks.convolutional import channels_at, halvings

    width, pieces = knob("discriminator.width"), _pieces(knob, "discriminator")
    levels = halvings(shape.height, shape.width)
    channels = [channels_at(level, width) for level in range(levels + 1)]
    layers = [shape.channels * knob("stabilise.pack") * channels[0] * pieces * 3**2 * _places(shape, 0)]
    for level, (before, after) in enumerate(itertools.pairwise(channels), start=1):
        layers.append(before * after * pieces * 4**2 * _places(shape, level))
    return _of_layers([*layers, channels[-1] * _places(shape, levels)])


def of_one_number(_knob: Lookup, _shape: SampleShape) -> Work:
    """Of a network that is a number or two."""
    return Work(1)


def _pieces(knob: Lookup, player: str) -> int:
    return ACTIVATIONS[knob(f"{player}.activation")].pieces


def _places(shape: SampleShape, level: int) -> int:
    """Of maps that were halved so often."""
    return (shape.height >> level) * (shape.width >> level)


def _of_layers(layers: list[int]) -> Work:
    return Work(layers[0], sum(layers[1:]))
