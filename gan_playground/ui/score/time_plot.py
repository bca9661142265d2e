"""A plot over time, and where everything lies in it: its box, its two axes, and a small widget on the time axis."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtWidgets import QWidget

from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.score.axes import ScoreAxis, TimeAxis, TimeBox
from gan_playground.ui.score.headline import head_px
from gan_playground.ui.theme.text_scale import spaced, text_scale

guest_air_px = 6
bare_time_px, hosting_time_px = 18, 28
"""What the time axis takes: where it has numbers alone, and where small widgets stand in the middle of it."""

few_numbers, many_numbers = 3, 6
"""On an upright axis, at most; many in a plot that has taken the place of the stage."""


class TimePlot(PlotView):
    """`box` spans steps and values; `heights_axis` and `time_axis` tell them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.heights_axis, self.time_axis = TimeBox(), ScoreAxis("left", few_numbers), TimeAxis()
        self.plot = self.add_plot(Plot({"left": self.heights_axis, "bottom": self.time_axis}, self.box))
        self._guest: QWidget | None = None
        self.is_brief = False
        self.time_px = hosting_time_px
        """How high the time axis is, before it grows with the unit."""

    def unit_for(self, width: float, height: float) -> float:
        return text_scale.wanted * min(1.6, max(0.95, height / (140 * text_scale.wanted)))

    @property
    def box_px(self) -> QRectF:
        """Where the data lie, px of the view."""
        return self.box.mapRectToScene(self.box.rect())

    def place_of(self, step: float, value: float = 0.0) -> QPointF:
        """Where a point lies, px of the view."""
        return self.box.mapViewToScene(QPointF(step, value))

    def step_at(self, x_px: float) -> float:
        """The step under a place, px of the view."""
        return float(self.box.mapSceneToView(QPointF(x_px, 0)).x())

    # A small widget on the time axis.

    def set_hosting(self, hosting: bool) -> None:
        """Whether there is room for small widgets on the time axis, here or in a plot beside it."""
        self.time_px = hosting_time_px if hosting else bare_time_px
        self.arrange()

    def host(self, guest: QWidget | None) -> None:
        """Keep a small widget in the middle of the time axis, which has nothing to say there."""
        self._guest = guest
        if guest is not None and guest.parentWidget() is not self:
            guest.setParent(self)

    def place_guest(self) -> None:
        """Put the hosted widget where it belongs; it must be told when the guest's size changes."""
        right_px = float(self.width())
        if self._guest is not None:
            size = self._guest.sizeHint()
            left = self._left_of_guest(size.width())
            self._guest.setGeometry(left, self.height() - size.height(), size.width(), size.height())
            if not self._guest.isHidden() and left + size.width() >= self.width():
                right_px = left - guest_air_px
        self.time_axis.set_right(right_px - self.box_px.left())

    def _left_of_guest(self, width: int) -> int:
        """In the middle between the first step and the last; where these leave no room, flush right."""
        box = self.box_px
        left = round(box.center().x() - width / 2)
        room = left - box.left() - self.time_axis.widest_px()
        return left if room >= guest_air_px else self.width() - width

    def sizeHint(self) -> QSize:
        return QSize(260, self._brief_px if self.is_brief else spaced(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._brief_px if self.is_brief else round(106 * text_scale.wanted))

    @property
    def _brief_px(self) -> int:
        """For the headline alone."""
        return math.ceil(head_px(stacked=True) * self.unit_for(0, 0))
