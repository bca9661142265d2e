"""Whose data the pointer is at, on a stage or in its legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, Signal, Slot

from gan_playground.ui.plot.legend import LayerChip
from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.stages.stage_plot import StagePlot


class StagePointer(QObject):
    """Follows the pointer over a figure and its legend.

    Signals: pointed(roles): whose data it is at now; empty: nobody's.
    """

    pointed = Signal(object)

    def __init__(self, figure: StagePlot, chips: Sequence[LayerChip], parent: QObject) -> None:
        super().__init__(parent)
        self._figure, self._pointed_at = figure, NOBODY
        figure.pointer_moved.connect(self._on_moved)
        for chip in chips:
            chip.pointed.connect(self._point_at)

    @Slot(object)
    def _on_moved(self, pointer: QPointF | None) -> None:
        self._point_at(NOBODY if pointer is None else self._figure.roles_at(pointer))

    @Slot(object)
    def _point_at(self, roles: Roles) -> None:
        if roles != self._pointed_at:
            self._pointed_at = roles
            self.pointed.emit(roles)
