"""Numbers on their way out of training: what leaves is an array that shares nothing with a tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

AnyArray = TypeVar("AnyArray", bound=NDArray[Any])


def fixed(array: AnyArray) -> AnyArray:
    """The array, closed to writing: frames share what does not change."""
    array.setflags(write=False)
    return array


def to_numpy(tensor: Tensor) -> NDArray[np.float64]:
    """A copy in double precision that no tensor shares."""
    return np.array(tensor.detach().cpu().numpy(), dtype=np.float64)


def pair(values: NDArray[np.float64]) -> tuple[float, float]:
    """Two numbers as Python's own."""
    return float(values[0]), float(values[1])
