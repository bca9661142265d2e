"""Two stages of one kind side by side: what one does with the view of either happens to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QBoxLayout

from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.comparison.strip import letters

if TYPE_CHECKING:
    from gan_playground.ui.stages.stage import Stage

least_width_px = 240


class StagePair(QObject):
    """A stage and its run B, from when the run B has got its run until `part`; what both need once stands
    around the row that they stand in.
    """

    def __init__(self, lead: Stage, run_b: Stage, column: QBoxLayout, row: QBoxLayout) -> None:
        super().__init__(run_b)
        self._lead, self._run_b = lead, run_b
        self._mirrors = False
        run_b.stand_beside(lead)
        run_b.show_view(lead.view)
        for stage, letter in zip((lead, run_b), letters, strict=True):
            stage.set_tag(letter)
            stage.setMinimumWidth(least_width_px)
        lead.lead(column, row)
        lead.fit_legend()
        lead.view_changed.connect(self._follow_lead)
        run_b.view_changed.connect(self._follow_run_b)

    def show_run_b_frame(self, frame: Frame) -> None:
        """Draw an instant of the run B's run; a first frame of other data would show the whole of them."""
        self._run_b.show_frame(frame)
        self._follow_lead()

    def part(self) -> None:
        """Let the lead stand alone again."""
        self._lead.view_changed.disconnect(self._follow_lead)
        self._lead.stand_alone()
        self._lead.set_tag("")
        self._lead.fit_legend()
        self._lead.setMinimumWidth(0)

    @Slot()
    def _follow_lead(self) -> None:
        self._mirror(self._lead, self._run_b)

    @Slot()
    def _follow_run_b(self) -> None:
        self._mirror(self._run_b, self._lead)

    def _mirror(self, source: Stage, target: Stage) -> None:
        if self._mirrors:  # the target tells of each part that it takes over
            return
        self._mirrors = True
        target.show_view(source.view)
        self._mirrors = False
