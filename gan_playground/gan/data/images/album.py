"""Pictures as they come from a file, a program or a download, before they become real data."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Pictures: TypeAlias = NDArray[np.uint8]
"""(N, H, W, C): C is 1 for grey and 3 for red, green, blue."""

Labels: TypeAlias = NDArray[np.int64]


class Album(Struct, frozen=True):
    """Pictures of one size. labels: (N,) places in `classes`, or None where nobody says what they show.

    told: what a user should know of how they were read, as "3 files were skipped"; empty if nothing.
    """

    pictures: Pictures
    labels: Labels | None = None
    classes: tuple[str, ...] = ()
    told: str = ""

    def __post_init__(self) -> None:
        for array in (self.pictures, self.labels):
            if array is not None:
                array.setflags(write=False)
