"""A network with one sample in it, and what its units would say of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor

from gan_playground.gan.networks.labels import parted
from gan_playground.gan.networks.layer_shape import LayerShape
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.look import UnitPlace
from gan_playground.gan.observe.network_picture import Array, UnitAnswer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gan_playground.gan.networks import Network

line_points, plane_cells, coarse_cells = 129, 24, 9
"""Where a unit is asked: on a line, and along each side of a plane; fewer where to paint a picture takes long."""


class Coordinates(Struct, frozen=True, eq=False):
    """What goes into a network, or comes out of it, number by number. names; spans: what is seen of each, in its own
    units; a network works with (own - shift) / scale. shift, scale: (N,).
    """

    names: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]
    shift: Array
    scale: Array

    def own(self, values: Array, place: int) -> Array:
        """Of the number at this place, in its own units; the samples of a pack come one after the other."""
        place %= len(self.names)
        return values * float(self.scale[place]) + float(self.shift[place])


def plain(names: tuple[str, ...], span: tuple[float, float]) -> Coordinates:
    """Numbers whose own units are the network's."""
    return Coordinates(names, (span,) * len(names), np.zeros(len(names)), np.ones(len(names)))


class Passage(Struct, frozen=True, eq=False):
    """A player's network and the sample (1, columns) that goes in. inputs, outputs: None where these are pictures."""

    player: str
    network: Network
    sample: Tensor
    inputs: Coordinates | None
    outputs: Coordinates | None

    @property
    def shapes(self) -> list[LayerShape]:
        """Of what goes in, and of every layer."""
        return [LayerShape(self.values(self.sample)[0].shape[1]), *self.network.layers]

    def values(self, batch: Tensor) -> list[Tensor]:
        """The same places of every layer for other samples (B, columns): (B, numbers) each, without D's classes."""
        trace: list[Tensor] = []
        out = self.network.look(batch, trace)
        last = self.network.layers[-1]
        height, width = last.side or (1, 1)
        return [self._met_by_weights(batch), *trace, out[:, : last.units * height * width]]

    def _met_by_weights(self, batch: Tensor) -> Tensor:
        """G reads a class as numbers of z; D is told of it, and reads what is shown."""
        network = self.network
        is_told = self.player == "discriminator" and network.label_count
        return parted(batch, network.label_count, network.pack)[0] if is_told else batch

    def ends_at(self, layer: int) -> Coordinates | None:
        """What a layer is called where it is what goes in or comes out, and no picture."""
        return self.inputs if layer == 0 else self.outputs if layer == len(self.network.layers) else None

    def is_picture(self, layer: int) -> bool:
        """Whether the layer is a picture."""
        return layer in (0, len(self.network.layers)) and self.ends_at(layer) is None

    def answer(self, place: UnitPlace) -> UnitAnswer | None:
        """What a unit says, whatever goes in; None where there is no such unit, or it is a picture."""
        shapes = self.shapes
        if place.layer >= len(shapes) or self.is_picture(place.layer) or place.unit >= shapes[place.layer].units:
            return None
        running = 0 if self.inputs is None else min(2, len(self.inputs.names))
        spans = () if self.inputs is None else self.inputs.spans[:running]
        axes = () if self.inputs is None else self.inputs.names[:running]
        at = [float(self._own(self.sample[:, i], 0, i)[0]) for i in range(running)]
        return UnitAnswer(
            place=place,
            axes=axes,
            spans=spans,
            values=self._values_over(place, spans),
            at=fixed(np.array(at)),
            value=float(self._said(self.sample, place)[0]),
            held=shapes[0].units - running,
            weights=None,
        )

    def _own(self, values: Tensor, layer: int, unit: int) -> Array:
        ends, numbers = self.ends_at(layer), to_numpy(values)
        return numbers if ends is None else ends.own(numbers, unit)

    def _said(self, batch: Tensor, place: UnitPlace) -> Array:
        """By a unit of each sample (B,); by a map on average."""
        units = self.shapes[place.layer].units
        said = self.values(batch)[place.layer].view(len(batch), units, -1).mean(2)[:, place.unit]
        return self._own(said, place.layer, place.unit)

    def _values_over(self, place: UnitPlace, spans: Sequence[tuple[float, float]]) -> Array | None:
        if self.inputs is None:
            return None
        cells = coarse_cells if any(shape.side for shape in self.network.layers) else plane_cells
        rows = [line_points] if len(spans) == 1 else [cells, cells]
        grids = [_grid(span, count, ends=len(rows) == 1) for span, count in zip(spans, rows, strict=True)]
        batch = self.sample.repeat(int(np.prod(rows)), 1)
        for i, column in enumerate(np.meshgrid(*grids)):
            own = (column.ravel() - self.inputs.shift[i]) / self.inputs.scale[i]
            batch[:, i] = torch.tensor(own, dtype=batch.dtype, device=batch.device)
        return fixed(self._said(batch, place).reshape(rows))


def _grid(span: tuple[float, float], count: int, *, ends: bool) -> NDArray[np.float64]:
    """From end to end, or the middles of so many cells."""
    low, high = span
    return np.linspace(low, high, count) if ends else low + (high - low) * (np.arange(count) + 0.5) / count
