"""The cube of colours as a plot: a drag turns it, the wheel magnifies it, a double click shows it as at first."""

from __future__ import annotations

from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QPointF, Qt, Signal, Slot

from gan_playground.ui.plot.even_box import EvenBox
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.stages.colours.cloud import CloudItem
from gan_playground.ui.stages.colours.cube import Turn, project, reach_of
from gan_playground.ui.stages.colours.cube_item import CubeItem

Align = Qt.AlignmentFlag

most_magnified = 20.0
names_px = 15.0
"""Of room around the cube, for the names of its axes."""
full_drag_deg = 180.0
"""For a drag over the width of the cube's place."""


class TurningBox(EvenBox):
    """Signals: dragged(px, from left and top) by hand; shown_as_at_first() when a hand wants that."""

    dragged = Signal(QPointF)
    shown_as_at_first = Signal()
    is_held = False

    def fit_by_hand(self) -> None:
        super().fit_by_hand()
        self.shown_as_at_first.emit()

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not any(self.mouseEnabled()):
            event.ignore()
            return
        event.accept()
        self.is_held = not event.isFinish()
        self.dragged.emit(event.pos() - event.lastPos())


class CloudPlot(Plot):
    """`turn` is the side from which the cube is seen. Signals: turned() by hand or otherwise."""

    turned = Signal()

    def __init__(self) -> None:
        self.turning_box = TurningBox(most_magnified)
        super().__init__(box=self.turning_box)
        self.turn = Turn()
        self.hint = "drag to turn"
        self._colours: dict[str, Array] = {}
        self._cube, self.dots = CubeItem(), CloudItem()
        self._hint = WordsItem(in_shares=True)
        for item in (self._cube, self._hint):
            item.keep_painted()
        self.add(self._cube, self.dots)
        self.add_over(self._hint)
        self.turning_box.dragged.connect(self._on_dragged)
        self.show_hint()

    def set_data(self, colours: dict[str, Array]) -> None:
        """By "real" and "generated", those that are shown, colours (N, 3)."""
        self._colours = colours
        self.dots.set_data(self.turn, colours)

    def set_turn(self, turn: Turn) -> None:
        """Show the cube from another side."""
        if turn == self.turn:
            return
        self.turn = turn
        self._cube.set_turn(turn)
        self.dots.set_data(turn, self._colours)
        self.show_hint()
        self.turned.emit()

    def set_hint(self, hint: str) -> None:
        """How to turn it; empty: nobody can."""
        self.hint = hint
        self.show_hint()

    def show_hint(self) -> None:
        """How to turn the cube, until somebody has."""
        shown = self.turn == Turn() and self.hint
        self._hint.set_data([Words(self.hint, 1, 1, Align.AlignRight, dy=-9)] if shown else [])

    def point(self, colour: Array) -> QPointF:
        """Where a colour (3,) lies in the view, px."""
        x, y, _ = project(self.turn, colour.reshape(1, 3))[0]
        return self.box.mapViewToScene(QPointF(float(x), float(y)))

    @Slot(QPointF)
    def _on_dragged(self, away: QPointF) -> None:
        degrees = away * (full_drag_deg / max(1.0, self.box.width()))
        self.set_turn(self.turn.by(degrees.x(), degrees.y()))

    def fit_into(self, width: float, height: float) -> None:
        """Show the cube as large as it can be and be turned any way in a box of this size, px."""
        across, up = reach_of(width, height, names_px * self.unit)
        self.turning_box.set_shown((-across, across), (-up, up))
