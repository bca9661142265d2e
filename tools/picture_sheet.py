"""Two folders of pictures, side by side: what differs between them, and how much of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

heading_px, gap_px, frame_px = 36, 12, 3
seen_levels = 16  # of 255: what differs by less is not seen


class Difference(NamedTuple):
    """Shares of the pixels, from 0 to 1. seen: those that differ by what can be seen. any: those that differ at all."""

    seen: float
    any: float


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """How much of two pictures differs; all of it where their sizes do."""
    if one.size != other.size:
        return Difference(1.0, 1.0)
    levels = _levels(one, other)
    return Difference(float((levels > seen_levels).mean()), float((levels > 0).mean()))


def _levels(one: Image.Image, other: Image.Image) -> NDArray[np.int16]:
    """By how much each pixel differs, (height, width)."""
    a, b = (np.asarray(image.convert("RGB"), np.int16) for image in (one, other))
    return np.abs(a - b).max(axis=-1)


def differing_box(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of the least box around all that differs at all; None where nothing does."""
    if one.size != other.size:
        return None
    rows, columns = np.nonzero(_levels(one, other))
    if not len(rows):
        return None
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def write_sheets(one: Path, other: Path, out: Path) -> None:
    """A sheet for every picture that is in either folder, numbered from the most different on, and a list on stdout."""
    names = {path.name for folder in (one, other) for path in folder.glob("*.png")}
    found = []
    for name in names:
        images = [_opened(folder / name) for folder in (one, other)]
        found.append((difference(*images), name, images))
    found.sort(key=lambda entry: (entry[0], entry[1]), reverse=True)
    for rank, (differs, name, images) in enumerate(found, 1):
        words = f"{name}: {differs.seen:.3%} of the pixels differ to the eye, {differs.any:.3%} at all"
        print(words)
        comparison_client(images[0], images[1], words).save(out / f"{rank:03}-{name}")


def _opened(path: Path) -> Image.Image:
    """The picture; a dot where there is none, which differs in size from any other."""
    if not path.exists():
        return Image.new("RGB", (1, 1))
    with Image.open(path) as image:
        return image.convert("RGB")


def comparison_client(one: Image.Image, other: Image.Image, words: str) -> Image.Image:
    """Both under the words, with a frame around what differs."""
    width, height = one.width + gap_px + other.width, heading_px + max(one.height, other.height)
    sheet = Image.new("RGB", (width, height), "white")
    sheet.paste(one, (0, heading_px))
    sheet.paste(other, (one.width + gap_px, heading_px))
    draw = ImageDraw.Draw(sheet)
    draw.text((gap_px, 6), words, fill="black", font=ImageFont.load_default(22))
    box = differing_box(one, other)
    for left in (0, one.width + gap_px) if box is not None else ():
        corners = (box[0] - frame_px, box[1] - frame_px, box[2] + frame_px, box[3] + frame_px)
        draw.rectangle([c + (left, heading_px)[i % 2] for i, c in enumerate(corners)], outline="red", width=2)
    return sheet
