"""A plot that is a part of a page: its words are as large as the program's, and a wheel scrolls the page."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from PySide6.QtCore import QSize

from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.theme.text_scale import scaled, text_scale
from gan_playground.ui.theme.theme import Theme

usual_px, least_px = 200, 120

AnyPlot = TypeVar("AnyPlot", bound=Plot)


class PagePlot(PlotView):
    """On the page's own ground, and as high as a subclass says."""

    height_px: ClassVar[int]

    def add_plot(self, plot: AnyPlot) -> AnyPlot:
        """Take in a plot, whose range nobody drags."""
        plot.box.setMouseEnabled(x=False, y=False)
        return super().add_plot(plot)

    def unit_for(self, width: float, height: float) -> float:
        return text_scale.factor

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.setBackgroundBrush(theme.color("background"))
        self.set_unit(text_scale.factor)
        self.updateGeometry()
        self.arrange()

    def sizeHint(self) -> QSize:
        return QSize(usual_px, scaled(self.height_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(least_px, scaled(self.height_px))
