"""A hand that draws D: an edge on the line, dragged by mouse, pen or finger."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal, Slot
from PySide6.QtGui import QPainter

from gan_playground.ui.plot.items.captioned import CaptionedItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.plot_sketch import Place, PlotSketch
from gan_playground.ui.stages.line.plot import LinePlot


class EdgeItem(CaptionedItem):
    """The handle on D's edge, at one half. place: x; None: there is none."""

    place: float | None = None

    def paint_drawing(self, painter: QPainter, at: ToPixels) -> None:
        if self.place is not None:
            self.paint_handle(painter, at.point(self.place, 0.5))


class EdgeHand(PlotSketch):
    """Wherever it is pressed, the edge comes there. Signals: moved(float): it is wanted at this x."""

    moved = Signal(float)

    def __init__(self, figure: LinePlot) -> None:
        self._edge = EdgeItem("D’s edge")
        super().__init__(figure, figure.curves, self._edge)

    @property
    def is_empty(self) -> bool:
        return self._edge.place is None

    @property
    def drawn(self) -> float | None:
        """x of the edge."""
        return self._edge.place

    @Slot()
    def clear(self) -> None:
        self.show_place(None)

    def show_place(self, x: float | None) -> None:
        """Where the edge is now."""
        self._edge.place = x
        self.renew()

    def renew(self) -> None:
        self._edge.renew()

    def draw_to(self, place: Place, begins: bool) -> None:
        self.show_place(place[0])
        self.moved.emit(place[0])

    def is_inside(self, at: QPointF) -> bool:
        """Not at its axes."""
        box = self._plot.box
        return box.mapRectToScene(box.rect()).contains(self._view.mapToScene(at.toPoint()))
