"""A word: the ink of its letters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Array, Family
from gan_playground.gan.data.plane.plane import PLANE_KNOBS, PlaneDistribution, on_the_plane
from gan_playground.gan.data.plane.raster import ink_sampler
from gan_playground.gan.observe.box import Box
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from gan_playground.gan.experiment.data import Data

view = Box.around(0, 0, 3.6, 2.6)
scale = 1.2
widest, highest = 5.6, 3.4  # of the letters, in the plane's units
letter_px = 120
most_letters = 40


def check_word(text: str) -> None:
    """Raise PlaygroundError unless the word leaves ink."""
    if len(text) > most_letters:
        raise PlaygroundError(f"A word of {len(text)} letters is too long to draw; it takes up to {most_letters}.")
    if text:
        letters(text)  # which raises it where there is none


@lru_cache(maxsize=8)
def letters(text: str) -> Array:
    """The ink of the letters (H, W), from 0 to 1, the first row at the bottom; raises PlaygroundError if none."""
    from PIL import Image, ImageDraw, ImageFont

    shown = " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
    font = ImageFont.truetype(str(resource_path("fonts/Inter-Bold.otf")), letter_px)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(shown))
    picture = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(picture).text((-left, -top), shown, fill=255, font=font)
    ink = np.asarray(picture, dtype=np.float64)[::-1] / 255
    if not ink.any():
        raise PlaygroundError(f"The word {text!r} leaves no ink; type a letter that can be seen.")
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def make(data: Data) -> PlaneDistribution:
    ink = letters(data.text or "GAN")
    size = min(widest / ink.shape[1], highest / ink.shape[0])
    box = Box.around(0, 0, size * ink.shape[1] / 2, size * ink.shape[0] / 2)
    return on_the_plane(data, ink_sampler(ink, box), view, scale)


WORD = Family(
    title="A word",
    explanation="The ink of a word that you type.",
    stage="plane",
    make=make,
    knobs=("text", *PLANE_KNOBS),
)
