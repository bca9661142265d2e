"""Pictures that the program draws itself: banknotes for the counterfeiter, and faces. Each is another one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.image import IMAGE_KNOBS, ImageDistribution, of_pictures

if TYPE_CHECKING:
    from gan_playground.gan.experiment.data import Data

picture_count = 3000
note_px, face_px = (24, 40), 32  # height and width in pixels, and a side of a square


@cache
def read_notes(colour: bool) -> Album:
    from gan_playground.gan.data.images.notes import draw_notes

    return draw_notes(picture_count, colour=colour)


@cache
def read_faces(colour: bool) -> Album:
    from gan_playground.gan.data.images.faces import draw_faces

    return draw_faces(picture_count, colour=colour)


def _note_shape(_side: int, colour: bool) -> tuple[int, int, int]:
    return 3 if colour else 1, *note_px


def _face_shape(_side: int, colour: bool) -> tuple[int, int, int]:
    return 3 if colour else 1, face_px, face_px


def make_notes(data: Data) -> ImageDistribution:
    return of_pictures(read_notes(data.colour), data.conditional)


def make_faces(data: Data) -> ImageDistribution:
    return of_pictures(read_faces(data.colour), data.conditional)


NOTES = Family(
    title="Banknotes",
    explanation="3,000 drawn notes of a country that does not exist: One, Five and Twenty, each a little different.",
    stage="images",
    make=make_notes,
    knobs=(*IMAGE_KNOBS, "colour"),
    picture=_note_shape,
)
FACES = Family(
    title="Faces",
    explanation="3,000 drawn faces, each with hair, eyes, mouth and tilt of its own.",
    stage="images",
    make=make_faces,
    knobs=("colour",),
    picture=_face_shape,
)
