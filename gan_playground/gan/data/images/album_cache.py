"""Albums that took long to read, kept on the disk as they came out, so that they need not be read again.

One .npz an album. What is damaged, of another version, or cannot be written counts as not there.
"""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.files import leftover_age_s, replacing
from gan_playground.gan.data.images.album import Album, AlbumWords, Labels, Pictures
from gan_playground.gan.data.images.downloads import data_folder
from gan_playground.gan.data.images.listing import digest_bytes, list_files
from gan_playground.gan.data.npy import Numbers, in_archive, members_of, numbers_of

format_number = 1  # to be raised wherever the same files give other pictures
most_bytes = 2 * 2**30  # of all that is kept; what was not used for longest goes first
worth_s = 0.5  # what takes less is read again
ending = ".npz"


def album_cache_folder() -> Path:
    """Where albums are kept; it may be deleted at any time."""
    return data_folder() / "albums"


def cached_album(folder: Path, side: int, colour: bool | None, read: Callable[[], Album]) -> Album:
    """What `read` makes of a folder; as it was kept, if nothing in the folder has changed since."""
    path = album_cache_folder() / (_key(folder, side, colour) + ending)
    kept = _kept(path)
    if kept is not None:
        return kept
    began_s = time.perf_counter()
    album = read()
    if time.perf_counter() - began_s >= worth_s:
        _keep(album, path)
    return album


def _key(folder: Path, side: int, colour: bool | None) -> str:
    """Of the names, sizes and times of all files, and of what decides how they are read."""
    from PIL import __version__ as pillow

    version = list_files(folder).version
    what = (format_number, pillow, side, colour, os.path.realpath(folder), version)
    return blake2b(os.fsencode(repr(what)), digest_size=digest_bytes).hexdigest()


def _kept(path: Path) -> Album | None:
    if not path.is_file():
        return None
    try:
        album = in_archive(path, _unpacked)
    except (PlaygroundError, MemoryError):  # what is damaged may announce more than there is
        return None
    with suppress(OSError):  # where nothing may be written, it may be read
        os.utime(path)
    return album


def _unpacked(archive: zipfile.ZipFile, name: str) -> Album:
    """Raises PlaygroundError, or whatever numpy does, where anything in it does not fit."""
    members, headers = members_of(archive, name)
    arrays: dict[str, Numbers] = {}
    for member, info in members.items():
        with archive.open(info) as stream:
            arrays[member] = numbers_of(stream, headers[member], name)
    words = msgspec.json.decode(arrays["words"].tobytes(), type=AlbumWords)
    return Album(_pictures(arrays["pictures"]), _labels(arrays, len(words.classes)), words.classes, words.told)


def _pictures(numbers: Numbers) -> Pictures:
    if numbers.dtype != np.uint8 or numbers.ndim != 4 or numbers.shape[3] not in (1, 3):
        raise ValueError("no pictures")
    return numbers


def _labels(arrays: dict[str, Numbers], classes: int) -> Labels | None:
    labels = arrays.get("labels")
    if labels is None:
        return None
    fits = labels.dtype == np.int64 and labels.shape == arrays["pictures"].shape[:1]
    if not fits or labels.min() < 0 or labels.max() >= classes:
        raise ValueError("no labels")
    return labels


def _keep(album: Album, path: Path) -> None:
    """Where that is not possible, as on a full disk, there is just nothing kept."""
    words = msgspec.json.encode(AlbumWords(album.classes, album.told))
    arrays: dict[str, Numbers] = {"words": np.frombuffer(words, dtype=np.uint8), "pictures": album.pictures}
    if album.labels is not None:
        arrays["labels"] = album.labels
    with suppress(OSError, PlaygroundError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_room(path.parent, sum(array.nbytes for array in arrays.values()))
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)


def _make_room(folder: Path, wanted_bytes: int) -> None:
    """Remove what was not used for longest, until so much more fits in; another program may do the same."""
    found = [one for one in map(_last_use, folder.iterdir()) if one is not None]
    room = most_bytes - wanted_bytes - sum(size_bytes for _, size_bytes, _ in found)
    for used_s, size_bytes, path in sorted(found):
        is_left_behind = path.name.startswith(".") and time.time() - used_s > leftover_age_s
        if room < 0 or is_left_behind:
            path.unlink(missing_ok=True)
            room += size_bytes


def _last_use(path: Path) -> tuple[float, int, Path] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime, status.st_size, path
