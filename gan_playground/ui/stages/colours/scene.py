"""One picture of a palette, and how to look at it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QImage

from gan_playground.gan.observe.frame import ColoursPicture
from gan_playground.ui.stages.colours.cube import Cube, full_shade
from gan_playground.ui.stages.colours.geometry import ColoursPlan
from gan_playground.ui.stages.geometry import Array
from gan_playground.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class ColoursScene:
    """Everything that painting one frame depends on. top: the share of colours that reaches the upper edge of a
    histogram. ratio: the screen's pixels in one px.
    """

    picture: ColoursPicture
    plan: ColoursPlan
    cube: Cube | None
    top: float
    theme: Theme
    visible: frozenset[str]
    font: QFont
    ratio: float

    @property
    def unit(self) -> float:
        return self.plan.unit

    def shown(self) -> dict[str, Array]:
        """The colours (N, 3) that are not hidden, real ones first."""
        both = {"real": self.picture.real, "generated": self.picture.generated}
        return {name: colours for name, colours in both.items() if name in self.visible}


def to_image(colours: NDArray[np.uint8]) -> QImage:
    """A picture (H, W, 3), with memory of its own."""
    height, width = colours.shape[:2]
    rows = np.ascontiguousarray(colours)
    return QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def rgb_of(color: QColor) -> Array:
    """Its red, green and blue, from 0 to 255."""
    return np.array([color.red(), color.green(), color.blue()], dtype=np.float64)


def screen_colours(colours: Array, instead: QColor) -> NDArray[np.uint8]:
    """The nearest colours that a screen has (N, 3); those that are not numbers become another one."""
    known = np.asarray(np.isfinite(colours).all(axis=1))
    shown = np.clip(np.where(known[:, None], colours, 0), 0, full_shade).round().astype(np.uint8)
    shown[~known] = rgb_of(instead)
    return shown
