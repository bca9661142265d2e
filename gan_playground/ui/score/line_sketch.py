"""A hand that draws how a line of the score goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from gan_playground.gan.observe.history import Track
from gan_playground.ui.plot.column_sketch import ColumnSketch
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot_sketch import Place
from gan_playground.ui.score.future_item import FutureItem
from gan_playground.ui.score.future_room import FutureRoom

if TYPE_CHECKING:
    from gan_playground.ui.score.cards import ScoreCards

words = "draw here"


class LineSketch(ColumnSketch):
    """In one plot, which is in the place of the stage, with room for the steps to come, until it is put away."""

    def __init__(self, score: ScoreCards, future: FutureRoom) -> None:
        self._score, self._future, self._room_item = score, future, FutureItem()
        super().__init__(future.plot, future.plot.plot)
        future.plot.plot.add(self._room_item)
        self._room_item.setZValue(-1)

    def begin(self, future: FutureRoom) -> None:
        """The steps that are to be drawn."""
        self._future = future

    def open(self) -> None:
        self._score.make_room(self._future)
        self._score.enlarge(self._future.plot)
        self._room_item.show()
        super().open()

    def put_away(self) -> None:
        super().put_away()
        self._room_item.hide()
        self._score.make_room(None)
        self._score.enlarge(None)

    def meant(self, height: float) -> float:
        return float(self.seen(np.array([height]))[0])

    def seen(self, values: Array) -> Array:
        """What is drawn upside down, as D’s “fake” for “real”, is so both ways."""
        return self._future.plot.chart.transform(Track(values, values)).values

    @property
    def room(self) -> tuple[Place, Place]:
        low, high = self._future.plot.box.viewRange()[1]
        return (self._future.now, self._future.until), (low, high)

    def renew(self) -> None:
        self._curve.taken = [QRectF(self._future.plot.enlarge_button.geometry())]
        super().renew()
        self._room_item.set_data(self._future.now, self._future.until, words if self.is_empty else "")
