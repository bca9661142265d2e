"""The networks themselves, as they are looked at: layers, what leads from one to the next, and a sample on its way."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.observe.look import UnitPlace

Array = NDArray[np.float64]


class LayerPicture(Struct, frozen=True):
    """A layer, as the followed sample flows through it.

    units: how many numbers it has, or maps of `side` (height, width) each. shown: (S,) which of them are drawn: all, or
    one of each group of neighbours. values: (S,) what these say; of a map, on average. maps: (S, H, W), or None. names:
    (S,) of what goes into a network and comes out of it; else empty. own: (S,) the same values in the data's units,
    where they are other ones. painted: (H, W, C) uint8 the picture that the whole layer is; then it is drawn as one.

    weights: (S, P) float32 from each of those shown before; None: nothing is multiplied. signed: whether these are the
    weights themselves; else they are means of their absolute values over groups, maps or a maxout's lines. activation,
    norm: titles, or empty. number: what a network of a number or two does here, as in "+ θ₁", and that number.
    """

    units: int
    shown: NDArray[np.int64]
    values: Array
    side: tuple[int, int] | None = None
    maps: Array | None = None
    names: tuple[str, ...] = ()
    own: Array | None = None
    painted: NDArray[np.uint8] | None = None
    weights: NDArray[np.float32] | None = None
    signed: bool = True
    activation: str = ""
    norm: str = ""
    number: tuple[str, float] | None = None

    @property
    def is_folded(self) -> bool:
        """Whether not all of its units are shown."""
        return self.painted is None and len(self.shown) < self.units


class UnitAnswer(Struct, frozen=True):
    """What a unit says, whatever goes into its network.

    axes: names of the one or two inputs that run, over `spans`; none, where a picture goes in. values: (K,), or (R, C)
    with the first row below; None where nothing runs. at: where the followed sample is, (1,) or (2,), and value: what
    the unit says of it. held: how many other inputs are as they are of the followed sample. weights: (H, W, C) those
    that the unit has for the pixels that go in, where it is in the first layer that meets them; else None.
    """

    place: UnitPlace
    axes: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]
    values: Array | None
    at: Array
    value: float
    held: int
    weights: NDArray[np.float32] | None = None


class NetworksPicture(Struct, frozen=True):
    """Both players at `step`, with one generated sample from z through G, and on through D.

    generator, discriminator: their layers, what goes in first. is_chosen: whether somebody follows this sample; else it
    is the first one. spectral: of both, whether their matrices are divided. pack: samples that D judges together.
    classes: whether both are told of classes. verdict: the probability of "real" that D gives; None where only
    differences of what it says mean anything. answer: of the unit that was asked for, if there is one.
    """

    step: int
    generator: tuple[LayerPicture, ...]
    discriminator: tuple[LayerPicture, ...]
    is_chosen: bool
    spectral: tuple[bool, bool]
    pack: int
    classes: bool
    verdict: float | None
    answer: UnitAnswer | None

    def layers_of(self, player: str) -> tuple[LayerPicture, ...]:
        """Of "generator" or "discriminator"."""
        return self.generator if player == "generator" else self.discriminator

    def has(self, unit: UnitPlace) -> bool:
        """Whether there is such a unit, and it is drawn."""
        layers = self.layers_of(unit.player)
        return unit.layer < len(layers) and unit.unit in layers[unit.layer].shown
