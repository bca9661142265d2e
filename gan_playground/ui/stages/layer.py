"""A part of a figure that can be hidden, and how the legend shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.strokes import LineStyle
from gan_playground.ui.theme.theme import Theme

SceneT = TypeVar("SceneT")
Drawing: TypeAlias = Callable[[QPainter, QRectF, Theme, float], None]


@dataclass(frozen=True, slots=True)
class Layer(Generic[SceneT]):
    """`brief` is its name where space is short; `sample` is the line that the legend shows, or what draws it there.

    `opacity`: how strongly it is drawn at first, where that can be changed. `shown`: whether it is seen at first.
    """

    id: str
    title: str
    brief: str
    tooltip: str
    paint: Callable[[QPainter, SceneT], None]
    sample: LineStyle | Drawing
    opacity: float | None = None
    shown: bool = True
