"""How strongly the units of one layer hang on those of the one before, as many of both as can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

most_whole, few = 32, 6
"""So many units of a layer, or maps, are drawn, each of them; of a layer that has more, so many stand for it."""


class Groups(Struct, frozen=True, eq=False):
    """Neighbours that are drawn as one: where each group begins, and of how many in all. shown: (S,) who stands for
    each.
    """

    starts: NDArray[np.int64]
    units: int

    @property
    def shown(self) -> NDArray[np.int64]:
        middles: NDArray[np.int64] = (self.starts + np.append(self.starts[1:], self.units)) // 2
        return middles

    @property
    def are_single(self) -> bool:
        return len(self.starts) == self.units


def groups_of(units: int, most: int = most_whole) -> Groups:
    """Each of these units; where there are more than `most`, groups."""
    count = units if units <= most else few
    return Groups(np.arange(count) * units // count, units)


def strengths(weight: Tensor, after: Groups, before: Groups) -> tuple[NDArray[np.float32], bool]:
    """Weights (S, P) between what is shown, and whether they have their signs.

    weight: (rows, columns, ...): each unit has some neighbouring rows, as maps have for their pixels and a maxout for
    its lines; and each unit before some neighbouring columns, as its pixels, or a patch of a convolution.
    """
    numbers = np.array(weight.detach().cpu().numpy(), dtype=np.float32)
    blocks = numbers.reshape(after.units, numbers.shape[0] // after.units, before.units, -1)
    signed = blocks.shape[1] == blocks.shape[3] == 1 and after.are_single and before.are_single
    if signed:
        return blocks[:, 0, :, 0], True
    means = np.abs(blocks).mean(axis=(1, 3))
    sums = np.add.reduceat(np.add.reduceat(means, after.starts, axis=0), before.starts, axis=1)
    return (sums / np.outer(_sizes(after), _sizes(before))).astype(np.float32), False


def _sizes(groups: Groups) -> NDArray[np.int64]:
    return np.diff(np.append(groups.starts, groups.units))
