"""The start of the game, which a hand takes hold of and puts somewhere else."""

from __future__ import annotations

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.ui.theme.theme import DARK, Theme

half_px, line_px = 6.5, 1.8
hold_px = 22.0  # around its middle a finger takes hold of it
corners = QPolygonF([QPointF(0, -half_px), QPointF(half_px, 0), QPointF(0, half_px), QPointF(-half_px, 0)])
Place = tuple[float, float]


class StartTarget(pg.TargetItem):
    """A hollow diamond. While it is dragged, another one stays where the start of this run is.

    Signals: moved() while it is dragged; dropped(theta, psi) where it was let go.
    """

    moved = Signal()
    dropped = Signal(float, float)

    def __init__(self) -> None:
        self.theme, self.unit = DARK, 1.0
        self._start: Place = (0.0, 0.0)
        super().__init__(size=2 * hold_px, symbol=_round())
        self.sigPositionChanged.connect(self._on_moved)
        self.sigPositionChangeFinished.connect(self._on_let_go)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip("Drag the start to where the game is to begin. Esc takes it back.")

    def set_data(self, start: Place) -> None:
        """Where the run began; what a hand holds stays in the hand."""
        self._start = start
        if not self.moving:
            self.setPos(*start)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small panel."""
        if unit != self.unit:
            self.unit = unit
            self.scale = 2 * hold_px * unit
            self._shape = None
            self.update()

    @property
    def began_at(self) -> Place:
        """Where the run began."""
        return self._start

    @property
    def place(self) -> Place:
        """Where it is, or would be if it were let go: on the knobs' own values."""
        return self.pos().x(), self.pos().y()

    def take_back(self) -> None:
        """Let it go where it was."""
        self.moving = False
        self.setPos(*self._start)
        self.moved.emit()

    @Slot(object)
    def _on_moved(self, item: object) -> None:
        if self.moving:
            theta, psi = self.place
            self.setPos(_on_knob("generator.start", theta), _on_knob("discriminator.start", psi))
            self.moved.emit()

    @Slot(object)
    def _on_let_go(self, item: object) -> None:
        dropped = self.place
        self.take_back()  # until the new run says so itself
        self.dropped.emit(*dropped)

    # What pyqtgraph asks.

    def mouseDragEvent(self, event: MouseDragEvent) -> None:
        super().mouseDragEvent(event)
        self.setCursor(Qt.CursorShape.ClosedHandCursor if self.moving else Qt.CursorShape.OpenHandCursor)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.moving:
            self._paint_diamond(painter, self._start, "muted")
        lifted = self.moving or self.mouseHovering
        self._paint_diamond(painter, self.place, "text" if lifted else "muted")

    def _paint_diamond(self, painter: QPainter, place: Place, role: str) -> None:
        own = painter.transform()
        painter.resetTransform()
        painter.translate(own.map(QPointF(*place) - self.pos()))
        painter.scale(self.unit, self.unit)
        painter.setPen(QPen(self.theme.color(role), line_px))
        painter.setBrush(self.theme.color("surface"))
        painter.drawPolygon(corners)
        painter.setTransform(own)


def _round() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), 0.5, 0.5)
    return path


def _on_knob(path: str, value: float) -> float:
    """The nearest value, in hundredths, that the knob can have."""
    knob = KNOBS[path]
    return round(min(knob.high, max(knob.low, value)), 2)
