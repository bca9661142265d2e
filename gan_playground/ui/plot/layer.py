"""A part of a panel that can be hidden, and how the legend shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.theme.theme import Theme

Drawing: TypeAlias = Callable[[QPainter, QRectF, Theme, float], None]


class Layer(Struct, frozen=True):
    """`title` is its name at every size; `sample` is the line that the legend shows, or what draws it there.

    `opacity`: how strongly it is drawn at first, where that can be changed. `shown`: whether it is seen at first.
    `about`: whose data it shows.
    """

    id: str
    title: str
    tooltip: str
    sample: LineStyle | Drawing
    opacity: float | None = None
    shown: bool = True
    about: Roles = NOBODY
