"""Handwritten digits: the 1,797 of UCI, 8 x 8, which ship with the program."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.image import IMAGE_KNOBS, ImageDistribution, of_pictures
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from gan_playground.gan.experiment.data import Data

shipped_file = "data/digits.npz"
blackest = 16  # of the file's shades


@cache
def read_digits() -> Album:
    """All digits (1797, 8, 8, 1), light on black, with what they are."""
    with np.load(resource_path(shipped_file), allow_pickle=False) as file:
        shades, labels = file["pictures"], file["labels"]
    pictures = np.round(shades * (255 / blackest)).astype(np.uint8)
    return Album(pictures[..., None], labels.astype(np.int64), tuple(map(str, range(10))))


def _shape(_side: int, _colour: bool) -> tuple[int, int, int]:
    return 1, 8, 8


def make(data: Data) -> ImageDistribution:
    return of_pictures(read_digits(), data.conditional)


DIGITS = Family(
    title="Digits",
    explanation="1,797 handwritten digits, 8 by 8; without a download.",
    stage="images",
    make=make,
    knobs=IMAGE_KNOBS,
    picture=_shape,
    source="Alpaydin and Kaynak 1998",
)
