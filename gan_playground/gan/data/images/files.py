"""An album out of whatever a user names: a folder of pictures, MNIST's files, CIFAR-10's, or arrays."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album, AlbumWords, Pictures, unpacked
from gan_playground.gan.data.images.album_cache import cached_album
from gan_playground.gan.data.images.arrays import read_arrays
from gan_playground.gan.data.images.cifar import batches_in, read_cifar, refuse_pickled
from gan_playground.gan.data.images.extent import is_long_to_read
from gan_playground.gan.data.images.folder import grey, holds_pictures, read_folder, usual_side
from gan_playground.gan.data.images.idx import check_bytes, labels_beside, pictures_in, read_idx
from gan_playground.gan.data.images.inside import find_inside, told_of_inside
from gan_playground.gan.data.images.listing import listed_already
from gan_playground.gan.data.images.picture import open_picture, picture_endings, squared
from gan_playground.gan.data.images.wish import Wish
from gan_playground.gan.data.watching import tell_read

least_side, largest_side = 4, 256  # that can be asked for
least_own_side, largest_own_side = 8, 64  # that are kept as they are
archive_endings = (".zip", ".tar", ".tgz", ".tar.gz", ".7z", ".rar")
right = "choose a folder of pictures, a file of MNIST or CIFAR-10, or an .npz or .npy file"


def read_album(path: Path, side: int = 0, colour: bool | None = None) -> Album:
    """Pictures out of what `path` is: a folder, an IDX file, CIFAR-10's binary files or their folder, .npz or .npy.

    All come as squares from the middle, side x side, from 4 to 256 pixels. With `side` 0 pictures of a file that are 8
    to 64 pixels high and wide keep their size, and others become 32 x 32. `colour` None means: as they are.

    Raises
    ------
    PlaygroundError
        Whatever goes wrong, in a sentence that names the file and says what would be right.
    """
    if side and not least_side <= side <= largest_side:
        raise PlaygroundError(
            f"Pictures of {side} pixels a side cannot be had; take from {least_side} to {largest_side}."
        )
    try:
        path.stat()  # says why, if there is nothing at all
        return (_read_elsewhere if is_long_to_read(path) else _read)(path, side, colour)
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise PlaygroundError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    except MemoryError as error:
        raise PlaygroundError(f"{path.name} takes more memory than there is; use fewer or smaller pictures.") from error


def _read_elsewhere(path: Path, side: int, colour: bool | None) -> Album:
    from gan_playground.gan.data.images.process import NoProcessError, ask

    place, listing = os.fsencode(path.absolute()), listed_already(path)
    wish = Wish(task="read", path=place, listing=listing, side=side, colour=colour)
    try:
        answer, content = ask(wish)
    except NoProcessError:
        return _read(path, side, colour)
    return unpacked(msgspec.json.decode(answer.words, type=AlbumWords), content)


def _read(path: Path, side: int, colour: bool | None) -> Album:
    if not path.is_dir():
        return _fitted(_read_file(path), side, colour, path.name)
    inner = path if _can_be_read(path) else find_inside(path, _can_be_read) or path
    album = _read_folder(inner, side, colour)
    return replace(album, told=f"{told_of_inside(path, inner, _collection(inner))} {album.told}".strip())


def _collection(folder: Path) -> Sequence[Path]:
    """The files of a collection that are read, if it is one."""
    if batches := batches_in(folder):
        return batches
    pictures = pictures_in(folder)
    return [] if pictures is None else list(filter(None, (pictures, labels_beside(pictures))))


def _can_be_read(folder: Path) -> bool:
    return bool(batches_in(folder) or pictures_in(folder)) or holds_pictures(folder)


def _read_folder(folder: Path, side: int, colour: bool | None) -> Album:
    if batches := batches_in(folder):
        return _fitted(read_cifar(*batches), side, colour, folder.name)
    if pictures := pictures_in(folder):
        return _fitted(read_idx(pictures), side, colour, pictures.name)
    return cached_album(folder, side, colour, partial(read_folder, folder, side, colour))


def _read_file(path: Path) -> Album:
    """What a file holds, in its own size; PlaygroundError for a file of no kind that this knows."""
    if not path.is_file():
        raise PlaygroundError(f"{path} is neither a file nor a folder; {right}.")
    with path.open("rb") as file:
        start = file.read(8)
    name = path.name.lower()
    if name.endswith(archive_endings):
        raise PlaygroundError(
            f"{path.name} is an archive; unpack it first, and choose the folder that comes out of it."
        )
    if name.endswith((".npy", ".npz")) or start[:6] == b"\x93NUMPY":
        return read_arrays(path)
    if name.endswith(".bin"):
        return read_cifar(path)
    if "idx3-ubyte" in name or "idx1-ubyte" in name or start[:3] == b"\0\0\x08" or start[:2] == b"\x1f\x8b":
        return read_idx(path)
    if name.endswith((".pkl", ".pickle")) or (start[:1] == b"\x80" and start[1:2] in (b"\2", b"\3", b"\4", b"\5")):
        refuse_pickled(path)
    return _refuse_single(path)


def _refuse_single(path: Path) -> Album:
    """Raise the PlaygroundError for a file that is one picture, or nothing known."""
    try:
        open_picture(path, largest_own_side)
    except PlaygroundError:
        if path.suffix.lower() in picture_endings:
            raise
        raise PlaygroundError(f"{path.name} is not a kind of file this reads; {right}.") from None
    raise PlaygroundError(
        f"{path.name} is a single picture, and many are needed: choose the folder it lies in, "
        "or learn from this one its texture or its palette."
    )


def _fitted(album: Album, side: int, colour: bool | None, name: str) -> Album:
    """The album as squares of `side`, or of their own size if that is 0, and in colour, in grey or as they are."""
    _, height, width, channels = album.pictures.shape
    keeps = least_own_side <= min(height, width) and max(height, width) <= largest_own_side
    side = side or (min(height, width) if keeps else usual_side)
    wanted = channels if colour is None else 3 if colour else 1
    check_bytes(len(album.pictures) * side * side * wanted, name)
    pictures = album.pictures
    if wanted < channels:
        pictures = grey(pictures)
    if (height, width) != (side, side):
        pictures = _resized(pictures, side)
    if wanted > channels:
        pictures = np.repeat(pictures, wanted, axis=-1)
    return Album(pictures, album.labels, album.classes, album.told)


def _resized(pictures: Pictures, side: int) -> Pictures:
    from PIL import Image

    resized = np.empty((len(pictures), side, side, pictures.shape[-1]), dtype=np.uint8)
    for count, (picture, place) in enumerate(zip(pictures, resized, strict=True)):
        tell_read(count, len(pictures))
        pixels = np.ascontiguousarray(picture[..., 0] if picture.shape[-1] == 1 else picture)
        place[:] = np.asarray(squared(Image.fromarray(pixels), side)).reshape(place.shape)
    return resized
