"""Banknotes of a country that does not exist, for the counterfeiter and the police: One, Five and Twenty.

A note is printed as real ones are, from two plates on tinted paper: fine lines that change from note to note, then the
portrait and the numeral in a darker ink.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from gan_playground.gan.data.images.album import Album, Labels
from gan_playground.gan.data.images.busts import draw_busts
from gan_playground.gan.data.images.drawn import note_px
from gan_playground.gan.data.images.ink import (
    Dice,
    Field,
    box,
    ellipse,
    grid,
    inside,
    lay,
    outline,
    petals,
    printed,
    turned,
)
from gan_playground.resources import resource_path

height, width = note_px
classes = ("One", "Five", "Twenty")
numerals = ("1", "5", "20")
numeral_heights = (12.0, 12.0, 10.5)  # pixels; two digits have to fit beside the portrait
cap_height = 0.727  # of Inter, in ems

papers = np.array([(226, 234, 206), (214, 226, 240), (246, 222, 196)], dtype=np.float32)[..., None, None]
line_inks = np.array([(112, 166, 112), (104, 142, 204), (226, 136, 84)], dtype=np.float32)[..., None, None]
dark_inks = np.array([(22, 72, 48), (34, 44, 112), (128, 34, 40)], dtype=np.float32)[..., None, None]

portrait_x, numeral_x = -9.5, 8.5  # their middles, from the note's
mask_scale = 8  # a numeral is drawn this much larger, so that it can be shifted by a part of a pixel


def draw_notes(count: int, seed: int = 0, colour: bool = True) -> Album:
    """Notes (count, 24, 40, 3), or (count, 24, 40, 1) in grey, as many of each class; the same for the same seed."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(count) % len(classes)).astype(np.int64)

    def sheet(first: int, n: int) -> Field:
        return _notes(labels[first : first + n], Dice(n, rng))

    return Album(printed(count, sheet, colour), labels, classes)


def _notes(labels: Labels, dice: Dice) -> Field:
    """Canvases (N, 3, 24, 40)."""
    paper = papers[labels] * dice.about(1, 0.02)[:, None] + dice.rng.normal(0, 3, (len(labels), 3, 1, 1))
    x, y = grid(height, width)
    canvas = np.broadcast_to(paper, (len(labels), 3, height, width)).astype(np.float32)
    strength = dice.between(0.88, 1.06) * _wear(x, y, dice)
    x, y = turned(x - dice.about(0, 0.35), y - dice.about(0, 0.25), dice.about(0, 0.5))
    bare = np.maximum(0.8 * _looked_up(_masks()[1], x, y, labels), inside(_oval(x, y)))
    lay(canvas, _line_plate(x, y, dice) * (1 - bare) * strength, line_inks[labels])
    x, y = x + dice.about(0, 0.12), y + dice.about(0, 0.12)  # no press brings its plates down in the same place twice
    lay(canvas, _dark_plate(x, y, labels, dice) * strength, dark_inks[labels])
    grain = dice.rng.standard_normal((len(labels), 1, height, width), dtype=np.float32)
    return canvas + 3.0 * grain


def _wear(x: Field, y: Field, dice: Dice) -> Field:
    """How much ink is left (N, 24, 40): a worn side, and a crease where the note was folded."""
    side = 1 - 0.07 * (1 + np.sin(dice.between(0.04, 0.1) * x + 0.1 * y + dice.between(0, 6.3)))
    fold = x - dice.between(-17, 17) - dice.about(0, 0.06) * y
    crease = 1 - dice.between(0, 0.5) * np.exp(-np.square(fold) / 0.5)
    return side * crease


def _line_plate(x: Field, y: Field, dice: Dice) -> Field:
    """The guilloche (N, 24, 40): waves over the whole note, and a rosette where the numeral will be."""
    wave = y + 1.3 * np.sin(0.4 * x + dice.between(0, 6.3))
    lines = 0.4 + 0.26 * np.sin(1.75 * wave)
    across, down = turned((x - numeral_x) / 1.12, y, dice.between(0, 45))
    rings = np.hypot(across, down) + 0.6 * petals(across, down)
    rosette = 0.5 + 0.34 * np.cos(1.75 * rings)
    lines += inside(rings - 8.4) * (rosette - lines)
    return lines * inside(box(x, y, 18.4, 10.4, 1.0))


def _dark_plate(x: Field, y: Field, labels: Labels, dice: Dice) -> Field:
    """Border, portrait and numeral: how dark each pixel is printed, (N, 24, 40) from 0 to 1."""
    oval = _oval(x, y)
    plate: Field = 0.85 * outline(box(x, y, 18.6, 10.6, 1.2), 1.0)
    bust = draw_busts(x - portrait_x, y, labels, dice)
    plate = plate + inside(oval) * (bust - plate)
    plate = plate.clip(0.9 * outline(oval, 0.9), 1)
    numeral = 0.96 * _looked_up(_masks()[0], x, y, labels)
    return plate.clip(numeral, 1)


def _oval(x: Field, y: Field) -> Field:
    return ellipse(x - portrait_x, y, 7.6, 9.4)


def _looked_up(masks: NDArray[np.float32], x: Field, y: Field, labels: Labels) -> Field:
    """The masks of the labels (N, 24, 40) at places on the note."""
    rows, columns = masks.shape[1:]
    row = np.rint(y * mask_scale + (rows - 1) / 2).astype(np.intp).clip(0, rows - 1)
    column = np.rint((x - numeral_x) * mask_scale + (columns - 1) / 2).astype(np.intp).clip(0, columns - 1)
    found: Field = masks[labels[:, None, None], row, column]
    return found


@cache
def portrait() -> NDArray[np.bool_]:
    """Where the face of a note is (24, 40), on the plate: the press moves it by less than a pixel."""
    found: NDArray[np.bool_] = _oval(*grid(height, width))[0] < 0
    return found


@cache
def _masks() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Each numeral and the paper left bare around it, (3, rows, columns) from 0 to 1."""
    drawn = [_numeral(text, tall) for text, tall in zip(numerals, numeral_heights, strict=True)]
    # Blurred over a pixel of the note: what is then looked up at a point is the mean of a pixel about it.
    soft = [image.filter(ImageFilter.BoxBlur(mask_scale / 2)) for image in drawn]
    wide = [image.filter(ImageFilter.MaxFilter(2 * mask_scale + 1)) for image in soft]
    return _stacked(soft), _stacked(wide)


def _stacked(images: list[Image.Image]) -> NDArray[np.float32]:
    return np.stack([np.asarray(image, dtype=np.float32) / 255 for image in images])


def _numeral(text: str, tall: float) -> Image.Image:
    """White on black, `tall` pixels of the note high, with room about it for a shift."""
    image = Image.new("L", (22 * mask_scale, 18 * mask_scale))
    font = ImageFont.truetype(resource_path("fonts/Inter-Bold.otf"), tall * mask_scale / cap_height)
    left, top, right, bottom = font.getbbox(text)
    place = (image.width - left - right) / 2, (image.height - top - bottom) / 2
    ImageDraw.Draw(image).text(place, text, fill=255, font=font)
    return image
