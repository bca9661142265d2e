"""Generated pictures into a file: a sheet to look at (.png), or the numbers (.npz)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing
from gan_playground.gan.observe.frame import ImagesPicture

Pictures = NDArray[np.uint8]

file_types = "Picture of all samples (*.png);;Samples and verdicts as numbers (*.npz)"
most_columns = 8
smallest_scale, tile_px = 4, 96
ground = 127


def save_samples(path: Path, picture: ImagesPicture) -> None:
    """Write all generated pictures to a .png or a .npz file, whole or not at all.

    The sheet shows every pixel as a square of 4 or more. The numbers: pictures (N, H, W, C) uint8, verdicts (N,), and
    where there are classes labels (N,) and their names, classes. Raises PlaygroundError.
    """
    writers = {".png": _write_sheet, ".npz": _write_numbers}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise PlaygroundError(f"{path.name} should end with .png, for a picture, or with .npz, for the numbers.")
    with replacing(path) as temporary:
        writer(temporary, picture)


def _write_numbers(path: Path, picture: ImagesPicture) -> None:
    arrays: dict[str, Any] = {"pictures": picture.generated, "verdicts": picture.verdicts}
    if picture.labels is not None:
        arrays |= {"labels": picture.labels, "classes": np.array(picture.classes)}
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def _write_sheet(path: Path, picture: ImagesPicture) -> None:
    from PIL import Image

    sheet = contact_sheet(picture)
    Image.fromarray(sheet[..., 0] if sheet.shape[-1] == 1 else sheet).save(path, format="PNG")


def contact_sheet(picture: ImagesPicture) -> Pictures:
    """All generated pictures on one (height, width, C): class by class, each class on lines of its own."""
    pictures = picture.generated
    count, height, width, channels = pictures.shape
    scale = max(smallest_scale, tile_px // max(height, width))
    lines = _lines(count, picture.labels)
    columns = max(map(len, lines), default=1)
    gap = scale
    high, wide = height * scale + gap, width * scale + gap
    sheet = np.full((len(lines) * high + gap, columns * wide + gap, channels), ground, np.uint8)
    for row, line in enumerate(lines):
        for column, index in enumerate(line):
            tile = pictures[index].repeat(scale, axis=0).repeat(scale, axis=1)
            top, left = gap + row * high, gap + column * wide
            sheet[top : top + height * scale, left : left + width * scale] = tile
    return sheet


def _lines(count: int, labels: NDArray[np.int64] | None) -> list[NDArray[np.int64]]:
    """Which pictures are on each line."""
    classes = [np.arange(count)] if labels is None else [np.flatnonzero(labels == label) for label in np.unique(labels)]
    return [group[i : i + most_columns] for group in classes for i in range(0, len(group), most_columns)]
