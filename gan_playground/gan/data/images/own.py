"""Pictures of one's own: a folder, a file of many, patches of one photograph; and the collections to download."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.errors import NotDownloadedError, PlaygroundError
from gan_playground.files import Stamp, stamp_of
from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.downloads import DOWNLOADS, cached
from gan_playground.gan.data.images.image import IMAGE_KNOBS, ImageDistribution, of_pictures
from gan_playground.gan.data.images.listing import list_files
from gan_playground.gan.data.images.photograph import read_photograph, texture_of
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from gan_playground.gan.experiment.data import Data

shipped_photograph = "data/astronaut.jpg"
least_side = 8
patch_side = 16


def chosen_side(side: int, otherwise: int = 0) -> int:
    """How large pictures are to be; what is too small for a network is made the least that is not."""
    return max(least_side, side) if side else otherwise


def photograph_of(data: Data) -> Path:
    """The photograph that `data` names, or the one that ships."""
    return Path(data.path).expanduser() if data.path else resource_path(shipped_photograph)


@lru_cache(maxsize=2)
def _read(path: Path, side: int, colour: bool, version: str) -> Album:
    from gan_playground.gan.data.images.files import read_album

    return read_album(path, side, None if colour else False)


@lru_cache(maxsize=2)
def _patches(path: Path, side: int, stamp: Stamp) -> Album:
    return texture_of(read_photograph(path), side=side)


def _pictures_at(path: Path, data: Data) -> ImageDistribution:
    return of_pictures(_read(path, chosen_side(data.side), data.colour, _version(path)), data.conditional, path.name)


def _version(path: Path) -> str:
    """Another one wherever a file of it has changed; where nobody can tell, whoever reads it says why."""
    try:
        return list_files(path).version
    except (OSError, ValueError):
        return ""


def make_own(data: Data) -> ImageDistribution:
    if not data.path:
        raise PlaygroundError(
            "Which pictures? Choose a folder of them, or a file of many: IDX, CIFAR-10 binary, .npz or .npy."
        )
    return _pictures_at(Path(data.path).expanduser(), data)


def make_texture(data: Data) -> ImageDistribution:
    path = photograph_of(data)
    return of_pictures(_patches(path, chosen_side(data.side, patch_side), stamp_of(path)), conditional=False)


def _taken_pictures(real: ImageDistribution, name: str) -> str:
    """As in "Learning 54 pictures of mine, 32 × 32 pixels each, in colour; 6 more are kept to compare with."."""
    count, kept, classes = len(real.album.pictures), len(real.held_out.pictures), len(real.album.classes)
    hues = "in colour" if real.channels > 1 else "in grey"
    of_classes = f" of {classes} classes" if classes > 1 else ""
    taken = f"Learning {count:,} pictures{of_classes} from {name}, {real.width} × {real.height} pixels each, {hues}"
    return " ".join(filter(None, (f"{taken}; {kept:,} more are kept to compare with.", real.told)))


def _taken_patches(real: ImageDistribution, name: str) -> str:
    count = len(real.album.pictures)
    return f"Learning {count:,} patches from all over {name}, {real.width} × {real.height} pixels each."


def _shape_of(usual_side: int, has_colour: bool = True) -> Callable[[int, bool], tuple[int, int, int]]:
    """Of square pictures of which most are so large."""

    def shape(side: int, colour: bool) -> tuple[int, int, int]:
        px = chosen_side(side, usual_side)
        return 3 if colour and has_colour else 1, px, px

    return shape


def _downloaded(name: str, title: str, explanation: str, knobs: tuple[str, ...], usual_side: int) -> Family:
    def make(data: Data) -> ImageDistribution:
        path = Path(data.path).expanduser() if data.path else cached(name)
        if path is None:
            raise NotDownloadedError(
                f"{title} is not on this computer yet ({DOWNLOADS[name].size_bytes / 1e6:.0f} MB)", name
            )
        real = _pictures_at(path, data)
        return real if data.path else replace(real, album=replace(real.album, told=""))  # it is as it should be

    return Family(
        title=title,
        explanation=explanation,
        stage="images",
        make=make,
        knobs=knobs,
        file_kind="pictures",
        file_hint="the download",
        picture=_shape_of(usual_side, has_colour="colour" in knobs),
        auto={"side": usual_side},
        taken=_taken_pictures,
    )


PICTURES = Family(
    title="Pictures of your own",
    explanation="A folder of pictures (its folders are classes), or a file of many: IDX, CIFAR-10 binary, .npz, .npy.",
    stage="images",
    make=make_own,
    knobs=("path", "side", "colour", *IMAGE_KNOBS),
    file_kind="pictures",
    file_hint="a folder or a file",
    picture=_shape_of(32),
    taken=_taken_pictures,
)
TEXTURE = Family(
    title="Texture of a photograph",
    explanation="Small patches from anywhere in one photograph; yours, or the astronaut that ships.",
    stage="images",
    make=make_texture,
    knobs=("path", "side"),
    file_kind="picture",
    file_hint="the astronaut that ships",
    picture=_shape_of(patch_side),
    auto={"side": patch_side},
    taken=_taken_patches,
)
MNIST = _downloaded(
    "mnist", "MNIST", "60,000 handwritten digits, 28 by 28; a download.", ("path", "side", *IMAGE_KNOBS), 28
)
FASHION = _downloaded(
    "fashion-mnist",
    "Fashion-MNIST",
    "60,000 pieces of clothing, 28 by 28; a download.",
    ("path", "side", *IMAGE_KNOBS),
    28,
)
CIFAR = _downloaded(
    "cifar-10",
    "CIFAR-10",
    "50,000 photographs of ten kinds of things, 32 by 32; a download.",
    ("path", "side", "colour", *IMAGE_KNOBS),
    32,
)
