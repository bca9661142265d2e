"""Two stages of one kind side by side: what one does with the view of either happens to both."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from gan_playground.gan.frame import Frame
from gan_playground.ui.comparison import letters
from gan_playground.ui.stages.stage import Stage

least_width_px = 240


class StagePair(QObject):
    """A stage and its rival, from when the rival has got its run until `part`."""

    def __init__(self, lead: Stage, rival: Stage) -> None:
        super().__init__(rival)
        self._lead, self._rival = lead, rival
        self._mirrors = False
        rival.stand_beside(lead)
        rival.show_view(lead.view)
        for stage, letter in zip((lead, rival), letters, strict=True):
            stage.set_tag(letter)
            stage.setMinimumWidth(least_width_px)
        lead.view_changed.connect(self._follow_lead)
        rival.view_changed.connect(self._follow_rival)

    def show_rival_frame(self, frame: Frame) -> None:
        """Draw an instant of the rival's run; a first frame of other data would show the whole of them."""
        self._rival.show_frame(frame)
        self._follow_lead()

    def part(self) -> None:
        """Let the lead stand alone again."""
        self._lead.view_changed.disconnect(self._follow_lead)
        self._lead.stand_alone()
        self._lead.set_tag("")
        self._lead.setMinimumWidth(0)

    @Slot()
    def _follow_lead(self) -> None:
        self._mirror(self._lead, self._rival)

    @Slot()
    def _follow_rival(self) -> None:
        self._mirror(self._rival, self._lead)

    def _mirror(self, source: Stage, target: Stage) -> None:
        if self._mirrors:  # the target tells of each part that it takes over
            return
        self._mirrors = True
        target.show_view(source.view)
        self._mirrors = False
