"""A panel in which data are pointed at, and lit where they are pointed at elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from gan_playground.ui.plot.legend import LayerChip
from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.stages.stage_plot import StagePlot


class PointedFrame(QFrame):
    """Has a figure and the entries of its legend.

    Signals: pointed(roles): whose data somebody points at here; empty: nobody's.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointed_at = NOBODY

    def heed_pointers(self, figure: StagePlot, chips: Sequence[LayerChip]) -> None:
        """Say what is pointed at in them."""
        self._figure = figure
        figure.pointer_moved.connect(self._on_pointer_moved)
        for chip in chips:
            chip.pointed.connect(self._point_at)

    def show_light(self, roles: Roles) -> None:
        """Somebody points at these data elsewhere; at nobody's: all is as usual."""
        self._figure.show_light(roles)

    @Slot(object)
    def _on_pointer_moved(self, pointer: QPointF | None) -> None:
        self._point_at(NOBODY if pointer is None else self._figure.roles_at(pointer))

    @Slot(object)
    def _point_at(self, roles: Roles) -> None:
        if roles != self._pointed_at:
            self._pointed_at = roles
            self.pointed.emit(roles)
