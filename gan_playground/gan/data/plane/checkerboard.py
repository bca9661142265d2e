"""A chessboard of which only the dark squares are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.plane.plane import PLANE_KNOBS, PlaneDistribution, on_the_plane
from gan_playground.gan.observe.box import Box

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

squares = 4  # along each side
side = 1.1
view = Box.around(0, 0, 3.2)


def sample(count: int, rng: Generator) -> Tensor:
    """Evenly over the squares whose column and row add up to an even number."""
    import torch

    place = torch.rand(count, 2, generator=rng, device=rng.device) * squares
    column, row = place.floor().unbind(1)
    light = (column + row) % 2  # a sample of a light square moves up by one, or from the top row down to the first
    y = (place[:, 1] + light) % squares
    return torch.stack((place[:, 0], y), dim=1).sub_(squares / 2).mul_(side)


def make(data: Data) -> PlaneDistribution:
    return on_the_plane(data, sample, view, scale=side * squares / 12**0.5)


CHECKERBOARD = Family(
    title="Checkerboard",
    explanation="Eight filled squares, each with empty ones beside it.",
    stage="plane",
    make=make,
    knobs=PLANE_KNOBS,
)
