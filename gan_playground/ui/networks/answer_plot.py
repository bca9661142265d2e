"""What a unit says, whatever goes in: a curve over a line, or colours over a plane."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor, isfinite

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.network_picture import UnitAnswer
from gan_playground.ui.networks.words import span_of
from gan_playground.ui.plot.axes import PlotAxis, round_spacing
from gan_playground.ui.plot.box import Span
from gan_playground.ui.plot.items.contour_item import ContourItem
from gan_playground.ui.plot.items.dots_item import DotsItem
from gan_playground.ui.plot.items.heat_item import Colors, HeatItem
from gan_playground.ui.plot.items.levels_item import Level, LevelsItem
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.page_plot import PagePlot
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.sprites import Shape
from gan_playground.ui.plot.strokes import DISCRIMINATOR, GENERATED, LineStyle, tint
from gan_playground.ui.theme.theme import Theme

left_px, below_px, above_px = 38, 22, 8
STYLES = {"generator": GENERATED, "discriminator": DISCRIMINATOR}
ZERO = LineStyle("theory", 1.0)
least_share = 0.4  # of the height that a curve takes, before less is shown


def _colors_of(role: str) -> Colors:
    """From grey, below 0, over the surface's own to the player's colour."""

    @lru_cache(maxsize=8)
    def colors(theme: Theme, strength: float) -> list[int]:
        shares = [2 * i / 255 - 1 for i in range(256)]
        return [tint(theme, role if share > 0 else "muted", strength * abs(share)).rgb() for share in shares]

    return colors


COLORS = {"generator": _colors_of("generated"), "discriminator": _colors_of("discriminator")}


class AnswerPlot(PagePlot):
    """The answer of one player's unit."""

    height_px = 128

    def __init__(self, player: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes = {"left": PlotAxis("left", most=4), "bottom": PlotAxis("bottom", most=5)}
        self.answer: UnitAnswer | None = None
        self._span = (0.0, 0.0)
        self._main = self.add_plot(Plot(self._axes))
        self._heat, self._curve = HeatItem(COLORS[player]), LineItem(STYLES[player])
        self._zero, self._levels = ContourItem(ZERO), LevelsItem()
        self._sample = DotsItem(Shape.RING, "text", 9.0)
        self._main.add(self._heat, self._zero, self._levels, self._curve, self._sample)
        self.setObjectName(f"answer.{player}")

    def show_answer(self, answer: UnitAnswer | None) -> None:
        """None: nothing was asked, or it is not answered yet."""
        asks_other = answer is None or self.answer is None or answer.place != self.answer.place
        self.answer = answer
        if asks_other:
            self._span = (0.0, 0.0)
        is_curve = answer is not None and answer.values is not None and answer.values.ndim == 1
        grid = None if answer is None or is_curve else self._grid(answer)
        self._curve.setVisible(is_curve)
        self._levels.setVisible(is_curve)
        for item in (self._heat, self._zero):
            item.setVisible(grid is not None)
        self._sample.setVisible(answer is not None and bool(answer.axes))
        for axis in self._axes.values():
            axis.set_shown(answer is not None and bool(answer.axes))
        if answer is not None and is_curve:
            self._show_curve(answer)
        elif answer is not None and grid is not None:
            self._show_heat(answer, *grid)

    @property
    def curve(self) -> tuple[np.ndarray, np.ndarray]:
        """What is drawn of it, (K,) and (K,)."""
        return self._curve._across, self._curve._up

    def _show_curve(self, answer: UnitAnswer) -> None:
        assert answer.values is not None
        ((low, high),) = answer.spans
        self._curve.set_data(np.linspace(low, high, len(answer.values)), answer.values)
        self._sample.set_data(np.array([[answer.at[0], answer.value]]))
        self._span = eased(self._span, *span_of(answer))
        self._levels.set_data((Level(ZERO, 0.0),) if self._span[0] < 0 < self._span[1] else ())
        self._main.box.set_home((low, high), self._span)

    def _grid(self, answer: UnitAnswer) -> tuple[np.ndarray, QRectF] | None:
        """The numbers that are drawn as colours, the first row below, and where."""
        if answer.values is not None:
            (left, right), (bottom, top) = answer.spans
            return answer.values, QRectF(left, bottom, right - left, top - bottom)
        if answer.weights is None:
            return None
        weights = answer.weights.mean(axis=2)[::-1].astype(float)
        return weights, QRectF(0, 0, weights.shape[1], weights.shape[0])

    def _show_heat(self, answer: UnitAnswer, values: np.ndarray, place: QRectF) -> None:
        finite = np.nan_to_num(values)
        most = max(float(abs(finite).max()), 1e-9)
        self._heat.set_data(0.5 + 0.5 * finite / most, place)
        if answer.axes:
            has_zero = finite.min() < 0 < finite.max()
            self._zero.set_data(finite, place, (0.0,) if has_zero else ())
            self._sample.set_data(answer.at[None, :])
        else:
            self._zero.clear()
        x, y = (place.left(), place.right()), (place.top(), place.bottom())
        self._main.box.set_home(*(self._square(x, y) if not answer.axes else (x, y)))

    def _square(self, x: Span, y: Span) -> tuple[Span, Span]:
        """So much of the plane around a picture that its pixels are squares."""
        room = self._main.box.rect()
        wide = (y[1] - y[0]) * room.width() / max(1.0, room.height())
        spare = max(0.0, wide - (x[1] - x[0])) / 2
        return (x[0] - spare, x[1] + spare), y

    def arrange(self) -> None:
        unit = self.unit
        self._main.set_axis_sizes(left=left_px * unit, bottom=below_px * unit)
        self._main.set_margins(top=above_px * unit, right=10 * unit)


def eased(shown: tuple[float, float], low: float, high: float) -> tuple[float, float]:
    """From where to where heights are shown: as before, while what is drawn fits, and takes a good part of it."""
    if not (isfinite(low) and isfinite(high)):
        return shown if shown[1] > shown[0] else (-1.0, 1.0)
    fits = shown[0] <= low and high <= shown[1]
    if fits and high - low >= least_share * (shown[1] - shown[0]):
        return shown
    margin = max(0.15 * (high - low), 0.02 * max(abs(low), abs(high)), 1e-3)
    step = round_spacing(high - low + 2 * margin, 8)
    return floor((low - margin) / step) * step, ceil((high + margin) / step) * step
