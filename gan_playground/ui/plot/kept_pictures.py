"""Pictures that are painted once and then copied: shapes and words that come again with frame after frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

P, T = ParamSpec("P"), TypeVar("T")

phases = 8
"""In so many places between two of the screen's pixels a picture may begin."""

_caches: list[Callable[[], None]] = []


def kept(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keeps the last so many pictures that a function has painted."""

    def keeping(paint: Callable[P, T]) -> Callable[P, T]:
        @wraps(paint)
        def painted(*given: P.args, **named: P.kwargs) -> T:
            _forget_at_the_end()
            return paint(*given, **named)

        cached = lru_cache(maxsize=most)(painted)
        _caches.append(cached.cache_clear)
        return cast("Callable[P, T]", cached)

    return keeping


@lru_cache(maxsize=1)
def _forget_at_the_end() -> None:
    """Pictures must not outlive the application."""
    application = QCoreApplication.instance()
    assert application is not None
    application.aboutToQuit.connect(forget_pictures)


def forget_pictures() -> None:
    """Let go of every picture."""
    for forget in (*_caches, _forget_at_the_end.cache_clear):
        forget()


def empty_picture(across: int, down: int) -> QPixmap:
    """Nothing but its size, in the screen's pixels."""
    picture = QPixmap(across, down)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def paints_pixels(painter: QPainter) -> bool:
    """Whether what is painted becomes pixels, so that a copy of them is as good; in an .svg it were not a line."""
    return painter.paintEngine().type() is QPaintEngine.Type.Raster


def phase_of(place: float, ratio: float) -> tuple[int, int]:
    """Of a place, px, the pixel of the screen, and how far behind its edge it lies, in parts of a pixel."""
    return divmod(round(place * ratio * phases), phases)


def draw_around(painter: QPainter, picture: QPixmap, x: int, y: int, ratio: float) -> None:
    """A picture with the edge of its middle pixel, (width // 2, height // 2), at a pixel of the screen."""
    left, top = x - picture.width() // 2, y - picture.height() // 2
    if ratio == 1:
        painter.drawPixmap(left, top, picture)
    else:
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawPixmap(QPointF(left, top), picture)
        painter.resetTransform()
