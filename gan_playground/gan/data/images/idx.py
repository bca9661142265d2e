"""Pictures out of IDX files, in which MNIST and its kin come; and what all numbers out of files have to keep to."""

from __future__ import annotations

import gzip
import math
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album, Labels
from gan_playground.gan.data.npy import read_exactly

largest_bytes = 2**30  # of one array in memory: MNIST has 47 MB, CIFAR-10 150 MB, EMNIST 550 MB
longest_side = 4096
most_classes = 256
of_pictures, of_labels = b"\0\0\x08\x03", b"\0\0\x08\x01"  # bytes, in three dimensions and in one
endings = ("", ".gz")
usual_name = re.compile(r"images[-.]idx3[-.]ubyte(\.gz)?$")


def read_idx(path: Path) -> Album:
    """The pictures of an IDX file in their own size (N, H, W, 1), with labels if their file lies beside it.

    Both may be packed with gzip; no more is unpacked than the first bytes announce. The labels' file is called as the
    pictures', with `labels` for `images` and `idx1` for `idx3`.

    Raises
    ------
    PlaygroundError
        If a file is none of that kind, is cut short, or the labels are more or fewer than the pictures.
    """
    pictures, told = _numbers(path, of_pictures), ""
    if lies_on_its_side(path):
        pictures, told = (
            pictures.swapaxes(1, 2),
            "EMNIST keeps its pictures on their side; they were set upright.",
        )
    beside = labels_beside(path)
    if beside is None:
        return Album(pictures[..., np.newaxis], told=told)
    labels = _numbers(beside, of_labels)
    if len(labels) != len(pictures):
        raise PlaygroundError(
            f"{path.name} has {len(pictures):,} pictures and {beside.name} {len(labels):,} labels; "
            "they must be as many, so put files that belong together side by side."
        )
    numbers, classes, left_out = numbered_classes(labels, beside.name)
    return Album(pictures[..., np.newaxis], numbers, classes, " ".join(filter(None, (told, left_out))))


def lies_on_its_side(path: Path) -> bool:
    """Whether a file is one of EMNIST's, which keeps rows for columns (Cohen et al. 2017)."""
    return path.name.lower().startswith("emnist")


def pictures_in(folder: Path) -> Path | None:
    """The IDX file of a folder with the pictures to train on, if it has one under a usual name.

    Raises PlaygroundError where several would do, as in EMNIST's folder, with their names.
    """
    named = sorted(path for path in folder.iterdir() if usual_name.search(path.name.lower()) and path.is_file())
    plain = {path.name.removesuffix(".gz"): path for path in reversed(named)}  # packed and unpacked are the same
    to_train = [path for name, path in plain.items() if "train" in name.lower()] or list(plain.values())
    if len(to_train) > 1:
        names = ", ".join(sorted(path.name for path in to_train)[:6])
        raise PlaygroundError(f"{folder.name} holds several collections; choose one of these files: {names}.")
    return to_train[0] if to_train else None


def labels_beside(path: Path) -> Path | None:
    """Beside it; or, where each file was unpacked into a folder of its own name, in the folder beside its folder."""
    plain = path.name.removesuffix(".gz")
    name = plain.replace("images", "labels").replace("idx3", "idx1")
    spellings = (name, name.replace(".idx1", "-idx1"), name.replace("-idx1", ".idx1"))
    folders = (lambda _: path.parent, path.parent.with_name)
    beside = [
        folder(spelling + packed) / (spelling + ending)
        for folder in folders
        for spelling in spellings
        for packed in endings
        for ending in endings
    ]
    return next((file for file in beside if name != plain and file.is_file()), None)


def _numbers(path: Path, magic: bytes) -> NDArray[np.uint8]:
    """All of the file: the pictures (N, H, W) or the labels (N,)."""
    try:
        with _unpacked(path) as stream:
            shape = _shape(stream, path.name, magic)
            size_bytes = math.prod(shape)
            check_bytes(size_bytes, path.name)
            content, there_bytes = read_exactly(stream, size_bytes)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise PlaygroundError(f"{path.name} is damaged: it cannot be unpacked with gzip.") from error
    if there_bytes != size_bytes:
        what = "is cut short" if there_bytes < size_bytes else "is longer than that"
        raise PlaygroundError(f"{path.name} is damaged: it announces {size_bytes:,} bytes of numbers and {what}.")
    return content.reshape(shape)


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if not packed:
            yield file
            return
        with gzip.open(file) as stream:
            yield cast(IO[bytes], stream)


def _shape(stream: IO[bytes], name: str, magic: bytes) -> tuple[int, ...]:
    """What the first bytes announce: how many pictures or labels, and the pictures' height and width."""
    found = stream.read(4)
    if found != magic:
        if (found, magic) == (of_labels, of_pictures):
            raise PlaygroundError(
                f"{name} holds labels; choose the file with the pictures, which is called images-idx3."
            )
        what = "pictures" if magic == of_pictures else "labels"
        raise PlaygroundError(
            f"{name} is not an IDX file of {what}: it begins with {found.hex(' ') or 'nothing'} "
            f"and should with {magic.hex(' ')}."
        )
    sizes = stream.read(4 * magic[3])
    if len(sizes) < 4 * magic[3]:
        raise PlaygroundError(f"{name} is damaged: it ends before it says how much it holds.")
    shape = tuple(int(size) for size in np.frombuffer(sizes, dtype=">u4"))
    if min(shape) < 1 or max(shape[1:], default=1) > longest_side:
        raise PlaygroundError(f"{name} announces {' x '.join(map(str, shape))} numbers; there are no such pictures.")
    return shape


def numbered_classes(values: NDArray[Any], name: str) -> tuple[Labels | None, tuple[str, ...], str]:
    """What whole numbers (N,) say of N pictures: labels (N,), the classes' names, and what is to be told of them."""
    classes, labels = np.unique(values, return_inverse=True)
    if len(classes) > most_classes:
        told = f"The labels of {name} are left out: they tell {len(classes):,} classes apart, more than {most_classes}."
        return None, (), told
    return labels.reshape(-1).astype(np.int64), tuple(str(int(label)) for label in classes), ""


def check_bytes(size_bytes: int, name: str) -> None:
    """Raise PlaygroundError if numbers or pictures would take more memory than is reasonable."""
    if size_bytes > largest_bytes:
        raise PlaygroundError(
            f"The pictures of {name} take {size_bytes / 2**30:,.1f} GB of memory; at most {largest_bytes >> 30} GB "
            "is allowed, so use fewer or smaller ones."
        )
