"""Pictures as they come from a file, a program or a download, before they become real data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Pictures: TypeAlias = NDArray[np.uint8]
"""(N, H, W, C): C is 1 for grey and 3 for red, green, blue."""

Labels: TypeAlias = NDArray[np.int64]


class AlbumWords(Struct, frozen=True):
    """What an album says beside its numbers. shape: of its pictures, where they come without."""

    classes: tuple[str, ...]
    told: str
    shape: tuple[int, ...] = ()


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


def packed(album: Album) -> tuple[AlbumWords, list[memoryview]]:
    """An album as words and bytes, as `unpacked` takes them."""
    arrays = [album.pictures] if album.labels is None else [album.pictures, album.labels]
    words = AlbumWords(album.classes, album.told, album.pictures.shape)
    return words, [np.ascontiguousarray(array).data.cast("B") for array in arrays]


def unpacked(words: AlbumWords, content: Sequence[bytearray]) -> Album:
    """The album that was packed."""
    pictures = np.frombuffer(content[0], dtype=np.uint8).reshape(words.shape)
    labels = np.frombuffer(content[1], dtype=np.int64) if len(content) > 1 else None
    return Album(pictures, labels, words.classes, words.told)
