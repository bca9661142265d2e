"""Frames of pictures of which every part is known."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import structs

from gan_playground.gan.data.images.digits import read_digits
from gan_playground.gan.observe.frame import Frame, ImagesPicture, LatentWalk
from gan_playground.gan.observe.look import Walk
from ui.planes import make_frame as frame_of

COUNT = 64
STOPS = 11


def shades(count: int = COUNT, size: tuple[int, int] = (8, 8), channels: int = 1, first: int = 0) -> np.ndarray:
    """Even pictures, each of a shade of its own: `shade_of` says which."""
    values = np.array([shade_of(first + i) for i in range(count)], np.uint8)
    return np.broadcast_to(values[:, None, None, None], (count, *size, channels)).copy()


def shade_of(index: int) -> int:
    return 40 + 7 * (index % 30)


def colours(count: int, labels: np.ndarray, size: tuple[int, int] = (16, 16)) -> np.ndarray:
    """Red, green and blue discs, as the labels say."""
    y, x = np.indices(size)
    disc = np.hypot(x - size[1] / 2 + 0.5, y - size[0] / 2 + 0.5) < min(size) * 0.38
    pictures = np.full((count, *size, 3), 20, np.uint8)
    for picture, label in zip(pictures, labels, strict=True):
        picture[disc, label % 3] = 220
    return pictures


def make_picture(**changes: Any) -> ImagesPicture:
    """64 even pictures of both kinds: those of G are light where the real ones are dark."""
    picture = ImagesPicture(
        real=shades(),
        generated=shades(first=11),
        real_verdicts=np.linspace(1, 0.5, COUNT),
        verdicts=np.linspace(0, 1, COUNT),
        real_labels=None,
        labels=None,
        classes=(),
        nearest=None,
        nearest_distances=None,
        usual_distance=0.15,
        agreement=None,
        latent_walk=None,
        dim=16,
        told="",
    )
    return structs.replace(picture, **changes)


def make_digits(**changes: Any) -> ImagesPicture:
    """Digits that ship, some of which pass for generated."""
    album = read_digits()
    return make_picture(real=album.pictures[:COUNT], generated=album.pictures[COUNT : 2 * COUNT], **changes)


def nearest(**changes: Any) -> ImagesPicture:
    """With the nearest training picture of each, a little further away from one to the next."""
    return make_picture(nearest=shades(first=5), nearest_distances=np.linspace(0.1, 0.2, COUNT), **changes)


def make_classes(names: tuple[str, ...] = ("red", "green", "blue"), each: int = 21, **changes: Any) -> ImagesPicture:
    """Discs in three colours, so many of each."""
    labels = np.repeat(np.arange(len(names)), each)
    count = len(labels)
    given = {
        "real": colours(count, labels),
        "generated": colours(count, labels),
        "real_verdicts": np.linspace(1, 0.5, count),
        "verdicts": np.linspace(0, 1, count),
        "real_labels": labels,
        "labels": labels,
        "classes": names,
        "agreement": np.linspace(0.9, 0.5, len(names)),
    }
    return make_picture(**(given | changes))


def make_latent_walk(walk: Walk, pictures: np.ndarray | None = None, dim: int = 16) -> LatentWalk:
    """Eleven pictures on a way."""
    stops = np.linspace(0, 1, STOPS) if walk.to is not None else np.linspace(-2.5, 2.5, STOPS)
    z = np.zeros((STOPS, dim))
    z[:, walk.axis or 0] = stops
    pictures = shades(STOPS) if pictures is None else pictures
    return LatentWalk(walk, 321, pictures, np.linspace(0, 1, STOPS), stops, z)


def make_frame(picture: ImagesPicture | None = None, **changes: Any) -> Frame:
    return frame_of(picture or make_picture(), metrics={}, distance="", **changes)
