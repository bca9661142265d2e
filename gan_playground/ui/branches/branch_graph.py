"""The branches of a run as lines along one axis of steps, each joined to the one that it left."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.branches.entries import BranchLane
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.theme.theme import Theme

edge_px, bend_px, line_px = 12.0, 7.0, 2.0
end_radius_px, here_radius_px = 3.5, 6.0


class BranchGraph(QWidget):
    """Lies over a list whose rows are the lanes; `row_px` is the height of each."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._lanes: tuple[BranchLane, ...] = ()
        self._here, self._first, self._last, self._step = 0, 0, 1, 0
        self.row_px = 1

    def show_lanes(self, lanes: tuple[BranchLane, ...], summary: TimelineSummary) -> None:
        self._lanes = lanes
        self._here = next(place for place, lane in enumerate(lanes) if lane.branch.number == summary.branch)
        self._first, self._step = summary.first_step, summary.step
        self._last = max(lane.branch.last_step for lane in lanes)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def place_of(self, lane: int, step: int) -> QPointF:
        """Where a step of a lane is."""
        share = (step - self._first) / max(self._last - self._first, 1)
        return QPointF(edge_px + share * (self.width() - 2 * edge_px), (lane + 0.5) * self.row_px)

    def lived(self) -> list[tuple[int, int]]:
        """The way to the present branch's end: its lanes, and up to which step each was followed."""
        place, until = self._here, self._lanes[self._here].branch.last_step
        way = [(place, until)]
        while (parent := self._lanes[place].parent) is not None:
            place, until = parent, self._lanes[place].branch.forked_at
            way.append((place, until))
        return way

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lanes:
            return
        theme = self._theme
        faint = tint(theme, "muted", 0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, lane in enumerate(self._lanes):
                self._paint_line(painter, place, lane.branch.last_step, faint)
                self._paint_end(painter, place, theme.color("text") if place == self._here else faint)
            for place, until in self.lived():
                self._paint_line(painter, place, until, theme.color("text"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("text"))
            painter.drawEllipse(self._standpoint(), here_radius_px, here_radius_px)

    def _paint_line(self, painter: QPainter, place: int, until: int, color: QColor) -> None:
        """From where the branch begins, which is on its parent's line, to a step of its own."""
        lane = self._lanes[place]
        start = self.place_of(place, lane.branch.forked_at)
        path = QPainterPath(start)
        if lane.parent is not None:
            path = QPainterPath(self.place_of(lane.parent, lane.branch.forked_at))
            path.lineTo(start - QPointF(0, bend_px))
            path.quadTo(start, start + QPointF(bend_px, 0))
        path.lineTo(self.place_of(place, until))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, line_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)

    def _paint_end(self, painter: QPainter, place: int, color: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(self.place_of(place, self._lanes[place].branch.last_step), end_radius_px, end_radius_px)

    def _standpoint(self) -> QPointF:
        """Where the run is now, which may be on a branch that the present one grew from."""
        on_way = [place for place, _ in self.lived() if self._lanes[place].branch.forked_at <= self._step]
        return self.place_of(on_way[0] if on_way else 0, self._step)
