"""A curve that a hand draws over a plot: one value per x."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot

from gan_playground.ui.plot.items.drawn_item import DrawnItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.plot_sketch import Place, PlotSketch
from gan_playground.ui.plot.view import PlotView

columns = 192
"""So many values has a drawing, evenly over all that can be drawn of x."""


class ColumnSketch(PlotSketch):
    """To draw over a part again replaces that part. A subclass says what the box's heights mean."""

    def __init__(self, view: PlotView, plot: Plot) -> None:
        self._curve = DrawnItem("your prediction")
        super().__init__(view, plot, self._curve)
        self._forget()

    def meant(self, height: float) -> float:
        """The value that a height in the box stands for."""
        raise NotImplementedError

    def seen(self, values: Array) -> Array:
        """The heights in the box that values (N,) have."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        return not np.isfinite(self._values).any()

    @property
    def drawn(self) -> tuple[Array, Array]:
        """x, and the value there, (N,) each, where anything is drawn."""
        known = np.isfinite(self._values)
        return self._x[known], self._values[known]

    def close(self) -> None:
        self._last = None
        super().close()

    @Slot()
    def clear(self) -> None:
        self._forget()
        self.renew()
        self.changed.emit()

    def _forget(self) -> None:
        self._x, self._values = np.linspace(*self.room[0], columns), np.full(columns, np.nan)
        self._last: Place | None = None

    def renew(self) -> None:
        last = None if self._last is None else (self._last[0], float(self.seen(np.array([self._last[1]]))[0]))
        self._curve.set_data(self._x, self.seen(self._values), last)

    def draw_to(self, place: Place, begins: bool) -> None:
        """A straight line from where the hand was."""
        bottom, top = self.room[1]
        here = float(np.clip(place[0], self._x[0], self._x[-1])), self.meant(float(np.clip(place[1], bottom, top)))
        before = here if begins or self._last is None else self._last
        left, right = sorted((before, here))
        step = self._x[1] - self._x[0]
        first, last = (round((one[0] - self._x[0]) / step) for one in (left, right))
        touched = slice(first, last + 1)
        if first == last:
            self._values[touched] = here[1]
        else:
            self._values[touched] = np.interp(self._x[touched], (left[0], right[0]), (left[1], right[1]))
        self._last = here
        self.renew()
        self.changed.emit()
