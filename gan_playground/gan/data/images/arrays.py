"""Pictures out of .npy and .npz files; nothing in them is ever unpickled."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album, Pictures
from gan_playground.gan.data.images.idx import check_bytes, longest_side, numbered_classes
from gan_playground.gan.data.npy import (
    Header,
    Numbers,
    header_of,
    headers_in,
    in_archive,
    members_of,
    numbers_of,
    told_of,
)
from gan_playground.gan.data.watching import tell_read

least_flat_side = 8  # of pictures whose pixels lie in one row
picture_names = ("pictures", "images", "x", "train_images", "x_train")
label_names = ("labels", "y", "train_labels", "y_train")
channel_counts = (1, 3, 4)
ranges = (1, 16, 255, 65535)  # what white is; scikit-learn's digits go to 16
right = "pictures as numbers (N, height, width), with or without 1, 3 or 4 channels, or (N, side * side)"


def read_arrays(path: Path) -> Album:
    """The pictures of an .npy or .npz file in their own size, with labels if an .npz has an array of them that fits.

    White is 1, 16, 255 or 65535, whichever is the least that no number exceeds; where numbers are below 0, -1 is
    black and 1 white.

    Raises
    ------
    PlaygroundError
        If there is no array of pictures in the file, more than one and none named as one, or numbers of no such range.
    """
    with path.open("rb") as file:
        if file.read(4) == b"PK\3\4":
            return in_archive(path, _from_archive)
        file.seek(0)
        header = header_of(file, path.name)
        if not holds_pictures(header):
            raise PlaygroundError(f"{path.name} holds {told_of(header)}; it must hold {right}.")
        return Album(as_pictures(_numbers(file, header, path.name), path.name))


def array_is_pictures(path: Path, wanted: bool) -> bool:
    """Whether a file of arrays holds pictures; `wanted`: also where a table of numbers could be meant as well.

    Of a file that cannot be read only its name is known.
    """
    try:
        headers = headers_in(path)
    except (PlaygroundError, OSError, ValueError):
        return wanted or path.suffix.lower() == ".npz"
    return any(holds_pictures(header) and (wanted or not _could_be_table(header)) for header in headers.values())


def _could_be_table(header: Header) -> bool:
    """A row of pixels is a table too, unless its numbers are bytes."""
    shape, _, kind = header
    return len(shape) == 2 and kind != np.uint8


def as_pictures(numbers: Numbers, name: str) -> Pictures:
    """Numbers (N, H, W), (N, H, W, C), (N, C, H, W) or (N, H * H) as bytes (N, H, W, C), of four channels three.

    Raises PlaygroundError for an unknown range.
    """
    if numbers.ndim == 2:
        numbers = numbers.reshape(len(numbers), math.isqrt(numbers.shape[1]), -1)
    if numbers.ndim == 3:
        numbers = numbers[..., np.newaxis]
    elif numbers.shape[3] not in channel_counts:
        numbers = numbers.transpose(0, 2, 3, 1)
    low, high = float(numbers.min()), float(numbers.max())
    black = -1 if low < 0 else 0
    white = next((top for top in ranges if high <= top * (1 + 1e-6)), 0)
    if not white or low < black * (1 + 1e-6) or (black and white > 1) or math.isnan(low):
        raise PlaygroundError(
            f"{name} has numbers from {low:.6g} to {high:.6g}; pictures go from 0 to 1, 16 or 255, or from -1 to 1."
        )
    if numbers.dtype == np.uint8 and white == 255:
        return _on_white(np.ascontiguousarray(numbers))
    check_bytes(numbers.nbytes + numbers.size, name)  # both are there for a while
    return _on_white(_in_bytes(numbers, black, white))


def _on_white(pictures: Pictures) -> Pictures:
    """Pictures of red, green, blue and how solid each pixel is, laid on white; others as they are."""
    if pictures.shape[3] != 4:
        return pictures
    laid = np.empty((*pictures.shape[:3], 3), dtype=np.uint8)
    for picture, place in zip(pictures, laid, strict=True):
        solid = picture[..., 3:].astype(np.float32) / 255
        place[:] = np.rint(picture[..., :3] * solid + 255 * (1 - solid))
    return laid


def _in_bytes(numbers: Numbers, black: int, white: int) -> Pictures:
    pictures = np.empty(numbers.shape, dtype=np.uint8)
    at_once = max(1, 2**22 // math.prod(numbers.shape[1:]))
    for start in range(0, len(numbers), at_once):
        tell_read(start, len(numbers))
        rows = slice(start, start + at_once)
        shares = (numbers[rows].astype(np.float64) - black) / (white - black)
        pictures[rows] = np.rint(shares * 255).clip(0, 255)
    return pictures


def _from_archive(archive: zipfile.ZipFile, name: str) -> Album:
    members, headers = members_of(archive, name)
    chosen = _choose(headers, name)
    with archive.open(members[chosen]) as stream:
        pictures = as_pictures(_numbers(stream, headers[chosen], f"{chosen} in {name}"), f"{chosen} in {name}")
    labels = next((known for known in headers if known.lower() in label_names and known != chosen), "")
    if not labels:
        return Album(pictures)
    shape, _, kind = headers[labels]
    if kind.kind not in "biu" or shape not in ((len(pictures),), (len(pictures), 1)):
        told = f"The labels of {name} are left out: {told_of(headers[labels])}, not one whole number for each picture."
        return Album(pictures, told=told)
    with archive.open(members[labels]) as stream:
        values = _numbers(stream, headers[labels], f"{labels} in {name}").reshape(-1)
    return Album(pictures, *numbered_classes(values, name))


def _choose(headers: Mapping[str, Header], name: str) -> str:
    """The array of pictures: one that is named so, or else the only one it can be."""
    suitable = [member for member, header in headers.items() if holds_pictures(header)]
    named = [member for known in picture_names for member in suitable if member.lower() == known]
    if named or len(suitable) == 1:
        return (named or suitable)[0]
    if suitable:
        raise PlaygroundError(f"{name} has {', '.join(suitable)[:80]}; name the one with the pictures 'images'.")
    raise PlaygroundError(f"{name} holds no array of {right}.")


def holds_pictures(header: Header) -> bool:
    """Whether an array can be pictures, by its shape and its kind of number."""
    shape, _, kind = header
    if kind.kind not in "biuf" or len(shape) not in (2, 3, 4) or min(shape) < 1:
        return False
    if len(shape) == 2:
        side = math.isqrt(shape[1])
        return least_flat_side <= side <= longest_side and side * side == shape[1]
    last = len(shape) == 3 or shape[3] in channel_counts
    sides = shape[1:3] if last else shape[2:] if shape[1] in channel_counts else ()
    return bool(sides) and min(sides) >= 2 and max(sides) <= longest_side


def _numbers(stream: IO[bytes], header: Header, name: str) -> Numbers:
    shape, _, kind = header
    check_bytes(math.prod(shape) * kind.itemsize, name)
    return numbers_of(stream, header, name)
