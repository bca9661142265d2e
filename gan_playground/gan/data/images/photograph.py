"""What one photograph gives: patches of its texture, its colours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.picture import open_picture

most_colours = 20_000


def read_photograph(path: Path, longest: int = 512) -> NDArray[np.uint8]:
    """The photograph in red, green, blue (H, W, 3), upright, its longer side at most `longest` pixels.

    Raises PlaygroundError for what is no picture, damaged, or too large to unpack.
    """
    from PIL.Image import Resampling

    try:
        if not path.is_file():
            path.stat()  # says why, if there is nothing at all
            raise PlaygroundError(f"{path} is not a file; choose one picture.")
        picture = open_picture(path, longest)
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise PlaygroundError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    picture.thumbnail((longest, longest), Resampling.LANCZOS, reducing_gap=3.0)
    return np.array(picture)


def texture_of(photo: NDArray[np.uint8], count: int = 4000, side: int = 16, seed: int = 0) -> Album:
    """Square patches from anywhere in a photograph (H, W, 3), as an album (count, side, side, 3).

    A patch covers 1 to 2 times `side` pixels of the photograph, each way. The same seed gives the same patches.
    Raises PlaygroundError where the photograph is smaller than a patch.
    """
    from PIL import Image

    height, width = photo.shape[:2]
    if min(height, width) < side:
        raise PlaygroundError(
            f"The photograph is {width} x {height} pixels; it needs at least {side} each way for patches of that size."
        )
    rng = np.random.default_rng(seed)
    covered = side * rng.uniform(1, min(2, min(height, width) / side), count)
    left, top = rng.uniform(0, 1, (2, count)) * (np.array([[width], [height]]) - covered)
    picture = Image.fromarray(photo)
    patches = np.empty((count, side, side, 3), dtype=np.uint8)
    for patch, x, y, size in zip(patches, left.tolist(), top.tolist(), covered.tolist(), strict=True):
        box = (x, y, min(x + size, width), min(y + size, height))
        patch[:] = np.asarray(picture.resize((side, side), Image.Resampling.LANCZOS, box=box))
    return Album(patches)


def palette_of(photo: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The red, green and blue (N, 3), from 0 to 255, of 20,000 pixels of a photograph (H, W, 3), or of all if fewer.

    The pixels lie anywhere, and are the same each time.
    """
    colours = photo.reshape(-1, 3)
    chosen = np.random.default_rng(0).choice(len(colours), min(most_colours, len(colours)), replace=False)
    return colours[chosen].astype(np.float64)
