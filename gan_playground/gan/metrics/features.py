"""What a small network sees in a picture: 64 numbers, and the class where it knows the classes.

It ships with the program, and tools/train_features.py says how it was trained. Two pictures that look alike have
nearly the same features; that is all that the measures of pictures need, as they use Inception's elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor
from torch.nn import functional

from gan_playground.resources import resource_path

shipped_file = "data/features.npz"
side = 16  # pixels: every picture is made this large first
feature_count = 64
chunk_size = 1024  # pictures at a time

Shape: TypeAlias = tuple[int, int, int]
"""(C, H, W) of a picture."""

LAYERS: dict[str, tuple[int, ...]] = {
    "first": (16, 4, 3, 3),
    "second": (32, 16, 3, 3),
    "third": (32, 32, 3, 3),
    "features": (feature_count, 32 * 4 * 4),
}
"""The weights of each layer, (out, in, ...); the biases are (out,)."""

Weights: TypeAlias = Mapping[str, tuple[Tensor, Tensor]]
"""The weights and the biases of every layer."""


class Seer(Struct, frozen=True):
    """The network, on one device. heads: from features to the logits of classes, for each set of them."""

    layers: Weights
    heads: Mapping[tuple[str, ...], tuple[Tensor, Tensor]]


def features(samples: Tensor, shape: Shape) -> Tensor:
    """The features (N, 64) of pictures in numbers from -1 to 1 (N, C * H * W), on the device where they are.

    Over the pictures that the network was trained with, each feature has a mean of 0 and a deviation of 1.
    """
    seer = _read(samples.device)
    return _in_chunks(lambda part: features_of(resized(part, shape), seer.layers), samples, feature_count)


def class_odds(samples: Tensor, shape: Shape, classes: tuple[str, ...]) -> Tensor | None:
    """The probability (N, K) of each of these classes; None where the network does not know them."""
    return odds_of(features(samples, shape), classes) if knows(classes) else None


def knows(classes: tuple[str, ...]) -> bool:
    """Whether the network tells just these classes apart."""
    return classes in _read(torch.device("cpu")).heads


def odds_of(seen: Tensor, classes: tuple[str, ...]) -> Tensor:
    """The probability (N, K) of each class that the network knows, from features (N, 64)."""
    return logits_of(seen, _read(seen.device).heads[classes]).softmax(dim=1)


def resized(samples: Tensor, shape: Shape) -> Tensor:
    """Pictures (N, C * H * W) of any size as (N, C + 1, 16, 16): what shrinks is averaged, what grows is blended.

    The last plane is the detail that got lost: the deviation of the shades within each new pixel. Without it, noise
    and checkerboards as fine as a pixel could not be seen.
    """
    pictures = samples.view(len(samples), *shape)
    small = _small(pictures)
    if max(shape[1:]) <= side:
        return torch.cat((small, torch.zeros_like(small[:, :1])), dim=1)
    squares = _small(pictures.square().mean(dim=1, keepdim=True))
    detail = (squares - small.square().mean(dim=1, keepdim=True)).clamp(min=0).sqrt()
    return torch.cat((small, detail), dim=1)


def _small(planes: Tensor) -> Tensor:
    """Planes (N, C, H, W) as (N, C, 16, 16)."""
    height, width = planes.shape[2:]
    return _shares(height, planes.device) @ (planes @ _shares(width, planes.device).T.contiguous())


@cache
def _shares(size: int, device: torch.device) -> Tensor:
    """How much of each of `size` pixels in a row goes into each of 16 (16, size).

    Longer rows by the length that they share, which torch's own area mode only does where 16 divides the size; shorter
    ones as torch's linear mode does.
    """
    if size <= side:
        grown = functional.interpolate(torch.eye(size)[:, None], side, mode="linear")  # (size, 1, 16)
        return grown[:, 0].T.contiguous().to(device)
    ends, pixels = torch.arange(side + 1) * size / side, torch.arange(size)
    shared = torch.minimum(ends[1:, None], pixels + 1) - torch.maximum(ends[:-1, None], pixels)
    return (shared.clamp(min=0) * side / size).to(device)


def features_of(planes: Tensor, layers: Weights) -> Tensor:
    """The features (N, 64) of resized pictures (N, C + 1, 16, 16); grey is red, green and blue alike."""
    weight, bias = layers["first"]
    if planes.shape[1] == 2:
        weight = torch.cat((weight[:, :3].sum(dim=1, keepdim=True), weight[:, 3:]), dim=1)
    x = functional.leaky_relu(functional.conv2d(planes, weight, bias, stride=2, padding=1), 0.2)  # (N, 16, 8, 8)
    x = functional.leaky_relu(functional.conv2d(x, *layers["second"], padding=1), 0.2)  # (N, 32, 8, 8)
    x = functional.leaky_relu(functional.conv2d(x, *layers["third"], stride=2, padding=1), 0.2)  # (N, 32, 4, 4)
    return functional.linear(x.flatten(1), *layers["features"])


def logits_of(seen: Tensor, head: tuple[Tensor, Tensor]) -> Tensor:
    """The logits (N, K) of classes, from features (N, 64)."""
    return functional.linear(seen, *head)


def _in_chunks(see: Callable[[Tensor], Tensor], samples: Tensor, width: int) -> Tensor:
    if not len(samples):
        return samples.new_zeros(0, width)
    with torch.no_grad():
        return torch.cat([see(part) for part in torch.split(samples, chunk_size)])


@cache
def _read(device: torch.device) -> Seer:
    with np.load(resource_path(shipped_file), allow_pickle=False) as file:
        arrays = dict(file)

    def layer(name: str) -> tuple[Tensor, Tensor]:
        weight, bias = (arrays[f"{name}.{part}"].astype(np.float32) for part in ("weight", "bias"))
        return torch.tensor(weight, device=device), torch.tensor(bias, device=device)

    heads = [name.removesuffix(".classes") for name in arrays if name.endswith(".classes")]
    return Seer(
        layers={name: layer(name) for name in LAYERS},
        heads={tuple(map(str, arrays[f"{name}.classes"])): layer(name) for name in heads},
    )
