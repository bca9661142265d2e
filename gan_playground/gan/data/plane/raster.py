"""Samples from ink: a grid of cells, each as likely as it is dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.data.distribution import Array, Constant
from gan_playground.gan.observe.box import Box

if TYPE_CHECKING:
    from torch import Generator, Tensor


def ink_sampler(ink: Array, box: Box) -> Callable[[int, Generator], Tensor]:
    """Samples (count, 2) within `box`; ink (H, W), its first row at the bottom, each cell filled evenly."""
    inked = np.flatnonzero(ink)
    rows, columns = np.divmod(inked, ink.shape[1])
    size = np.array([box.width / ink.shape[1], box.height / ink.shape[0]])
    corners = Constant(np.column_stack((columns, rows)) * size + (box.left, box.bottom))
    chances = np.cumsum(ink.ravel()[inked])
    ends, cell, last = Constant(chances / chances[-1]), Constant(size), len(inked) - 1

    def sample(count: int, rng: Generator) -> Tensor:
        import torch

        where = torch.rand(count, 3, generator=rng, device=rng.device)
        chosen = torch.searchsorted(ends.on(rng.device), where[:, 0].contiguous(), right=True).clamp_(max=last)
        return corners.on(rng.device)[chosen] + where[:, 1:] * cell.on(rng.device)

    return sample
