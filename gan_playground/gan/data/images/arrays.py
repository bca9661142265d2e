"""Pictures out of .npy and .npz files; nothing in them is ever unpickled."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album, Pictures
from gan_playground.gan.data.images.idx import check_bytes, longest_side, numbered_classes

Numbers: TypeAlias = NDArray[Any]
Header: TypeAlias = tuple[tuple[int, ...], bool, np.dtype[Any]]  # shape, whether in Fortran's order, kind of number

longest_header = 2**14
most_arrays = 100
picture_names = ("pictures", "images", "x", "train_images", "x_train")
label_names = ("labels", "y", "train_labels", "y_train")
ranges = (1, 16, 255, 65535)  # what white is; scikit-learn's digits go to 16
right = "pictures as numbers (N, height, width), with or without 1 or 3 channels"


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
            return _from_npz(path)
        file.seek(0)
        header = _header(file, path.name)
        if not _holds_pictures(header):
            raise PlaygroundError(f"{path.name} holds {_told(header)}; it must hold {right}.")
        return Album(as_pictures(_numbers(file, header, path.name), path.name))


def as_pictures(numbers: Numbers, name: str) -> Pictures:
    """Numbers (N, H, W), (N, H, W, C) or (N, C, H, W) as bytes (N, H, W, C); PlaygroundError for an unknown range."""
    if numbers.ndim == 3:
        numbers = numbers[..., np.newaxis]
    elif numbers.shape[3] not in (1, 3):
        numbers = numbers.transpose(0, 2, 3, 1)
    low, high = float(numbers.min()), float(numbers.max())
    black = -1 if low < 0 else 0
    white = next((top for top in ranges if high <= top * (1 + 1e-6)), 0)
    if not white or low < black * (1 + 1e-6) or (black and white > 1) or math.isnan(low):
        raise PlaygroundError(
            f"{name} has numbers from {low:.6g} to {high:.6g}; pictures go from 0 to 1, 16 or 255, or from -1 to 1."
        )
    if numbers.dtype == np.uint8 and white == 255:
        return np.ascontiguousarray(numbers)
    return _in_bytes(numbers, black, white)


def _in_bytes(numbers: Numbers, black: int, white: int) -> Pictures:
    pictures = np.empty(numbers.shape, dtype=np.uint8)
    at_once = max(1, 2**22 // math.prod(numbers.shape[1:]))
    for start in range(0, len(numbers), at_once):
        rows = slice(start, start + at_once)
        shares = (numbers[rows].astype(np.float64) - black) / (white - black)
        pictures[rows] = np.rint(shares * 255).clip(0, 255)
    return pictures


def _from_npz(path: Path) -> Album:
    """Raises PlaygroundError for all that a damaged, locked or malicious archive can hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _from_archive(archive, path.name)
    except (PlaygroundError, MemoryError):
        raise
    except Exception as error:  # zipfile raises whatever a strange file makes it stumble over
        raise PlaygroundError(f"{path.name} is damaged: the arrays in it cannot be unpacked.") from error


def _from_archive(archive: zipfile.ZipFile, name: str) -> Album:
    members = {info.filename.removesuffix(".npy"): info for info in archive.infolist() if not info.is_dir()}
    if len(members) > most_arrays:
        raise PlaygroundError(
            f"{name} holds {len(members):,} arrays; put all pictures into one, of (N, height, width)."
        )
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members.values()):
        raise PlaygroundError(f"{name} is packed in another way than numpy's; save it with numpy.savez_compressed.")
    headers = {}
    for member, info in members.items():
        with archive.open(info) as stream:
            headers[member] = _header(stream, f"{member} in {name}")
    chosen = _choose(headers, name)
    with archive.open(members[chosen]) as stream:
        pictures = as_pictures(_numbers(stream, headers[chosen], f"{chosen} in {name}"), f"{chosen} in {name}")
    labels = next((known for known in headers if known.lower() in label_names and known != chosen), "")
    if not labels:
        return Album(pictures)
    shape, _, kind = headers[labels]
    if kind.kind not in "biu" or shape not in ((len(pictures),), (len(pictures), 1)):
        told = f"The labels of {name} are left out: {_told(headers[labels])}, not one whole number for each picture."
        return Album(pictures, told=told)
    with archive.open(members[labels]) as stream:
        values = _numbers(stream, headers[labels], f"{labels} in {name}").reshape(-1)
    return Album(pictures, *numbered_classes(values, name))


def _choose(headers: Mapping[str, Header], name: str) -> str:
    """The array of pictures: one that is named so, or else the only one it can be."""
    suitable = [member for member, header in headers.items() if _holds_pictures(header)]
    named = [member for known in picture_names for member in suitable if member.lower() == known]
    if named or len(suitable) == 1:
        return (named or suitable)[0]
    if suitable:
        raise PlaygroundError(f"{name} has {', '.join(suitable)[:80]}; name the one with the pictures 'images'.")
    raise PlaygroundError(f"{name} holds no array of {right}.")


def _holds_pictures(header: Header) -> bool:
    shape, _, kind = header
    if kind.kind not in "biuf" or len(shape) not in (3, 4) or min(shape) < 1:
        return False
    sides = shape[1:3] if len(shape) == 3 or shape[3] in (1, 3) else shape[2:] if shape[1] in (1, 3) else ()
    return bool(sides) and min(sides) >= 2 and max(sides) <= longest_side


def _told(header: Header) -> str:
    shape, _, kind = header
    return f"{kind.name[:20]} numbers of shape ({', '.join(map(str, shape))[:60]})"


def _header(stream: IO[bytes], name: str) -> Header:
    """What the array is that begins here; only the first bytes are read, whatever they say of the length."""
    start = io.BytesIO(stream.read(longest_header))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old spellings of the header
            version = np.lib.format.read_magic(start)
            read = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}[version]
            shape, in_fortrans_order, kind = read(start)
            if not all(0 <= length < 2**62 for length in shape):
                raise ValueError(shape)
    except Exception as error:  # and so does numpy, which hands the line over to Python's own parser
        raise PlaygroundError(f"{name} is not an array of numbers as numpy saves them.") from error
    stream.seek(start.tell())
    return shape, in_fortrans_order, kind


def _numbers(stream: IO[bytes], header: Header, name: str) -> Numbers:
    """The array itself, read no further than its header says; `stream` stands at its beginning or after the header."""
    shape, in_fortrans_order, kind = header
    size_bytes = math.prod(shape) * kind.itemsize
    check_bytes(size_bytes, name)
    if not stream.tell():
        _header(stream, name)
    content = stream.read(size_bytes + 1)
    if len(content) != size_bytes:
        fewer = "fewer" if len(content) < size_bytes else "more"
        raise PlaygroundError(f"{name} is damaged: it has {fewer} numbers than its first line says.")
    numbers: Numbers = np.frombuffer(content, dtype=kind).reshape(shape, order="F" if in_fortrans_order else "C")
    return numbers
