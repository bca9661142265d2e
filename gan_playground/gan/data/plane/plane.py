"""What all real data on the plane have in common: their own units, modes if they have any, and what was painted on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array, Constant, Distribution
from gan_playground.gan.data.plane.raster import ink_sampler
from gan_playground.gan.data.plane.strokes import PaintSheet, canvas_of, painted, read_strokes
from gan_playground.gan.data.plane.turning import rotation
from gan_playground.gan.observe.box import Box

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

    Sampler: TypeAlias = Callable[[int, Generator], Tensor]
    """(count, rng) to samples (count, 2) in the data's own units."""

PLANE_KNOBS = ("drawing", "drift")
"""What every family on the plane reads."""

nothing_left = "There is nothing to learn: all of the real data was rubbed out. Paint something first."
base_share_of_view = 1 / 12  # a family weighs as much as paint that covers this share of its view
reservoir_size = 65_536  # samples of a family that an eraser chooses from


class Modes(Struct, frozen=True):
    """The modes that the data are made of. centres: (M, 2); sigma: the deviation of each, alike in x and y."""

    centres: Array
    sigma: float


class PlaneDistribution(Distribution, frozen=True, kw_only=True):
    """Real data on the plane.

    shift, scale: (2,) of x and y. view: what a picture shows, in the data's units. modes: None where there are none,
    or where something was painted that belongs to none.
    """

    dim: int = 2
    shift: Array
    scale: Array
    view: Box
    modes: Modes | None = None

    def centres_at(self, angle: float) -> Array | None:
        """Where the modes are (M, 2) when the data have turned by so much, in radians; None where there are none."""
        if self.modes is None:
            return None
        away = (self.modes.centres - self.shift) / self.scale @ rotation(angle)
        return np.asarray(away * self.scale + self.shift)


def on_the_plane(
    data: Data,
    sample: Sampler | None,
    view: Box,
    scale: float | Array,
    shift: Array | None = None,
    modes: Modes | None = None,
) -> PlaneDistribution:
    """The family that `sample` draws from (None: nothing), with what `data` paints on it and rubs out of it.

    `view`, `shift` and `scale` belong to the kind of data and not to its details, so that these can change while a
    run goes on. Modes are not rubbed out by an eraser: they are taken from `data.centres`.

    Raises PlaygroundError where nothing is left.
    """
    strokes = read_strokes(data.drawing)
    if strokes:
        sheet = painted(strokes, canvas_of(view, strokes))
        if sample is not None and modes is None and sheet.kept.min() < 1:
            sample = _spared(sample, sheet.keeps)
        if sheet.ink.any():
            sample, modes = _with_ink(sample, sheet, view), None
    if sample is None:
        raise PlaygroundError(nothing_left)
    middle = np.zeros(2) if shift is None else shift
    spread = np.broadcast_to(np.asarray(scale, dtype=np.float64), (2,))
    return PlaneDistribution(
        shift=middle, scale=spread, view=view, modes=modes, sample=_standardised(sample, middle, spread)
    )


def refusal_without(drawing: str, view: Box) -> str:
    """Why data that are nothing but paint cannot be, if there is none; else empty."""
    strokes = read_strokes(drawing)
    return "" if strokes and painted(strokes, canvas_of(view, strokes)).ink.any() else nothing_left


def _standardised(sample: Sampler, shift: Array, scale: Array) -> Sampler:
    middle, per_scale = Constant(shift), Constant(1 / scale)
    centred = not shift.any()

    def draw(count: int, rng: Generator) -> Tensor:
        x = sample(count, rng)
        if not centred:
            x = x - middle.on(rng.device)
        return x * per_scale.on(rng.device)

    return draw


def _with_ink(base: Sampler | None, sheet: PaintSheet, view: Box) -> Sampler:
    """The base, if there is one, and the paint, each as likely as it is large."""
    ink = ink_sampler(sheet.ink, sheet.box)
    if base is None:
        return ink
    area = float(sheet.ink.sum() * sheet.cell_area)
    share = area / (area + base_share_of_view * view.width * view.height)

    def draw(count: int, rng: Generator) -> Tensor:
        import torch

        of_ink = torch.rand(count, 1, generator=rng, device=rng.device) < share
        return torch.where(of_ink, ink(count, rng), base(count, rng))

    return draw


def _spared(base: Sampler, keeps: Callable[[Array], Array]) -> Sampler | None:
    """The base where the eraser left it: chosen from many samples of it by how much is left at each place.

    None where that is nowhere.
    """
    import torch

    many = base(reservoir_size, torch.Generator().manual_seed(0)).double().numpy()
    left = np.cumsum(keeps(many))
    if not left[-1] > 0:
        return None
    places, chances = Constant(many), Constant(left / left[-1])

    def draw(count: int, rng: Generator) -> Tensor:
        where = torch.rand(count, generator=rng, device=rng.device)
        chosen = torch.searchsorted(chances.on(rng.device), where, right=True).clamp_(max=reservoir_size - 1)
        return places.on(rng.device)[chosen]

    return draw
