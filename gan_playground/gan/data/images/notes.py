"""Banknotes of a country that does not exist, for the counterfeiter and the police: One, Five and Twenty.

A note is printed as real ones are, from two plates on tinted paper: fine lines that change from note to note, then the
portrait and the numeral in a darker ink.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from gan_playground.gan.data.images.album import Album, Labels
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

height, width = 24, 40  # pixels
classes = ("One", "Five", "Twenty")
numerals = ("1", "5", "20")

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
    strength = dice.between(0.8, 1.0) * _wear(x, y, dice)
    x, y = turned(x - dice.about(0, 0.35), y - dice.about(0, 0.25), dice.about(0, 0.5))
    lay(canvas, _line_plate(x, y, dice) * strength, line_inks[labels])
    lay(canvas, _dark_plate(x, y, labels, dice) * strength, dark_inks[labels])
    grain = dice.rng.standard_normal((len(labels), 1, height, width), dtype=np.float32)
    return canvas + 3.0 * grain


def _wear(x: Field, y: Field, dice: Dice) -> Field:
    """How much ink is left (N, 24, 40): a worn side, and a crease where the note was folded."""
    side = 1 - 0.09 * (1 + np.sin(dice.between(0.04, 0.1) * x + 0.1 * y + dice.between(0, 6.3)))
    fold = x - dice.between(-17, 17) - dice.about(0, 0.06) * y
    crease = 1 - dice.between(0, 0.5) * np.exp(-np.square(fold) / 0.5)
    return side * crease


def _line_plate(x: Field, y: Field, dice: Dice) -> Field:
    """The guilloche: waves over the whole note, and a rosette behind the numeral."""
    frame = box(x, y, 18.4, 10.4, 1.0)
    wave = y + 1.2 * np.sin(0.42 * x + dice.between(0, 6.3))
    lines = 0.42 + 0.3 * np.sin(2.1 * wave)
    across = x - numeral_x
    radius = np.hypot(across / 1.15, y)
    rings = radius + 0.75 * petals(*turned(across / 1.15, y, dice.between(0, 45)))
    rosette = 0.4 + 0.32 * np.cos(2.3 * rings)
    plate = np.where(rings < 8.6, rosette, lines)
    return plate * inside(frame)


def _dark_plate(x: Field, y: Field, labels: Labels, dice: Dice) -> Field:
    """Border, portrait and numeral: how dark each pixel is printed, (N, 24, 40) from 0 to 1."""
    plate = 0.85 * outline(box(x, y, 18.6, 10.6, 1.2), 1.0)
    oval = ellipse(x - portrait_x, y, 7.4, 9.4)
    cover = inside(oval)
    plate += cover * (_busts(x - portrait_x - dice.about(0, 0.15), y, labels, dice) - plate)
    plate = np.maximum(plate, 0.9 * outline(oval, 0.9))
    return np.maximum(plate, 0.96 * _numeral(x - numeral_x, y, labels))


def _busts(x: Field, y: Field, labels: Labels, dice: Dice) -> Field:
    """The person in each note's oval, as darkness (N, 24, 40)."""
    plate = np.empty((len(labels), height, width), dtype=np.float32)
    return plate
