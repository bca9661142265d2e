"""Families on the line that are one shape, moved and stretched to the mean and deviation asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import Array, LineDistribution

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.experiment.data import Data

SHAPE_KNOBS = ("mean", "std")


def stretch(
    data: Data,
    sample: Callable[[int, Generator], Tensor],
    density: Callable[[Array], Array],
    view: tuple[float, float] = (-5.0, 5.0),
) -> LineDistribution:
    """The shape given by `sample` and `density` (mean 0, deviation 1), with the mean and deviation of `data`.

    `view` is in deviations from the mean.
    """
    mean, std = data.mean, data.std
    return LineDistribution(
        shift=mean,
        scale=std,
        view=(mean + view[0] * std, mean + view[1] * std),
        sample=sample,
        density=lambda x: density((x - mean) / std) / std,
    )
