"""A folder of pictures: all kinds and sizes, and among them whatever else lies in people's folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album, Labels, Pictures
from gan_playground.gan.data.images.idx import check_bytes, most_classes
from gan_playground.gan.data.images.photograph import open_picture, picture_endings, squared

most_pictures = 60_000
usual_side = 32  # pixels, where nobody says otherwise
least_colour = 10  # of 255, between the channels of a pixel: less is a grey picture that was saved in colour
left_by_systems = ("thumbs.db", "desktop.ini")


class Found(Struct, frozen=True):
    """Files that may be pictures. labels: of each, its place in `classes`. left_out: files that no one looks into."""

    paths: tuple[Path, ...]
    labels: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    left_out: int = 0


def read_folder(folder: Path, side: int = 0, colour: bool | None = None) -> Album:
    """The pictures of a folder, or of the folders in it, whose names are then the classes.

    Each is cut to a square and made side x side, 32 if `side` is 0: (N, side, side, 3), or 1 for grey. `colour` None
    means: if any of them has colours. What is no picture is skipped, and that is told. At most 60,000 files are read.

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
    told = _told(found, len(tried), [tried[place].name for place in skipped])
    return Album(pictures, *_classes(found, np.delete(rows, skipped)), told)


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
    """The files of the folders in it, if more of them are called like pictures than of those beside the folders."""
    on_top, folders = _listed(folder)
    classes = [(inner.name, _files_in(inner)) for inner in folders]
    classes = [(name, files) for name, files in classes if _called_pictures(files)]
    inside = [path for _, files in classes for path in files]
    if not inside or _called_pictures(on_top) > _called_pictures(inside):
        return Found(tuple(on_top), left_out=_called_pictures(inside))
    labels = tuple(label for label, (_, files) in enumerate(classes) for _ in files)
    return Found(tuple(inside), labels, tuple(name for name, _ in classes), _called_pictures(on_top))


def _listed(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files and the folders in a folder, by name, without those that are hidden."""
    seen = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    files = [path for path in seen if path.is_file() and path.name.lower() not in left_by_systems]
    return files, [path for path in seen if path.is_dir()]


def _files_in(folder: Path) -> list[Path]:
    """Its files; none if nobody may look into it."""
    try:
        return _listed(folder)[0]
    except OSError:
        return []


def _called_pictures(files: Sequence[Path]) -> int:
    return sum(path.suffix.lower() in picture_endings for path in files)


def _read_all(paths: Sequence[Path], side: int, colour: bool | None, name: str) -> tuple[Pictures, list[int]]:
    """The pictures (N, side, side, 3 or 1), and the places of the files that are none."""
    channels = 1 if colour is False else 3
    check_bytes(len(paths) * side * side * channels, name)
    pictures = np.empty((len(paths), side, side, channels), dtype=np.uint8)
    read, skipped, has_colours = 0, [], False
    for place, path in enumerate(paths):
        try:
            picture = squared(open_picture(path, side), side)
        except (PlaygroundError, OSError):
            skipped.append(place)
            continue
        pixels = np.asarray(picture.convert("L") if channels == 1 else picture)
        pictures[read] = pixels.reshape(side, side, channels)
        has_colours = has_colours or bool((np.ptp(pictures[read], axis=-1) >= least_colour).any())
        read += 1
    return grey(pictures[:read]) if colour is None and not has_colours else pictures[:read], skipped


def _told(found: Found, tried: int, skipped: Sequence[str]) -> str:
    """What a user should know of how the folder was read, in a few sentences."""
    sentences = []
    if len(found.paths) > tried:
        sentences.append(f"Of {len(found.paths):,} files {tried:,} were read, evenly from all of them.")
    if skipped:
        names = ", ".join(name[:40] for name in skipped[:3]) + (", ..." if len(skipped) > 3 else "")
        were = "was" if len(skipped) == 1 else "were"
        sentences.append(
            f"{len(skipped):,} of {tried:,} files {were} skipped: not pictures that can be read ({names})."
        )
    if len(found.classes) > most_classes:
        sentences.append(f"The folders are not taken as classes: they are {len(found.classes):,}.")
    if found.left_out:
        where = "beside the folders of the classes" if found.classes else "in the folders inside"
        sentences.append(f"Pictures {where} were left out: {found.left_out:,}.")
    return " ".join(sentences)
