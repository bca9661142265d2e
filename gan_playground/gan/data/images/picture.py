"""Pictures as people have them, opened safely: by what is in the file, and in not much more memory than they take.

numpy is imported late, because most pictures do without, and the process that unpacks them is there sooner.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gan_playground.errors import PlaygroundError

if TYPE_CHECKING:
    from PIL.Image import Image

formats = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM")  # others start programs, or nobody has them
picture_endings = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"),
    *(".pgm", ".ppm", ".pbm", ".pnm"),
)
beginnings = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", *(b"P%d" % i for i in range(1, 8)))
most_pixels = 90_000_000
most_pixels_of = {"WEBP": 50_000_000}  # its decoder keeps three of them
large_pixels = 2**22  # from here on it is made smaller in strips of about so many
odd_share = 0.001
orientation = 0x0112  # of Exif


class NoPictureError(PlaygroundError):
    """A file is no picture that can be had. reason: "no picture", "damaged" or "too large"."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def is_called_picture(path: Path) -> bool:
    """Whether a file's name ends as a picture's."""
    return path.name.lower().endswith(picture_endings)


def begins_as_picture(path: Path) -> bool:
    """Whether a file begins as pictures do, whatever its name is; not where it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
    except (OSError, ValueError):
        return False
    return start.startswith(beginnings) or (start[:4] == b"RIFF" and start[8:] == b"WEBP")


def open_picture(path: Path, least: int) -> Image:
    """A file's first picture in RGB, upright and laid on white; it may come smaller, but no side below `least`.

    Raises PlaygroundError for what is no picture, damaged or too large; OSError for a file that cannot be read.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with _quiet(), Image.open(path, formats=formats) as picture:
            if not 0 < picture.width * picture.height <= most_pixels_of.get(picture.format or "", most_pixels):
                raise Image.DecompressionBombError
            picture.draft("RGB", (2 * least, 2 * least))
            picture.load()
            return _upright(_in_colours(picture, least), picture)
    except UnidentifiedImageError as error:
        raise NoPictureError(
            f"{path.name} is not a picture that this can read; PNG and JPEG are, for instance.", "no picture"
        ) from error
    except (Image.DecompressionBombError, MemoryError) as error:
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


def _upright(picture: Image, original: Image) -> Image:
    """Turned as the original says; only now, when it may be small."""
    from PIL import ImageOps

    if (turned := original.getexif().get(orientation, 1)) == 1:
        return picture
    picture.getexif()[orientation] = turned
    return ImageOps.exif_transpose(picture)


def _in_colours(picture: Image, least: int) -> Image:
    """In RGB on white; what is large is so in strips, each of which is made smaller at once."""
    from PIL import Image

    tones = _tones(picture)
    smaller = min(picture.size) // (3 * least)
    if picture.width * picture.height <= large_pixels or smaller < 2:
        return _on_white(_in_eight_bits(picture, tones))
    small = Image.new("RGB", (-(-picture.width // smaller), -(-picture.height // smaller)))
    height = smaller * max(1, large_pixels // (picture.width * smaller))
    for top in range(0, picture.height, height):
        strip = picture.crop((0, top, picture.width, min(top + height, picture.height)))
        small.paste(_on_white(_in_eight_bits(strip, tones)).reduce(smaller), (0, top // smaller))
    return small


def _tones(picture: Image) -> tuple[float, float]:
    """What is black and what is white, where that is not 0 and 255.

    Of 12 or 16 bits the upper 8 count; what else is wider, or no whole number, goes from dark to light. A thousandth of
    the pixels at either end does not count: one that is odd would make all others alike.
    """
    if picture.mode[0] not in "IF":
        return 0.0, 255.0
    import numpy as np
    from PIL.Image import Resampling

    every = max(1.0, (picture.width * picture.height / large_pixels) ** 0.5)
    size = (max(1, int(picture.width / every)), max(1, int(picture.height / every)))
    seen = picture if every == 1 else picture.resize(size, Resampling.NEAREST)
    tones = np.asarray(seen, dtype=np.float64)
    low, high = np.nanquantile(tones[np.isfinite(tones)], [odd_share, 1 - odd_share], method="inverted_cdf").tolist()
    if picture.mode[0] == "I" and low >= 0 and high <= 65535:
        return 0.0, next(white for white in (255.0, 4095.0, 65535.0) if high <= white)
    return low, high


def _in_eight_bits(picture: Image, tones: tuple[float, float]) -> Image:
    if picture.mode[0] not in "IF":
        return picture
    import numpy as np
    from PIL import Image

    low, high = tones
    shades = np.clip((np.asarray(picture, dtype=np.float64) - low) / max(high - low, 1e-12), 0, 1) * 255
    return Image.fromarray(np.nan_to_num(shades).astype(np.uint8))


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if "transparency" not in picture.info and picture.mode not in ("RGBA", "RGBa", "LA", "La", "PA"):
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
