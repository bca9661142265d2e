"""The palette of a photograph: its colours, as points in red, green and blue."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gan_playground.files import Stamp, stamp_of
from gan_playground.gan.data.distribution import Array, Constant, Distribution, Family
from gan_playground.gan.data.images.own import photograph_of
from gan_playground.gan.data.images.photograph import palette_of, read_photograph

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

thumbnail_side = 256


class ColourDistribution(Distribution, frozen=True, kw_only=True):
    """Colours: red, green and blue from 0 to 255.

    shift, scale: of all three alike, so that grey stays grey. photograph: (H, W, 3), small, to be shown.
    """

    dim: int = 3
    shift: float
    scale: float
    photograph: NDArray[np.uint8]


@lru_cache(maxsize=2)
def _read(path: Path, stamp: Stamp) -> tuple[Array, NDArray[np.uint8]]:
    photo = read_photograph(path)
    small = read_photograph(path, thumbnail_side)
    small.setflags(write=False)
    return palette_of(photo), small


def make(data: Data) -> ColourDistribution:
    """The pixels of the photograph, sampled with replacement; between two of its 256 shades every value is as likely,
    or D would know real colours by their whole numbers.
    """
    path = photograph_of(data)
    colours, photograph = _read(path, stamp_of(path))
    shift, scale = float(colours.mean()), max(float(colours.std()), 1.0)
    kept = Constant(colours)

    def sample(count: int, rng: Generator) -> Tensor:
        import torch

        rows = torch.randint(len(colours), (count,), generator=rng, device=rng.device)
        between = torch.rand(count, 3, generator=rng, device=rng.device) - 0.5
        return (kept.on(rng.device)[rows] + between - shift) / scale

    return ColourDistribution(shift=shift, scale=scale, photograph=photograph, sample=sample)


def _taken(_real: ColourDistribution, name: str) -> str:
    return f"Learning the colours of all pixels of {name}; where in the picture they are does not count."


PALETTE = Family(
    title="Palette of a photograph",
    explanation="The colours of one photograph, pixel by pixel; yours, or the astronaut that ships.",
    stage="colours",
    make=make,
    knobs=("path",),
    file_kind="picture",
    file_hint="the astronaut that ships",
    taken=_taken,
)
