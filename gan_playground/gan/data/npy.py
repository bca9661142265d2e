"""Arrays as numpy saves them, one in an .npy file and many in an .npz; nothing in them is ever unpickled."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError

Numbers: TypeAlias = NDArray[Any]
Header: TypeAlias = tuple[tuple[int, ...], bool, np.dtype[Any]]  # shape, whether in Fortran's order, kind of number
Result = TypeVar("Result")

longest_header = 2**14
most_arrays = 100
piece_bytes = 2**20


def in_archive(path: Path, read: Callable[[zipfile.ZipFile, str], Result]) -> Result:
    """What `read` makes of the open archive and its name.

    Raises PlaygroundError for all that a damaged, locked or malicious archive can hold.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return read(archive, path.name)
    except (PlaygroundError, MemoryError):
        raise
    except Exception as error:  # zipfile raises whatever a strange file makes it stumble over
        raise PlaygroundError(f"{path.name} is damaged: the arrays in it cannot be unpacked.") from error


def headers_in(path: Path) -> dict[str, Header]:
    """What the arrays of an .npy or .npz file are, by name; the one of an .npy has none."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\3\4":
            file.seek(0)
            return {"": header_of(file, path.name)}
    return in_archive(path, _headers)


def _headers(archive: zipfile.ZipFile, name: str) -> dict[str, Header]:
    return members_of(archive, name)[1]


def members_of(archive: zipfile.ZipFile, name: str) -> tuple[dict[str, zipfile.ZipInfo], dict[str, Header]]:
    """The arrays of an .npz by name: where they lie in it, and what they are."""
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
            headers[member] = header_of(stream, f"{member} in {name}")
    return members, headers


def told_of(header: Header) -> str:
    shape, _, kind = header
    return f"{kind.name[:20]} numbers of shape ({', '.join(map(str, shape))[:60]})"


def header_of(stream: IO[bytes], name: str) -> Header:
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


def read_exactly(stream: IO[bytes], size_bytes: int) -> tuple[NDArray[np.uint8], int]:
    """So many bytes, and how many there are, no more than one too many counted.

    They are in memory only once, and take none before they are there.
    """
    content, there_bytes = np.empty(size_bytes, dtype=np.uint8), 0
    while piece := stream.read(min(piece_bytes, size_bytes - there_bytes) or 1):
        if there_bytes == size_bytes:
            return content, there_bytes + 1
        content[there_bytes : there_bytes + len(piece)] = np.frombuffer(piece, dtype=np.uint8)
        there_bytes += len(piece)
    return content, there_bytes


def numbers_of(stream: IO[bytes], header: Header, name: str) -> Numbers:
    """The array itself, read no further than its header says; `stream` stands at its beginning or after the header."""
    shape, in_fortrans_order, kind = header
    size_bytes = math.prod(shape) * kind.itemsize
    if not stream.tell():
        header_of(stream, name)
    content, there_bytes = read_exactly(stream, size_bytes)
    if there_bytes != size_bytes:
        fewer = "fewer" if there_bytes < size_bytes else "more"
        raise PlaygroundError(f"{name} is damaged: it has {fewer} numbers than its first line says.")
    numbers: Numbers = np.frombuffer(content, dtype=kind).reshape(shape, order="F" if in_fortrans_order else "C")
    return numbers
