"""What was drawn today, drawing over drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.observe.box import Box
from gan_playground.ui.plot.items.contour_item import contours
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.sprites import Shape, draw_dots
from gan_playground.ui.plot.strokes import REAL, LineStyle, draw_line, draw_strokes, flat_pen, solid, tint
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme

air_px, thin_px, own_px = 3.0, 1.2, 2.2
others_strength = 0.55
most_times_usual = 2.5  # a spike that is higher is cut off, or it would press all others flat
outline_share = 0.3  # of the fullest cell of a painting: where its outline runs
dot_px, most_dots = 2.6, 240
bar_share = 0.4  # of a bar's place, which those of the drawings are marked on

CAME = LineStyle("generated", 1.6)

Line = tuple[Array, Array]
"""x, and the value there, (N,) each."""


class TodaysPicture(Struct, frozen=True, eq=False):
    """All of today's drawings, and what came. has_own: the last one that was drawn is one's own."""

    height_px: ClassVar[int] = 44
    is_square: ClassVar[bool] = False

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        """Into a room, px."""
        raise NotImplementedError


class TodaysLines(TodaysPicture, frozen=True, eq=False):
    """drawn, real, came: densities over one x; real: what orange is, came: what blue has become."""

    drawn: Sequence[Line]
    real: Line
    came: Line
    has_own: bool = True

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        span, top = (float(self.real[0][0]), float(self.real[0][-1])), (0.0, self._top)
        _draw_floor(painter, room, theme)
        draw_line(painter, *_placed(self.real, room, span, top), REAL, theme, 0.7)
        draw_line(painter, *_placed(self.came, room, span, top), CAME, theme)
        _draw_all(painter, [_placed(line, room, span, top) for line in self.drawn], self.has_own, theme)

    @property
    def _top(self) -> float:
        """The density at the upper edge."""
        peaks = [float(line[1].max()) for line in (*(self.drawn or (self.came,)), self.real)]
        return min(max(peaks), most_times_usual * float(np.median(peaks))) or 1.0


class TodaysTracks(TodaysPicture, frozen=True, eq=False):
    """drawn, came: values over the share of the steps, from 0 to 1. style: of what came. is_share: all that there can
    be is from 0 to 1.
    """

    drawn: Sequence[Line]
    came: Line
    style: LineStyle
    is_share: bool
    has_own: bool = True

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        values = np.concatenate([line[1] for line in (*self.drawn, self.came)])
        low, high = (0.0, 1.0) if self.is_share else (float(values.min()), float(values.max()))
        heights = low, max(high, low + 1e-9)
        _draw_floor(painter, room, theme)
        draw_line(painter, *_placed(self.came, room, (0.0, 1.0), heights), self.style, theme)
        _draw_all(painter, [_placed(line, room, (0.0, 1.0), heights) for line in self.drawn], self.has_own, theme)


class TodaysDots(TodaysPicture, frozen=True, eq=False):
    """drawn: shares of the cells (R, C) of boxes, each with its own; real, came: dots (N, 2). Only `view` is seen."""

    height_px: ClassVar[int] = 92
    is_square: ClassVar[bool] = True

    drawn: Sequence[tuple[Array, Box]]
    real: Array
    came: Array
    view: Box
    has_own: bool = True

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        place = self._place(room)
        painter.setClipRect(place)
        ratio = painter.device().devicePixelRatio()
        for dots, shape, role in ((self.real, Shape.CIRCLE, "real"), (self.came, Shape.TRIANGLE, "generated")):
            few = dots[:: max(1, len(dots) // most_dots)]
            draw_dots(painter, self._points(few, place), shape, getattr(theme, role), dot_px, 0.8, ratio)
        lines = [self._points(_outline(*one), place).T for one in self.drawn]
        _draw_all(painter, [(line[0], line[1]) for line in lines], self.has_own, theme)
        painter.setClipping(False)

    def _place(self, room: QRectF) -> QRectF:
        """In the middle, as wide as the view is to its height."""
        width = min(room.width(), room.height() * self.view.width / self.view.height)
        return QRectF(room.center().x() - width / 2, room.top(), width, room.height())

    def _points(self, places: Array, room: QRectF) -> Array:
        x, y = places[:, 0], places[:, 1]
        return np.column_stack(
            _placed((x, y), room, (self.view.left, self.view.right), (self.view.bottom, self.view.top), cut=False)
        )


class TodaysShares(TodaysPicture, frozen=True, eq=False):
    """drawn, came: shares (K,), each of area 1."""

    drawn: Sequence[Array]
    came: Array
    has_own: bool = True

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        top = max(float(one.max()) for one in (*self.drawn, self.came)) or 1.0
        width = room.width() / len(self.came)
        _draw_floor(painter, room, theme)
        for number, share in enumerate(self.came.tolist()):
            height, left = room.height() * share / top, room.left() + (number + (1 - bar_share) / 2) * width
            bar = QRectF(left, room.bottom() - height, width * bar_share, height)
            painter.fillRect(bar, theme.color("generated"))
        x = np.arange(len(self.came)) + 0.5
        lines = [_steps(x, one) for one in self.drawn]
        span = (0.0, float(len(self.came)))
        _draw_all(painter, [_placed(line, room, span, (0.0, top)) for line in lines], self.has_own, theme)


class DrawnToday(QWidget):
    """A small picture of all of today's drawings, over what came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._picture: TodaysPicture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: TodaysPicture) -> None:
        self._picture = picture
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, scaled((self._picture or TodaysPicture).height_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._picture.paint(painter, QRectF(self.rect()).adjusted(0, air_px, 0, -air_px), self._theme)


def _placed(line: Line, room: QRectF, across: tuple[float, float], up: tuple[float, float], cut: bool = True) -> Line:
    """A line's points, px; what is higher than the room is cut off."""
    x = (line[0] - across[0]) / (across[1] - across[0])
    y = (line[1] - up[0]) / (up[1] - up[0])
    return room.left() + x * room.width(), room.bottom() - (np.minimum(y, 1.0) if cut else y) * room.height()


def _draw_all(painter: QPainter, lines: Sequence[Line], has_own: bool, theme: Theme) -> None:
    """One's own stands out from the others."""
    for number, line in enumerate(lines, 1):
        width_px, strength = (own_px, 1.0) if has_own and number == len(lines) else (thin_px, others_strength)
        painter.setPen(flat_pen(tint(theme, "text", strength), width_px))
        draw_strokes(painter, solid(*line))


def _draw_floor(painter: QPainter, room: QRectF, theme: Theme) -> None:
    painter.setPen(flat_pen(theme.color("outline"), 1.0))
    painter.drawLine(round(room.left()), round(room.bottom()), round(room.right()), round(room.bottom()))


def _outline(cells: Array, box: Box) -> Array:
    """Where a painting (R, C) is fullest: places (N, 2), with gaps between lines."""
    return contours(cells, QRectF(box.left, box.bottom, box.width, box.height), (outline_share * float(cells.max()),))


def _steps(x: Array, shares: Array) -> Line:
    """A level mark for each share (K,) across its place, with gaps between."""
    ends = np.stack((x - 0.4, x + 0.4, np.full_like(x, np.nan)), axis=1).ravel()
    return ends, np.repeat(shares, 3)
