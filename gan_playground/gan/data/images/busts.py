"""The persons on the banknotes, engraved: only how dark the ink is."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.data.images.album import Labels
from gan_playground.gan.data.images.ink import Dice, Field, Size, box, ellipse, inside

# How dark the backdrop, the hair and the coat are printed, from 0 to 1; in pixels, how far the hair stands off the
# head, how far it hangs below the eyes and beside the head, and where it ends on the brow; then whether there is a
# beard.
persons = np.array(
    [
        (0.18, 0.97, 0.55, 0.9, 3.2, 1.2, -2.5, 0.0),  # One: dark hair, cut to the chin
        (0.34, 0.95, 0.70, 0.4, 0.0, -1.0, -3.0, 1.0),  # Five: a full beard
        (0.97, 0.34, 0.72, 1.0, 5.6, 1.5, -2.7, 0.0),  # Twenty: a long fair wig, before the dark
    ],
    dtype=np.float32,
)
spreads = np.array([0.03, 0.03, 0.04, 0.12, 0.25, 0.12, 0.15, 0.0], dtype=np.float32)

face, features = 0.0, 0.95  # how dark


def draw_busts(x: Field, y: Field, labels: Labels, dice: Dice) -> Field:
    """The person of each label, (N, H, W) from 0 to 1, about an oval's middle: head, hair and shoulders."""
    wobble = dice.rng.standard_normal((len(labels), len(spreads)), dtype=np.float32).clip(-2, 2)
    sizes = (persons[labels] + spreads * wobble).T[..., None, None]
    backdrop, hair, coat, volume, length, width, line, beard = sizes
    x, y = x - dice.about(0, 0.2), y + 1.1 - dice.about(0, 0.15)
    plate: Field = backdrop + 0.05 * np.sin(1.9 * (y + 0.6 * x))  # hatched
    _shade(plate, box(x, y - length / 2, 4.0 + width, length / 2 + 2.5, 2.0), hair)
    _shade(plate, ellipse(x, y - 10.6, 7.2, 4.8), coat)
    _shade(plate, box(x, y - 5, 1.6, 2.0), face + 0.3)
    _head(plate, x, y, dice)
    bushy = np.maximum(ellipse(x, y - 1.0, 4.0, 5.2), 1.5 - y + 0.08 * np.square(x)) + 9 * (beard < 0.5)
    _shade(plate, bushy, hair)
    _shade(plate, box(x, y - 2.9, 1.5, 0.4), np.where(beard < 0.5, features * 0.8, face + 0.1))
    _shade(plate, np.maximum(ellipse(x, y, 3.8 + volume, 4.8 + volume), y - line - 0.13 * np.square(x)), hair)
    return plate


def _head(plate: Field, x: Field, y: Field, dice: Dice) -> None:
    _shade(plate, ellipse(x, y, 3.8, 4.8), face + 0.35 * (0.3 * x - 0.5).clip(0, 1))  # lit from the left
    gaze = dice.about(0, 0.12)
    _shade(plate, ellipse(abs(x - gaze) - 1.8, y + 0.2, 0.75, 0.75), features)
    _shade(plate, box(x - 0.3, y - 1.2, 0.3, 0.6), face + 0.4)


def _shade(plate: Field, distance: Field, dark: Size) -> None:
    """Print a shape on the plate, over what is there."""
    plate += inside(distance) * (dark - plate)
