"""The score of a run as it leaves the mathematics: tracks of numbers over steps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Track(Struct, frozen=True):
    """One quantity over time: `values[i]` is its mean over the steps since the point before, up to `steps[i]`; theta,
    psi and radius are those of that step itself.

    stride: how many of a player's turns each value is of, at least; 0 where nothing is of a player's turns.
    """

    steps: Array
    values: Array
    stride: int = 0


class History(Struct, frozen=True):
    """The score so far: every track over the whole run, thinned, and over the recent past, step by step.

    Keys: loss.generator, loss.discriminator, d_real, d_fake, accuracy, value (V of the D(x) that is shown) of every
    step; distance, gradient.generator, gradient.discriminator (norms), and every metric as metric.NAME, where somebody
    looked; look.d_real, look.d_fake, look.accuracy the same of the samples that were looked at; theta, psi, radius of
    every step of the Dirac-GAN.
    """

    whole: Mapping[str, Track]
    recent: Mapping[str, Track]
