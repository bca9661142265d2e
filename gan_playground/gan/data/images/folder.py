"""A folder of pictures: all kinds and sizes, and among them whatever else lies in people's folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album, Labels, Pictures
from gan_playground.gan.data.images.idx import check_bytes, most_classes
from gan_playground.gan.data.images.inside import count_files, listed
from gan_playground.gan.data.images.picture import (
    NoPictureError,
    begins_as_picture,
    is_called_picture,
    open_picture,
    squared,
)
from gan_playground.gan.data.watching import tell_read

most_pictures = 60_000
usual_side = 32  # pixels, where nobody says otherwise
least_colour = 10  # of 255, between the channels of a pixel: less is a grey picture that was saved in colour
words_of = {
    "no picture": ("is no picture", "are no pictures"),
    "damaged": ("is damaged", "are damaged"),
    "too large": ("is too large", "are too large"),
    "closed": ("cannot be opened", "cannot be opened"),
    "deadly": ("ends the program that opens it", "end the program that opens them"),
}
_spared: ContextVar[tuple[int, ...]] = ContextVar("spared", default=())


@contextmanager
def sparing(places: tuple[int, ...]) -> Iterator[None]:
    """In here, in this thread, the pictures at these places of a folder are not opened: each was somebody's end."""
    token = _spared.set(places)
    try:
        yield
    finally:
        _spared.reset(token)


class Found(Struct, frozen=True):
    """Files that are to be opened. labels: of each, its place in `classes`. left_out: those that no one looks into,
    and how many, by where they lie.
    """

    paths: tuple[Path, ...]
    labels: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    left_out: Mapping[str, int] = {}


def read_folder(folder: Path, side: int = 0, colour: bool | None = None) -> Album:
    """The pictures of a folder, or of the folders in it, whose names are then the classes.

    Each is cut to a square and made side x side, 32 if `side` is 0: (N, side, side, 3), or 1 for grey. `colour` None
    means: if any of them has colours. Files are judged by what is in them, and each that is not learned from is counted
    among those left out, which is told. At most 60,000 are read.

    Raises
    ------
    PlaygroundError
        If there is no picture in it, or the pictures would take too much memory.
    """
    name = folder.name or str(folder)
    found = _find(folder)
    rows = np.arange(len(found.paths))
    if len(rows) > most_pictures:
        rows = np.linspace(0, len(rows) - 1, most_pictures).astype(np.int64)
    tried = [found.paths[row] for row in rows]
    pictures, skipped = _read_all(tried, side or usual_side, colour, name)
    if not len(pictures):
        raise PlaygroundError(f"{name} holds no picture that can be read; choose a folder of PNG or JPEG files.")
    told = _told(found, tried, skipped)
    return Album(pictures, *_classes(found, np.delete(rows, list(skipped))), told)


def holds_pictures(folder: Path) -> bool:
    """Whether there are pictures in it, or in the folders in it."""
    on_top, folders = listed(folder)
    return any(any(map(_is_picture, files)) for files in chain((on_top,), map(_files_in, folders)))


def _classes(found: Found, kept: NDArray[np.int64]) -> tuple[Labels | None, tuple[str, ...]]:
    """The labels of the files that were read, and the names of the folders that any of those lie in."""
    if not found.labels:
        return None, ()
    used, labels = np.unique(np.array(found.labels)[kept], return_inverse=True)
    if not 2 <= len(used) <= most_classes:
        return None, ()
    return labels.astype(np.int64), tuple(found.classes[place] for place in used)


def grey(pictures: Pictures) -> Pictures:
    """Pictures (N, H, W, 3) by their brightness, as eyes see it, (N, H, W, 1)."""
    shades = np.empty((*pictures.shape[:3], 1), dtype=np.uint8)
    for picture, shade in zip(pictures, shades, strict=True):  # one by one, for the memory
        red, green, blue = np.moveaxis(picture.astype(np.uint32), -1, 0)
        shade[..., 0] = (19595 * red + 38470 * green + 7471 * blue + 2**15) >> 16
    return shades


def _find(folder: Path) -> Found:
    """The files of the folders in it, if more of those are pictures than of the files beside the folders."""
    on_top, folders = listed(folder)
    inner = [(one.name, _files_in(one)) for one in folders]
    counts = [_pictures_among(files) for _, files in inner]
    classes = [one for one, count in zip(inner, counts, strict=True) if count]
    inside = [path for _, files in classes for path in files]
    if not inside or _pictures_among(on_top) > sum(counts):
        return Found(tuple(on_top), left_out={"in the folders inside": sum(map(count_files, folders))})
    labels = tuple(label for label, (_, files) in enumerate(classes) for _ in files)
    further = sum(map(count_files, folders)) - len(inside)
    left_out = {"beside the folders of the classes": len(on_top), "in other folders": further}
    return Found(tuple(inside), labels, tuple(name for name, _ in classes), left_out)


def _files_in(folder: Path) -> list[Path]:
    """Its files; none if nobody may look into it."""
    try:
        return listed(folder)[0]
    except OSError:
        return []


def _pictures_among(files: Sequence[Path]) -> int:
    return sum(map(_is_picture, files))


def _is_picture(path: Path) -> bool:
    tell_read()
    return is_called_picture(path) or begins_as_picture(path)


def _read_all(paths: Sequence[Path], side: int, colour: bool | None, name: str) -> tuple[Pictures, dict[int, str]]:
    """The pictures (N, side, side, 3 or 1), and the places of the files that are none, with the reasons."""
    channels = 1 if colour is False else 3
    check_bytes(len(paths) * side * side * channels, name)
    pictures = np.empty((len(paths), side, side, channels), dtype=np.uint8)
    read, has_colours = 0, False
    skipped: dict[int, str] = {}
    spared = _spared.get()
    for place, path in enumerate(paths):
        tell_read(place, len(paths))
        if place in spared:
            skipped[place] = "deadly"
            continue
        try:
            picture = squared(open_picture(path, side), side)
        except NoPictureError as error:
            skipped[place] = error.reason
            continue
        except OSError:
            skipped[place] = "closed"
            continue
        pixels = np.asarray(picture.convert("L") if channels == 1 else picture)
        pictures[read] = pixels.reshape(side, side, channels)
        has_colours = has_colours or bool((np.ptp(pictures[read], axis=-1) >= least_colour).any())
        read += 1
    return grey(pictures[:read]) if colour is None and not has_colours else pictures[:read], skipped


def _told(found: Found, tried: Sequence[Path], skipped: Mapping[int, str]) -> str:
    """What a user should know of how the folder was read, in a few sentences."""
    sentences = []
    if len(found.paths) > len(tried):
        sentences.append(f"Of {len(found.paths):,} files {len(tried):,} were read, evenly from all of them.")
    if skipped:
        were = "was" if len(skipped) == 1 else "were"
        reasons = "; ".join(_reason(reason, tried, skipped) for reason in dict.fromkeys(skipped.values()))
        sentences.append(f"{len(skipped):,} of {len(tried):,} files {were} left out: {reasons}.")
    if len(found.classes) > most_classes:
        sentences.append(f"The folders are not taken as classes: they are {len(found.classes):,}.")
    sentences += [f"Files {where} were left out: {count:,}." for where, count in found.left_out.items() if count]
    return " ".join(sentences)


def _reason(reason: str, tried: Sequence[Path], skipped: Mapping[int, str]) -> str:
    names = [tried[place].name[:40] for place, why in skipped.items() if why == reason]
    one, many = words_of[reason]
    return (
        f"{len(names):,} {one if len(names) == 1 else many} ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
    )
