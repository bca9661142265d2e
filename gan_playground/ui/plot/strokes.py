"""Lines of the visual language, cut into short straight strokes: what QPainter draws fastest.

A thick antialiased path costs QPainter milliseconds, and a translucent one more; the same line as separate
opaque strokes costs a tenth of one. So curves become arrays of strokes (N, 4) of x1, y1, x2, y2 in pixels, and
what should look translucent is mixed with the surface beforehand.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from shiboken6 import wrapInstance

from gan_playground.ui.theme.theme import Theme

Array = NDArray[np.float64]

far_px = 1e5  # further out QPainter's own arithmetic overflows


class LineStyle(Struct, frozen=True):
    """Whose line it is: a colour of the theme, and a pattern that says the same without colour. Sizes in px.

    on, off: lengths of the dashes and of the gaps; a line without gaps has off = 0.
    """

    role: str
    width: float
    on: float = 0.0
    off: float = 0.0


REAL = LineStyle("real", 2.4, 2.6, 2.6)
GENERATED = LineStyle("generated", 2.2)
DISCRIMINATOR = LineStyle("discriminator", 2.2, 9, 5)
THEORY = LineStyle("theory", 1.6, 1.6, 3.4)


def solid(x: Array, y: Array) -> Array:
    """The line through the points (N,), as strokes; where a point is not finite there is a gap."""
    strokes = np.empty((max(len(x) - 1, 0), 4))
    strokes[:, 0], strokes[:, 1], strokes[:, 2], strokes[:, 3] = x[:-1], y[:-1], x[1:], y[1:]
    whole = np.isfinite(strokes).all(axis=1)
    return strokes if whole.all() else strokes[whole]


def dashed(x: Array, y: Array, on: float, off: float) -> Array:
    """The same line in straight dashes `on` long and `off` apart, in px along the line; after a gap it begins anew."""
    known = np.isfinite(y)
    if known.all():
        return _dashes(x, y, on, off)
    edges = np.flatnonzero(np.diff(known)) + 1
    pieces = zip(np.split(x, edges), np.split(y, edges), strict=True)
    return np.concatenate([_dashes(*piece, on, off) for piece in pieces if np.isfinite(piece[1][:1]).any()] or [_none])


_none = np.empty((0, 4))


def _dashes(x: Array, y: Array, on: float, off: float) -> Array:
    """Of a line without gaps. Called for every curve of every frame, so it is written in few calls."""
    if len(x) < 2:
        return _none
    along = np.zeros(len(x))  # px along the line
    np.cumsum(np.hypot(x[1:] - x[:-1], y[1:] - y[:-1]), out=along[1:])
    starts = np.arange(0.0, along[-1], on + off)
    count = len(starts)
    stops = np.concatenate((starts, starts + on))
    px, py = np.interp(stops, along, x), np.interp(stops, along, y)
    strokes = np.empty((count, 4))
    strokes[:, 0], strokes[:, 1], strokes[:, 2], strokes[:, 3] = px[:count], py[:count], px[count:], py[count:]
    return strokes


def draw_line(painter: QPainter, x: Array, y: Array, style: LineStyle, theme: Theme, unit: float = 1.0) -> None:
    """The line through the points (N,) in its style; `unit` scales widths and dashes."""
    painter.setPen(pen_of(style, theme, style.width * unit))
    draw_strokes(painter, dashed(x, y, style.on * unit, style.off * unit) if style.off else solid(x, y))


@lru_cache(maxsize=256)
def pen_of(style: LineStyle, theme: Theme, width: float, share: float = 1.0) -> QPen:
    """The pen that draws a line, opaque, as if its colour covered `share` of the surface. Nobody changes it."""
    color = theme.color(style.role) if share == 1.0 else tint(theme, style.role, share)
    return flat_pen(color, width) if style.off else joined_pen(color, width)


def draw_sample(painter: QPainter, box: QRectF, style: LineStyle, theme: Theme, unit: float = 1.0) -> None:
    """A short piece of the line, as a legend shows it."""
    x, y = np.array([box.left(), box.right()]), np.full(2, box.center().y())
    draw_line(painter, x, y, style, theme, unit)


def draw_strokes(painter: QPainter, strokes: Array) -> None:
    """Draw strokes (N, 4) with the painter's pen, without making an object of each."""
    draw_near_strokes(painter, strokes.clip(-far_px, far_px))


def draw_near_strokes(painter: QPainter, strokes: Array) -> None:
    """The same for strokes none of which can be further away than `far_px`."""
    if len(strokes):
        strokes = np.ascontiguousarray(strokes)
        painter.drawLines(cast(QLineF, wrapInstance(_place_of(strokes), QLineF)), len(strokes))


def fill_rectangles(painter: QPainter, rectangles: Array, color: QColor) -> None:
    """Fill rectangles (N, 4) of left, top, width, height; those without a height are left out."""
    kept = np.ascontiguousarray(rectangles[rectangles[:, 3] > 0])
    if len(kept):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRects(cast(QRectF, wrapInstance(_place_of(kept), QRectF)), len(kept))


def _place_of(array: Array) -> int:
    """Where in memory its numbers lie: `array.ctypes.data`, in a fifth of the time."""
    return int(array.__array_interface__["data"][0])


def flat_pen(color: QColor, width: float) -> QPen:
    """A pen for strokes with space between them: dashes, dots, arrows. Nobody changes it."""
    return _pen(color.rgba(), width, Qt.PenCapStyle.FlatCap)


def joined_pen(color: QColor, width: float) -> QPen:
    """A pen for strokes that follow one another: the square ends close the joints. Nobody changes it."""
    return _pen(color.rgba(), width, Qt.PenCapStyle.SquareCap)


@lru_cache(maxsize=256)
def _pen(color: int, width: float, cap: Qt.PenCapStyle) -> QPen:
    """To make one takes longer than ten strokes."""
    return QPen(QColor.fromRgba(color), width, Qt.PenStyle.SolidLine, cap)


def tint(theme: Theme, role: str, share: float, onto: QColor | None = None) -> QColor:
    """The opaque colour that a role has when it covers `share` of the surface, or of another colour. Nobody changes it,
    for to copy it takes longer than to find it.
    """
    return _mixed(getattr(theme, role), theme.surface if onto is None else onto.name(), share)


@lru_cache(maxsize=1024)
def _mixed(over: str, under: str, share: float) -> QColor:
    one, other = QColor(over), QColor(under)
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in pairs)
    return QColor(red, green, blue)
