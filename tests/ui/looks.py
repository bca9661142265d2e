"""What a test of the window sees: the pixels of a widget."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

Pixels = NDArray[np.int_]
Mask = NDArray[np.bool_]


def pixels(widget: QWidget) -> Pixels:
    """The widget as it is on the screen, (height, width, 3)."""
    return array_of(widget.grab().toImage())


def array_of(picture: QImage) -> Pixels:
    """A picture as numbers, (height, width, 3)."""
    image = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def distance_to(image: Pixels, color: QColor) -> Pixels:
    """How far each pixel is from a colour, over its three parts."""
    return np.abs(image - np.array(color.getRgb()[:3])).sum(axis=-1)


def is_colored(image: Pixels, color: QColor, tolerance: int = 40) -> Mask:
    return distance_to(image, color) <= tolerance
