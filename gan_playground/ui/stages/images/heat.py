"""Slopes in the pixels of pictures as colours over them: orange where brighter is more real, blue where darker is."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from gan_playground.ui.stages.images.grid import Array, Pictures
from gan_playground.ui.theme.theme import Theme

strongest = 0.98  # of all pixels; what is left has no more colour than these
picture_share = 0.3  # of the picture below, which is grey
sign_pixels = 4  # on a side of what has one sign
steps = 100  # from no colour to all of it
signed_from = 0.55  # of the strongest sign


def full_at(heat: Array) -> float:
    """The slope that has all of its colour, of all pictures together."""
    return float(np.quantile(np.abs(np.nan_to_num(heat)), strongest)) or 1.0


def heated(pictures: Pictures, heat: Array, full: float, theme: Theme) -> Pictures:
    """Pictures (N, H, W, C) in faint grey below their slopes (N, H, W): (N, H, W, 3)."""
    grey = pictures[..., 0] if pictures.shape[-1] == 1 else pictures.mean(axis=-1).astype(np.uint8)
    levels = np.clip(np.nan_to_num(heat) * (steps / full), -steps, steps)
    return _inks(theme)[np.rint(levels).astype(np.int16) + steps, grey]


@cache
def _inks(theme: Theme) -> Pictures:
    """Of each of the slopes from -1 to 1 over each of the greys: (2 steps + 1, 256, 3)."""
    surface = _rgb(theme.color("surface"))
    grey = surface + picture_share * (np.arange(256)[:, None] - surface)
    slopes = np.linspace(-1, 1, 2 * steps + 1)[:, None, None]
    ink = np.where(slopes > 0, _rgb(theme.color("real")), _rgb(theme.color("generated")))
    return np.rint(grey + np.abs(slopes) * (ink - grey)).astype(np.uint8)


def signs_of(heat: Array) -> NDArray[np.int64]:
    """What prevails in each square of a picture's slopes (H, W), 1 or -1, or 0 where it is weak."""
    rows, columns = (side // sign_pixels for side in heat.shape)
    squares = np.nan_to_num(heat)[: rows * sign_pixels, : columns * sign_pixels]
    means = squares.reshape(rows, sign_pixels, columns, sign_pixels).mean(axis=(1, 3))
    return np.where(np.abs(means) >= signed_from * np.abs(means).max(initial=1e-30), np.sign(means), 0).astype(np.int64)


def _rgb(color: QColor) -> Array:
    return np.array((color.red(), color.green(), color.blue()), dtype=np.float64)
