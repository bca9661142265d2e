"""What stands above a stage: its legend with the switches, and strips; of two stages side by side one does for both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.ui.plot.legend_rows import LegendRows, LegendTool

if TYPE_CHECKING:
    from gan_playground.ui.plot.legend import LayerChip

strip_gap_px = 6


class StageHead(QWidget):
    """As wide as what it stands in, and as high as its words need there."""

    def __init__(
        self, chips: Sequence[LayerChip], switches: Sequence[LegendTool], strips: Sequence[QWidget], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # words give way, and no window
        self.legend = LegendRows(chips, switches)
        column = QVBoxLayout(self, spacing=strip_gap_px)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.legend)
        for strip in strips:
            column.addWidget(strip)

    def indent(self, by_px: int) -> None:
        """Leave so much free at its sides."""
        self.layout().setContentsMargins(by_px, 0, by_px, 0)

    @property
    def room_px(self) -> int:
        """The width that there is for the legend."""
        around, own, place = self.parentWidget(), self.layout().contentsMargins(), self._outer.contentsMargins()
        return around.width() - place.left() - place.right() - own.left() - own.right()

    @property
    def _outer(self) -> QLayout:
        """That of what it stands in."""
        return self.parentWidget().layout()

    def fit(self) -> None:
        """Arrange the legend in the room that there is, in height what nothing else needs."""
        outer = self._outer
        spare_px = self.parentWidget().height() - outer.minimumSize().height() + self.legend.minimumSize().height()
        self.legend.fit(self.room_px, spare_px)
        self.layout().activate()  # what is around it hears of its height at once, as if the legend stood there itself
