"""How the timeline looks: a track, a handle, and a shape for each kind of mark, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from gan_playground.ui.plot.sprites import Shape, draw_dots
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.transport.markers import MarkKind, TimelineMark

Array = NDArray[np.float64]
Steps = TypeVar("Steps", float, Array)

groove_px, handle_radius_px = 4.0, 8.0
edge_px = handle_radius_px + 1
triangle_px, triangle_above_px, mark_spacing_px = 8.0, 8.5, 3.0
fewest_steps = 100  # a run of a few steps is not stretched over the whole track
lived_later, not_lived = 0.4, 0.16


class StepAxis(Struct, frozen=True):
    """Where steps lie: the first at `left`, the last at `right` or, of a short run, before it; in px."""

    first: int
    last: int
    left: float
    right: float

    @property
    def span(self) -> int:
        return max(self.last - self.first, fewest_steps)

    def x(self, step: Steps) -> Steps:
        """The place of a step, or of each of many."""
        return self.left + (self.right - self.left) * (step - self.first) / self.span

    def between(self, left: float, right: float) -> tuple[float, float]:
        """The part of the axis between two places, in steps."""
        steps_per_px = self.span / max(self.right - self.left, 1.0)
        return self.first + (left - self.left) * steps_per_px, self.first + (right - self.left) * steps_per_px

    def step_at(self, x: float) -> int:
        """The step whose place is nearest."""
        share = (x - self.left) / max(self.right - self.left, 1.0)
        return min(max(self.first + round(share * self.span), self.first), self.last)


def paint_track(painter: QPainter, axis: StepAxis, step: int, y: float, theme: Theme) -> None:
    """What was lived before `step`, what was lived after it, and room for what was not lived yet."""
    under = theme.color("background")
    ends = (
        (axis.right, tint(theme, "muted", not_lived, under)),
        (axis.x(axis.last), tint(theme, "muted", lived_later, under)),
        (axis.x(step), theme.color("text")),
    )
    for end, color in ends:
        painter.setPen(QPen(color, groove_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QLineF(axis.left, y, max(end, axis.left), y))


def paint_edits(painter: QPainter, axis: StepAxis, steps: Mapping[str, Array], y: float, theme: Theme) -> None:
    """Triangles as in the score, by colour, above the track; of those that would cover one another only one."""
    for role, at in steps.items():
        x = axis.x(at)
        _, kept = np.unique(np.round(x / mark_spacing_px), return_index=True)
        points = np.column_stack([x[kept], np.full(len(kept), y - triangle_above_px)])
        draw_dots(
            painter,
            points,
            Shape.TRIANGLE,
            getattr(theme, role),
            triangle_px,
            1.0,
            painter.device().devicePixelRatioF(),
        )


def paint_marks(painter: QPainter, axis: StepAxis, marks: Sequence[TimelineMark], y: float, theme: Theme) -> None:
    """The others, each in its shape."""
    for mark in marks:
        shapes[mark.kind](painter, QPointF(axis.x(mark.step), y), theme.color(mark.role), theme)


def paint_handle(painter: QPainter, at: QPointF, hollow: bool, theme: Theme) -> None:
    """`hollow`: the keyboard is here."""
    inset = 1.5 if hollow else 0.0
    painter.setPen(QPen(theme.color("text"), 3) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("background" if hollow else "text"))
    painter.drawEllipse(at, handle_radius_px - inset, handle_radius_px - inset)


def paint_pointer(painter: QPainter, at: QPointF, step: int, room: QRectF, theme: Theme) -> None:
    """An upright line where the mouse points, and beside it the step."""
    painter.setPen(QPen(theme.color("muted"), 1))
    x = np.floor(at.x()) + 0.5
    painter.drawLine(QLineF(x, room.top(), x, room.bottom()))
    words = f"{step:,}"
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(words) + 10
    left = x + 6 if x + 6 + width <= room.right() else x - 6 - width
    label = QRectF(left, room.top(), width, metrics.height() + 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(label, 5, 5)
    painter.setPen(theme.color("text"))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)


def _fork(painter: QPainter, at: QPointF, color: QColor, theme: Theme) -> None:
    """A side road that leaves below the track."""
    road = QPainterPath(at)
    road.cubicTo(at + QPointF(4, 0), at + QPointF(3, 9), at + QPointF(13, 9))
    painter.setPen(QPen(color, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(road)


def _diamond(painter: QPainter, at: QPointF, color: QColor, theme: Theme) -> None:
    """On the track itself, since the run was in trouble there."""
    corners = [at + QPointF(0, -6), at + QPointF(6, 0), at + QPointF(0, 6), at + QPointF(-6, 0)]
    painter.setPen(QPen(theme.color("background"), 2))
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF(corners))


def _flag(painter: QPainter, at: QPointF, color: QColor, theme: Theme) -> None:
    """Above whatever else is marked there."""
    top = at + QPointF(0, -17)
    painter.setPen(QPen(color, 1.5))
    painter.drawLine(at, top)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([top, top + QPointF(9, 3), top + QPointF(0, 6)]))


shapes: dict[MarkKind, Callable[[QPainter, QPointF, QColor, Theme], None]] = {
    MarkKind.FORK: _fork,
    MarkKind.TROUBLE: _diamond,
    MarkKind.BOOKMARK: _flag,
}
