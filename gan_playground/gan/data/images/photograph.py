"""Pictures as people have them, opened safely; and what one photograph gives: patches of its texture, its colours."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.album import Album

if TYPE_CHECKING:
    from PIL.Image import Image

formats = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM")  # others start programs, or nobody has them
picture_endings = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"),
    *(".pgm", ".ppm", ".pbm", ".pnm"),
)
beginnings = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", *(b"P%d" % i for i in range(1, 8)))
most_pixels = 90_000_000
most_colours = 20_000
odd_share = 0.001


class NoPictureError(PlaygroundError):
    """A file is no picture that can be had. reason: "no picture", "damaged" or "too large"."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def is_called_picture(path: Path) -> bool:
    """Whether a file's name ends as a picture's."""
    return path.suffix.lower() in picture_endings


def begins_as_picture(path: Path) -> bool:
    """Whether a file begins as pictures do, whatever its name is; not where it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
    except (OSError, ValueError):
        return False
    return start.startswith(beginnings) or (start[:4] == b"RIFF" and start[8:] == b"WEBP")


def read_photograph(path: Path, longest: int = 512) -> NDArray[np.uint8]:
    """The photograph in red, green, blue (H, W, 3), upright, its longer side at most `longest` pixels.

    Raises PlaygroundError for what is no picture, damaged, or too large to unpack.
    """
    from PIL.Image import Resampling

    try:
        if not path.is_file():
            path.stat()  # says why, if there is nothing at all
            raise PlaygroundError(f"{path} is not a file; choose one picture.")
        picture = open_picture(path, longest)
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise PlaygroundError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    picture.thumbnail((longest, longest), Resampling.LANCZOS, reducing_gap=3.0)
    return np.array(picture)


def texture_of(photo: NDArray[np.uint8], count: int = 4000, side: int = 16, seed: int = 0) -> Album:
    """Square patches from anywhere in a photograph (H, W, 3), as an album (count, side, side, 3).

    A patch covers 1 to 2 times `side` pixels of the photograph, each way. The same seed gives the same patches.
    Raises PlaygroundError where the photograph is smaller than a patch.
    """
    from PIL import Image

    height, width = photo.shape[:2]
    if min(height, width) < side:
        raise PlaygroundError(
            f"The photograph is {width} x {height} pixels; it needs at least {side} each way for patches of that size."
        )
    rng = np.random.default_rng(seed)
    covered = side * rng.uniform(1, min(2, min(height, width) / side), count)
    left, top = rng.uniform(0, 1, (2, count)) * (np.array([[width], [height]]) - covered)
    picture = Image.fromarray(photo)
    patches = np.empty((count, side, side, 3), dtype=np.uint8)
    for patch, x, y, size in zip(patches, left.tolist(), top.tolist(), covered.tolist(), strict=True):
        box = (x, y, min(x + size, width), min(y + size, height))
        patch[:] = np.asarray(picture.resize((side, side), Image.Resampling.LANCZOS, box=box))
    return Album(patches)


def palette_of(photo: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The red, green and blue (N, 3), from 0 to 255, of 20,000 pixels of a photograph (H, W, 3), or of all if fewer.

    The pixels lie anywhere, and are the same each time.
    """
    colours = photo.reshape(-1, 3)
    chosen = np.random.default_rng(0).choice(len(colours), min(most_colours, len(colours)), replace=False)
    return colours[chosen].astype(np.float64)


def open_picture(path: Path, least: int) -> Image:
    """A file's first picture in RGB, upright and laid on white; a .jpg may come smaller, but no side below `least`.

    Raises PlaygroundError for what is no picture, damaged or too large; OSError for a file that cannot be read.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with _quiet(), Image.open(path, formats=formats) as picture:
            if not 0 < picture.width * picture.height <= most_pixels:
                raise Image.DecompressionBombError
            picture.draft("RGB", (2 * least, 2 * least))
            return _on_white(_in_eight_bits(ImageOps.exif_transpose(picture)))
    except UnidentifiedImageError as error:
        raise NoPictureError(
            f"{path.name} is not a picture that this can read; PNG and JPEG are, for instance.", "no picture"
        ) from error
    except Image.DecompressionBombError as error:
        sentence = f"{path.name} has more pixels than can be unpacked; make it smaller first."
        raise NoPictureError(sentence, "too large") from error
    except Exception as error:  # Pillow raises whatever a strange file makes it stumble over
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise NoPictureError(f"{path.name} is damaged: the picture in it cannot be unpacked.", "damaged") from error


def squared(picture: Image, side: int) -> Image:
    """The middle of a picture, as large a square as fits, at `side` x `side` pixels."""
    from PIL.Image import Resampling

    shorter = min(picture.size)
    left, top = (picture.width - shorter) // 2, (picture.height - shorter) // 2
    middle = picture.crop((left, top, left + shorter, top + shorter))  # a box alone would let the rest shine in
    return middle.resize((side, side), Resampling.LANCZOS, reducing_gap=3.0)


@contextmanager
def _quiet() -> Iterator[None]:
    """Whatever is odd in a file that can be read is not told to anybody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _in_eight_bits(picture: Image) -> Image:
    """The picture; of 12 or 16 bits the upper 8, and what else is wider, or no whole number, from dark to light.

    A thousandth of the pixels at either end does not count: one that is odd would make all others alike.
    """
    from PIL import Image

    if picture.mode[0] not in "IF":
        return picture
    tones = np.asarray(picture, dtype=np.float64)
    low, high = np.nanquantile(tones[np.isfinite(tones)], [odd_share, 1 - odd_share], method="inverted_cdf").tolist()
    if picture.mode[0] == "I" and low >= 0 and high <= 65535:
        low, high = 0.0, next(white for white in (255.0, 4095.0, 65535.0) if high <= white)
    shades = np.clip((tones - low) / max(high - low, 1e-12), 0, 1) * 255
    return Image.fromarray(np.nan_to_num(shades).astype(np.uint8))


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if "transparency" not in picture.info and picture.mode not in ("RGBA", "RGBa", "LA", "La", "PA"):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
