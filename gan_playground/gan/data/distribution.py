"""What a family of real data is made of, whatever its shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gan_playground.gan.knob import Choice

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from gan_playground.gan.parts import Data

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """The real data of a run.

    Training happens in standardised units, (x - shift) / scale, so that one learning rate suits a column of
    millimetres and one of dollars; everything shown is in the data's own units.

    sample(count, rng): standardised samples (count, dim) on the random generator's device.
    density(x): probability density at x (N,), in the data's units; None where nobody knows it.
    view: the interval that a picture shows, in the data's units.
    """

    dim: int
    shift: float
    scale: float
    view: tuple[float, float]
    sample: Callable[[int, Generator], Tensor]
    density: Callable[[Array], Array] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Choice):
    """An entry of the registry: how a kind of data is named, which knobs it reads, and how it is made."""

    stage: str
    make: Callable[[Data], Distribution]
