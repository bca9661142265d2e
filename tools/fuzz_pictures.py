"""Damage files of pictures of every kind: each is read, or refused in a sentence, and never anything else.

    python tools/fuzz_pictures.py [--cases 2000] [--seed 0] [KIND ...]

So many cases of each kind, each of which begins in a place of its own, so all regions have a turn; and files that
announce far more than they hold, or unpack to it. Prints what came of it as JSON; the exit status is 1 where anything
else than pictures or a sentence came, or a case took longer than 5 seconds, or all of them more than a gigabyte.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import struct
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

from fuzzing import attempt, damaged, is_sentence, most_kilobytes, went_wrong
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import kind_of_file
from gan_playground.gan.data.images.files import read_album
from gan_playground.gan.data.images.photograph import read_photograph

longest_case_s, most_memory_mb = 5, 1000
height, width, count = 40, 48, 12


# Sound files.


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def colours() -> Image.Image:
    """Smooth, so that what packs it has something to do."""
    return Image.fromarray(noise(5, 6, 3)).resize((width, height), Image.Resampling.BICUBIC)


def moving(form: str, **options: object) -> bytes:
    frames = [colours(), colours().rotate(90), colours().rotate(180)]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], **options)


def turned_jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(colours(), "JPEG", progressive=True, exif=exif)


def clear_png() -> bytes:
    return saved(colours().quantize(32), "PNG", transparency=bytes(range(0, 256, 8)))


def deep_tiff() -> bytes:
    return saved(Image.fromarray(noise(height, width).astype(np.float32)), "TIFF", compression="tiff_deflate")


def idx() -> bytes:
    return b"\0\0\x08\x03" + struct.pack(">3I", count, 28, 28) + noise(count, 28, 28).tobytes()


def npy(numbers: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, numbers)
    return stream.getvalue()


def npz() -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, images=noise(count, 16, 16, 3) // 64, labels=np.arange(count) % 3)
    return stream.getvalue()


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "png": ("a.png", lambda: saved(colours(), "PNG")),
    "png, clear": ("a.png", clear_png),
    "png, 16 bits": ("a.png", lambda: saved(Image.fromarray(noise(height, width).astype(np.uint16) * 257), "PNG")),
    "jpeg": ("a.jpg", lambda: saved(colours(), "JPEG")),
    "jpeg, turned": ("a.jpg", turned_jpeg),
    "gif": ("a.gif", lambda: moving("GIF")),
    "bmp": ("a.bmp", lambda: saved(colours(), "BMP")),
    "webp": ("a.webp", lambda: saved(colours(), "WEBP", quality=80)),
    "webp, moving": ("a.webp", lambda: moving("WEBP", lossless=True)),
    "tiff": ("a.tif", lambda: saved(colours(), "TIFF", compression="tiff_lzw")),
    "tiff, deep": ("a.tif", deep_tiff),
    "ppm": ("a.ppm", lambda: saved(colours(), "PPM")),
    "idx": ("images-idx3-ubyte", idx),
    "idx, packed": ("images-idx3-ubyte.gz", lambda: gzip.compress(idx())),
    "npy": ("a.npy", lambda: npy(noise(count, 16, 16))),
    "npy, floats": ("a.npy", lambda: npy(noise(count, 3, 16, 16).astype(np.float32) / 255)),
    "npz": ("a.npz", npz),
}


# Bombs: few bytes that announce many.


def png_of(side: int, rows: int, kind: int = 6) -> bytes:
    """As large as it says, with only so many rows, all of them empty."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    packer = zlib.compressobj(9)
    row = bytes(1 + side * {0: 1, 2: 3, 6: 4}[kind])
    packed = b"".join(packer.compress(row) for _ in range(rows)) + packer.flush()
    head = struct.pack(">2I5B", side, side, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def with_numbers(content: bytes, place: int, form: str, *numbers: int) -> bytes:
    """The bytes with other numbers in this place."""
    return content[:place] + struct.pack(form, *numbers) + content[place + struct.calcsize(form) :]


def archive_bomb() -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, images=np.zeros((40, 4096, 4096), dtype=np.uint8))
    return stream.getvalue()


def png_text_bomb() -> bytes:
    content = b"Comment\0\0" + zlib.compress(bytes(2**24), 9)
    return struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))


BOMBS: dict[str, Callable[[], bytes]] = {
    "huge.png": lambda: png_of(2**31 - 1, 0, 0),
    "text.png": lambda: saved(colours(), "PNG")[:33] + png_text_bomb() + saved(colours(), "PNG")[33:],
    "huge.gif": lambda: with_numbers(moving("GIF"), 6, "<2H", 65535, 65535),
    "wide.bmp": lambda: with_numbers(saved(colours(), "BMP"), 18, "<2i", 2**31 - 1, -(2**31)),
    "huge.ppm": lambda: b"P6 2000000000 2000000000 255\n",
    "huge.npy": lambda: npy(noise(2, 16, 16)).replace(b"(2, 16, 16), }    ", b"(99999, 99, 99), }"),
    "huge-idx3-ubyte": lambda: b"\0\0\x08\x03" + struct.pack(">3I", 2**30 // 4096**2, 4096, 4096),
}
LARGE_BOMBS: dict[str, Callable[[], bytes]] = {
    "whole.png": lambda: png_of(9400, 9400),
    "cut.png": lambda: png_of(9400, 100),
    "large.bmp": lambda: with_numbers(saved(colours(), "BMP"), 18, "<2i", 9000, 9000),
    "large.ppm": lambda: b"P6 9400 9400 65535\n" + bytes(1000),
    "long-idx3-ubyte.gz": lambda: gzip.compress(idx() + bytes(2**26)),
    "long.npz": archive_bomb,
}


# What comes of it.


def outcome(path: Path, right: np.ndarray | None) -> str:
    """What came of a file, in a few words. right: what it holds, where nobody has damaged it."""
    try:
        pictures = pictures_in(path)
    except PlaygroundError as error:
        return "a sentence" if is_sentence(error) else f"no sentence: {error}"
    if right is not None and np.array_equal(pictures, right):
        return "the right content"
    well_formed = pictures.dtype == np.uint8 and pictures.ndim in (3, 4) and pictures.size > 0
    return "other pictures, well-formed" if well_formed else "no pictures"


def pictures_in(path: Path) -> np.ndarray:
    """Read as the window does, where a file falls on it."""
    kind = kind_of_file(str(path), "images")
    return read_photograph(path) if kind == "texture" else read_album(path).pictures


def damage(folder: Path, kind: str, cases: int, seed: int) -> Iterator[tuple[Path, np.ndarray]]:
    """A file of this kind, damaged in one way after the other; and what was in it."""
    name, make = KINDS[kind]
    path, content, random = folder / name, make(), Random(seed)
    path.write_bytes(content)
    right = pictures_in(path)
    for number in range(cases):
        path.write_bytes(damaged(content, int(number / cases * len(content)), random))
        yield path, right


def fuzz(folder: Path, kind: str, cases: int, seed: int) -> Counter[str]:
    """Damage a file of this kind in so many ways."""
    return Counter(
        told(path, right, f"case {number} of seed {seed}, {kind}")
        for number, (path, right) in enumerate(damage(folder, kind, cases, seed))
    )


def told(path: Path, right: np.ndarray | None, case: str) -> str:
    came = attempt(lambda: outcome(path, right), longest_case_s)
    if went_wrong(came):
        print(f"{case}: {came}", file=sys.stderr)
    return came


def main() -> int:
    parser = argparse.ArgumentParser(description="Damage files of pictures.")
    parser.add_argument("kinds", metavar="KIND", nargs="*", default=list(KINDS))
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        came = {kind: fuzz(Path(name), kind, options.cases, options.seed) for kind in options.kinds}
        for bomb, make in {**BOMBS, **LARGE_BOMBS}.items():
            Path(name, bomb).write_bytes(make())
            came[bomb] = Counter([told(Path(name, bomb), None, bomb)])
    memory_mb = most_kilobytes() // 1024
    print(json.dumps({"came": came, "most_memory_mb": memory_mb}, indent=2))
    return int(memory_mb > most_memory_mb or any(went_wrong(word) for found in came.values() for word in found))


if __name__ == "__main__":
    raise SystemExit(main())
