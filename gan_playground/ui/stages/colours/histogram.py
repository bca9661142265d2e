"""A histogram: how much of red, of green or of blue the colours have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPolygonF

from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.box import PlotBox
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.pixels import Array, ToPixels
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.strokes import GENERATED, REAL, tint
from gan_playground.ui.stages.colours.cube import full_shade
from gan_playground.ui.theme.wording import percent

Align = Qt.AlignmentFlag

fill_share = 0.2
strip_px = 4.0
name_px = 13.0  # below the box, in the row of the axis's numbers
named_px = 84.0  # wide enough for a name between two numbers
end_weight = 0.25
most_magnified = 12.0


class Channel(Struct, frozen=True):
    """Its name, its fullest shade, and a calmer one for areas."""

    name: str
    full: QColor
    calm: QColor


CHANNELS = (
    Channel("red", QColor(255, 0, 0), QColor("#E5383B")),
    Channel("green", QColor(0, 255, 0), QColor("#38A04A")),
    Channel("blue", QColor(0, 0, 255), QColor("#3F6FE8")),
)


class ShadesAxis(PlotAxis):
    """Has the darkest and the lightest shade as its numbers; of a part of them round ones between."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        if minVal <= 0 and maxVal >= full_shade:
            return [(full_shade, [0.0, full_shade])]
        return super().tickValues(minVal, maxVal, size)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Nothing where the name of the channel, between them, needs all the room."""
        is_narrow = self.width() < named_px * self.unit
        return [""] * len(values) if is_narrow else super().tickStrings(values, scale, spacing)


class SharesAxis(PlotAxis):
    """How many of all colours have a shade, in per cent; where there is no room for numbers, marks at their heights."""

    def __init__(self) -> None:
        super().__init__("left", most=3, write=percent)
        self._is_numbered = True

    def set_numbered(self, numbered: bool) -> None:
        """Whether there is room."""
        if numbered != self._is_numbered:
            self._is_numbered = numbered
            self._renew()

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return super().tickStrings(values, scale, spacing) if self._is_numbered else [""] * len(values)


class AreaItem(PixelItem):
    """What is below a line, tinted with a colour of its own; it is kept painted."""

    def __init__(self, hue: QColor) -> None:
        super().__init__()
        self._hue = hue
        self._across, self._up = np.empty(0), np.empty(0)
        self.keep_painted()
        self.cut_off_sharply()

    def set_data(self, x: Array, y: Array) -> None:
        """Points (N,), (N,) of the line above it."""
        self._across, self._up = x, y
        self.renew()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        x, y = at.x(self._across), at.y(self._up)
        if not len(x) or not np.isfinite(y).all():
            return
        foot = at.y_shift
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(self.theme, "surface", 1 - fill_share, self._hue))
        around = [QPointF(x[0], foot), *map(QPointF, x.tolist(), y.tolist()), QPointF(x[-1], foot)]
        painter.drawPolygon(QPolygonF(around))


class ShadesItem(PixelItem):
    """Under the box, from black to the fullest shade, each where its histogram counts it."""

    def __init__(self, full: QColor) -> None:
        super().__init__()
        self._full = full
        self.keep_painted()

    def paint_px(self, painter: QPainter, at: ToPixels) -> None:
        strip = QRectF(at.box.left(), at.box.bottom() + 1, at.box.width(), strip_px * self.unit)
        shades = QLinearGradient(at.point(0, 0), at.point(full_shade, 0))
        shades.setColorAt(0, QColor(0, 0, 0))
        shades.setColorAt(1, self._full)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades)
        painter.drawRoundedRect(strip, strip.height() / 2, strip.height() / 2)


class HistogramPlot(Plot):
    """Of one channel: shares of real colours dotted over a tinted area, those of generated ones solid.

    The box is as high as the scale's `top`, on which all histograms agree.
    """

    def __init__(self, channel: Channel) -> None:
        self.shares_axis = SharesAxis()
        axes = {"left": self.shares_axis, "bottom": ShadesAxis("bottom", most=3)}
        super().__init__(axes, PlotBox(most_magnified))
        for axis in self.axes.values():
            axis.set_line(False)
        self.axes["bottom"].setStyle(tickLength=0)
        self.box.setMouseEnabled(x=True, y=False)
        self.top = 1.0
        self.area, self.real, self.generated = AreaItem(channel.calm), LineItem(REAL), LineItem(GENERATED)
        self.cut_off = WordsItem(in_shares=True)
        self._name = WordsItem(in_shares=True)
        for item in (self.real, self.cut_off, self._name):
            item.keep_painted()
        self.add(self.area, self.real, self.generated)
        self.add_over(ShadesItem(channel.full), self._name, self.cut_off)
        self._name.set_data([Words(channel.name, 0.5, 1, role="text", dy=name_px)])

    def set_real(self, edges: Array, shares: Array, top: float) -> None:
        """Edges (K + 1,), shares (K,) of real colours, and the share that reaches the upper edge."""
        self.top = top
        self.box.set_home((float(edges[0]), float(edges[-1])), (0.0, 1.0))
        self.shares_axis.set_scale(top)
        line = line_of(edges, shares, top)
        self.area.set_data(*line)
        self.real.set_data(*line)
        self._show_cut_off(shares)

    def set_generated(self, edges: Array, shares: Array) -> None:
        """The shares (K,) of generated colours."""
        self.generated.set_data(*line_of(edges, shares, self.top))

    def _show_cut_off(self, shares: Array) -> None:
        """How high the real line goes where the upper edge cuts it off."""
        ends = ((shares[0], 0.0, 7.0, Align.AlignLeft), (shares[-1], 1.0, -7.0, Align.AlignRight))
        beyond = [end for end in ends if end[0] > self.top]
        self.cut_off.set_data(
            [Words(f"↑ {percent(share)}", x, 0, align, "real", dx, 7) for share, x, dx, align in beyond]
        )


def line_of(edges: Array, shares: Array, top: float) -> tuple[Array, Array]:
    """Through the middles of the bins, level to the edges, as parts of `top`; what is too high is cut off there."""
    middles = np.concatenate((edges[:1], (edges[:-1] + edges[1:]) / 2, edges[-1:]))
    heights = np.concatenate((shares[:1], shares, shares[-1:])) / top
    return middles, np.clip(heights, 0, 1)


def peak_of(shares: Array) -> float:
    """The highest share in (3, bins) that should be seen whole. Darkest and lightest count less: there a camera heaps
    up what it could not tell apart, and all else would lie flat beside it.
    """
    known = np.where(np.isfinite(shares), shares, 0.0)
    inner = float(np.max(known[:, 1:-1], initial=0.0))
    return max(inner, end_weight * float(np.max(known, initial=0.0)))
