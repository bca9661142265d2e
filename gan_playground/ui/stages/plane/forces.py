"""How long the arrows are that say where, and how strongly, dots are pushed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gan_playground.ui.plot.pixels import Array

force_px = 27.0  # an arrow of force 1, per deviation of the data; one of 1/100 is a tenth as long
longest_force_px = 48.0


def arrows(tails: Array | None, forces: Array | None, scale: Sequence[float]) -> tuple[Array, Array]:
    """Places (N, 2), and arrows there (N, 2), px: as long as the root of a force (N, 2) per deviation, so that those a
    hundred times as weak can still be seen.
    """
    if tails is None or forces is None:
        return np.empty((0, 2)), np.empty((0, 2))
    pull = forces * np.array(scale)
    size = np.hypot(pull[:, 0], pull[:, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        length = np.minimum(force_px * np.sqrt(size), longest_force_px)
        return tails, pull / size[:, None] * length[:, None]
